namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>The places of a node in a piece: for each the row of its vector, or the level at which it ended above.</summary>
/// <param name="rows">The row; -1 where an ancestor is NULL or empty, or the node's own parent was found to be.</param>
/// <param name="definition">The definition level of places that ended; that of others is not known yet.</param>
/// <param name="repetition">The repetition level of each place.</param>
/// <param name="count">Places.</param>
/// <remarks>After Dremel (Melnik et al., 2010). The memory belongs to the node above.</remarks>
internal readonly unsafe ref struct Slots(int* rows, byte* definition, byte* repetition, int count)
{
    /// <summary>No row: the place ended above.</summary>
    public const int Ended = -1;

    /// <summary>The row of each place, or <see cref="Ended"/>.</summary>
    public int* Rows { get; } = rows;

    /// <summary>The definition level of places that ended.</summary>
    public byte* Definition { get; } = definition;

    /// <summary>The repetition level of each place.</summary>
    public byte* Repetition { get; } = repetition;

    /// <summary>Places.</summary>
    public int Count { get; } = count;
}

namespace SqlSpark.DataSources.Csv;

/// <summary>Where the bytes of one value stand: in the block that was read, or in a copy without escapes.</summary>
internal unsafe struct CsvField
{
    /// <summary>The length that marks an empty text which is not NULL: a quoted one.</summary>
    public const int EmptyText = int.MinValue;

    /// <summary>The length that marks a value that the record does not have.</summary>
    public const int Absent = -1;

    /// <summary>The first byte.</summary>
    public byte* Start;

    /// <summary>The length in bytes; 0 is an empty value without quotes, which is NULL, and negative lengths are marks.</summary>
    public int Length;

    public CsvField(byte* start, int length)
    {
        Start = start;
        Length = length;
    }

    /// <summary>The bytes; none for the marks.</summary>
    public readonly ReadOnlySpan<byte> Bytes => Length > 0 ? new ReadOnlySpan<byte>(Start, Length) : [];

    /// <summary>Whether the value is NULL, given the text that stands for it.</summary>
    public readonly bool IsNull(ReadOnlySpan<byte> nullValue)
    {
        if (Length <= 0)
            return Length != EmptyText || nullValue.Length == 0;
        return Length == nullValue.Length && Bytes.SequenceEqual(nullValue);
    }
}

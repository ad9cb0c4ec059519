namespace SqlSpark.Execution.Operators.Joins;

/// <summary>The side of a join whose rows are all kept, to be looked up by those of the other side.</summary>
internal enum BuildSide : byte
{
    /// <summary>The left rows are kept, the right ones stream.</summary>
    Left,

    /// <summary>The right rows are kept, the left ones stream.</summary>
    Right,
}

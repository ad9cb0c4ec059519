namespace SqlSpark.Execution.State;

/// <summary>One key of an order over rows.</summary>
/// <param name="Column">The place in the rows; nested values must have been written as keys.</param>
/// <param name="IsAscending">ASC or DESC.</param>
/// <param name="NullsFirst">Where NULLs go.</param>
internal readonly record struct TupleSortColumn(TupleColumn Column, bool IsAscending, bool NullsFirst)
{
    /// <summary>True when one 64-bit word tells values apart.</summary>
    public bool IsOneWord => TupleColumn.WidthOf(Column.Physical) is > 0 and <= 8;
}

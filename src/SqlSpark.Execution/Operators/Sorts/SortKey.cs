namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>A key of an order over a batch.</summary>
/// <param name="Ordinal">The column.</param>
/// <param name="IsAscending">ASC or DESC.</param>
/// <param name="NullsFirst">Where NULLs go.</param>
internal readonly record struct SortKey(int Ordinal, bool IsAscending, bool NullsFirst);

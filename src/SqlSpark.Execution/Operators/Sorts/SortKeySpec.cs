namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>One key of an order: a column of the input, already computed.</summary>
/// <param name="Ordinal">The column.</param>
/// <param name="IsAscending">ASC or DESC.</param>
/// <param name="NullsFirst">Where NULLs go.</param>
internal sealed record SortKeySpec(int Ordinal, bool IsAscending = true, bool NullsFirst = true);

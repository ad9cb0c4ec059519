namespace SqlSpark.Execution.Operators.Joins;

/// <summary>A pair of columns that must be equal; both have the same type.</summary>
/// <param name="LeftOrdinal">The column of the left input.</param>
/// <param name="RightOrdinal">The column of the right input.</param>
/// <param name="IsNullSafe">True for <c>&lt;=&gt;</c>: NULL equals NULL. Otherwise a row with NULL matches nothing.</param>
internal readonly record struct JoinKey(int LeftOrdinal, int RightOrdinal, bool IsNullSafe);

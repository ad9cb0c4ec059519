namespace SqlSpark.Execution.Operators.Recursions;

/// <summary>When a recursive query ends although there are more rows.</summary>
/// <param name="WantedRows">The first rows that are enough, of a LIMIT; null when all are wanted.</param>
/// <param name="MaxRows">From how many rows on the query fails, unless <paramref name="WantedRows"/> says how many are enough; null for no limit.</param>
/// <param name="MaxLevel">How many steps may have rows, the anchor among them; null for no limit.</param>
internal sealed record RecursionLimits(long? WantedRows, long? MaxRows, int? MaxLevel);

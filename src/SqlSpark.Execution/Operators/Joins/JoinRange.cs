namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// The inequalities of a join that has no equality: the kept rows that may match are those with <c>kept low &lt;= probe high</c> and <c>kept high &gt;= probe low</c>. A value in an
/// interval, an interval around a value, intervals that overlap, and a comparison alone are of this form.
/// </summary>
/// <param name="KeptLow">The column of the kept side; -1 where nothing bounds it.</param>
/// <param name="ProbeHigh">The column of the side that streams that <paramref name="KeptLow"/> is compared with, of the same type; -1 together with it.</param>
/// <param name="KeptHigh">The column of the kept side; -1 where nothing bounds it.</param>
/// <param name="ProbeLow">The column of the side that streams that <paramref name="KeptHigh"/> is compared with; -1 together with it.</param>
internal sealed record JoinRange(int KeptLow, int ProbeHigh, int KeptHigh, int ProbeLow);

using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>
/// What a join costs, in the time that copying one row of its result takes: the rows of the result (C_out), and the rows of the inputs as the hash join handles them.
/// </summary>
/// <remarks>
/// Keeping a row costs more than looking one up. Looking up is cheap in an array over dense keys and in a table that fits the cache, dear in a large table of hash slots.
/// </remarks>
public static class JoinCost
{
    private const double BuildDense = 5;
    private const double BuildHash = 6;
    private const double ProbeCached = 0.8;
    private const double ProbeDense = 1.2;
    private const double ProbeHash = 2;
    private const double PairTest = 0.5;

    /// <summary>Rows whose slots a core's cache holds.</summary>
    private const double CachedRows = 30_000;

    /// <summary>A table is an array by key where keys are so many times as many as rows at most.</summary>
    private const double DenseRange = 8;

    /// <summary>To remember which kept rows have a match, for the types that do so, costs this much for each row that is looked up.</summary>
    private const double MarkMatched = 0.2;

    /// <summary>The cost of a hash join without those of its inputs.</summary>
    /// <param name="buildRows">The rows that are kept.</param>
    /// <param name="buildRange">From the smallest to the largest kept key where there is one and it is an integer; infinity otherwise.</param>
    /// <param name="probeRows">The rows that are looked up.</param>
    /// <param name="outputRows">The rows of the result.</param>
    public static double OfHashJoin(double buildRows, double buildRange, double probeRows, double outputRows)
    {
        var isDense = buildRange <= DenseRange * buildRows;
        var probe = buildRows <= CachedRows ? ProbeCached : isDense ? ProbeDense : ProbeHash;
        return (buildRows * (isDense ? BuildDense : BuildHash)) + (probeRows * probe) + outputRows;
    }

    /// <summary>The cost of looking at all pairs. Without a condition each is a row of the result.</summary>
    public static double OfNestedLoop(double leftRows, double rightRows, double outputRows, bool hasCondition) =>
        leftRows + rightRows + (hasCondition ? leftRows * rightRows * PairTest : 0) + outputRows;

    /// <summary>True when a hash join had better keep the rows of its left side.</summary>
    public static bool BuildsLeft(JoinType type, double leftRows, double leftRange, double rightRows, double rightRange) =>
        OfHashJoin(leftRows, leftRange, rightRows, 0) + MarkingCost(type, isLeftKept: true, rightRows)
        < OfHashJoin(rightRows, rightRange, leftRows, 0) + MarkingCost(type, isLeftKept: false, leftRows);

    /// <summary>The cost of a hash join that keeps the better side.</summary>
    public static double OfHashJoin(JoinType type, double leftRows, double leftRange, double rightRows, double rightRange, double outputRows) => Math.Min(
        OfHashJoin(leftRows, leftRange, rightRows, outputRows) + MarkingCost(type, isLeftKept: true, rightRows),
        OfHashJoin(rightRows, rightRange, leftRows, outputRows) + MarkingCost(type, isLeftKept: false, leftRows));

    private static double MarkingCost(JoinType type, bool isLeftKept, double probeRows) => type switch
    {
        JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence => isLeftKept ? MarkMatched * probeRows : 0,
        JoinType.RightOuter => isLeftKept ? 0 : MarkMatched * probeRows,
        JoinType.FullOuter => MarkMatched * probeRows,
        _ => 0,
    };
}

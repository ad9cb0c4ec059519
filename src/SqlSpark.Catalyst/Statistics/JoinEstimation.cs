using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>
/// Estimates how many rows a join gives. Keys of one side are taken to be among those of the other (containment), and conditions to be independent. Spark:
/// <c>JoinEstimation</c>.
/// </summary>
internal static class JoinEstimation
{
    /// <summary>The share of left rows with a match when nothing tells.</summary>
    private const double MatchShare = 0.5;

    /// <summary>What is taken to be left by an anti join at least: that all rows have a match is seldom what it is written for.</summary>
    private const double LeastAntiShare = 0.1;

    /// <summary>The rows of a join over inputs whose rows are known.</summary>
    public static long Rows(Join join, PlanStatistics left, PlanStatistics right)
    {
        var (leftRows, rightRows) = (left.RowCount!.Value, right.RowCount!.Value);
        if (join.Type == JoinType.Existence)
            return leftRows;
        var equalities = EquiJoinKeys.Of(join);
        return ToRows(join.Type is JoinType.LeftSemi or JoinType.LeftAnti
            ? Rows(join.Type, leftRows, rightRows, MatchShareOf(join.Type, equalities, left, right))
            : Rows(join.Type, leftRows, rightRows, PairShareOf(equalities, left, right)));
    }

    /// <summary>The rows of a join.</summary>
    /// <param name="type">Its type, which is not <see cref="JoinType.Existence"/>.</param>
    /// <param name="leftRows">The rows of the left side.</param>
    /// <param name="rightRows">The rows of the right side.</param>
    /// <param name="share">Of semi and anti joins the share of left rows that is kept, of others the share of pairs that match.</param>
    public static double Rows(JoinType type, double leftRows, double rightRows, double share)
    {
        var pairs = leftRows * rightRows * share;
        return type switch
        {
            JoinType.LeftSemi or JoinType.LeftAnti => leftRows * share,
            JoinType.LeftOuter => Math.Max(pairs, leftRows),
            JoinType.RightOuter => Math.Max(pairs, rightRows),
            JoinType.FullOuter => Math.Max(pairs, leftRows) + Math.Max(0, rightRows - pairs),
            _ => pairs,
        };
    }

    /// <summary>What is known of the columns of a join: what was known of the sides, but for NULLs that it adds, and for values that rows are too few for.</summary>
    public static Func<ExprId, ColumnEstimate> Columns(Join join, PlanStatistics left, PlanStatistics right)
    {
        var hasRight = join.Type is not (JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence);
        var leftGetsNulls = join.Type is JoinType.RightOuter or JoinType.FullOuter;
        var rightGetsNulls = join.Type is JoinType.LeftOuter or JoinType.FullOuter;
        return id =>
        {
            var isLeft = !hasRight || join.Left.OutputSet.Contains(id);
            var column = isLeft ? left.Estimate(id) : right.Estimate(id);
            return (isLeft ? leftGetsNulls : rightGetsNulls) || column.Statistics.NullCount is not 0
                ? column with { Statistics = column.Statistics with { NullCount = null } }
                : column;
        };
    }

    /// <summary>The share of pairs for which the condition of a join is TRUE.</summary>
    public static double PairShareOf(EquiJoinKeys condition, PlanStatistics left, PlanStatistics right)
    {
        var share = RestShareOf(condition);
        var keys = condition.Keys;
        Span<bool> isDone = stackalloc bool[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            if (isDone[i])
                continue;
            var (l, r) = (KeyOf(keys[i].Left, left), KeyOf(keys[i].Right, right));
            var together = new KeyDomains(l, r);
            for (var j = i + 1; j < keys.Count; j++)
            {
                var (otherLeft, otherRight) = (KeyOf(keys[j].Left, left), KeyOf(keys[j].Right, right));
                if (isDone[j] || l.Origin is null || r.Origin is null || !ReferenceEquals(otherLeft.Origin, l.Origin) || !ReferenceEquals(otherRight.Origin, r.Origin))
                    continue;
                together = together.And(otherLeft, otherRight);
                isDone[j] = true;
            }

            share *= together.PairShare;
        }

        return share;
    }

    /// <summary>The share of left rows that a semi or anti join keeps.</summary>
    public static double MatchShareOf(JoinType type, EquiJoinKeys condition, PlanStatistics left, PlanStatistics right)
    {
        var share = condition.Keys.IsEmpty ? MatchShare : 1.0;
        foreach (var key in condition.Keys)
        {
            var (l, r) = (KeyOf(key.Left, left), KeyOf(key.Right, right));
            var isContained = !l.IsCounted && !r.IsCounted ? 1 : Math.Min(1, r.DomainCount / l.DomainCount);
            share = Math.Min(share, isContained * Math.Min(1, r.DistinctCount(right.RowCount ?? double.MaxValue) / r.DomainCount));
        }

        share = Math.Min(1, share * RestShareOf(condition));
        return type == JoinType.LeftSemi ? share : Math.Max(LeastAntiShare, 1 - share);
    }

    /// <summary>What is known of the values of a key. Casts keep values apart that differ.</summary>
    public static ColumnEstimate KeyOf(Expression key, PlanStatistics side)
    {
        var rows = (double)(side.RowCount ?? long.MaxValue);
        var column = key is Cast cast ? cast.Child : key;
        var estimate = column is AttributeReference attribute ? side.Estimate(attribute.ExprId) : ColumnEstimate.Unknown;
        return estimate.DomainCount <= long.MaxValue ? estimate with { DomainCount = Math.Max(1, estimate.DomainCount) } : estimate with { DomainCount = Math.Max(1, rows) };
    }

    private static double RestShareOf(EquiJoinKeys condition)
    {
        var share = 1.0;
        foreach (var member in condition.Rest)
            share *= Guesses.Of(member);
        return share;
    }

    private static long ToRows(double rows) => rows >= long.MaxValue ? long.MaxValue : Math.Max(0, (long)Math.Ceiling(rows));
}

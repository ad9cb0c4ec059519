using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>
/// Estimates how many rows a join gives. Keys of one side are taken to be among those of the other (containment), and conditions to be independent. Spark:
/// <c>JoinEstimation</c>.
/// </summary>
internal static class JoinEstimation
{
    /// <summary>The share of pairs that a condition other than an equality keeps, for want of knowledge.</summary>
    private const double OtherSelectivity = 1.0 / 3;

    /// <summary>The share of left rows with a match when nothing tells.</summary>
    private const double MatchShare = 0.5;

    /// <summary>The rows of a join over inputs whose rows are known.</summary>
    public static long Rows(Join join, PlanStatistics left, PlanStatistics right)
    {
        var (leftRows, rightRows) = (left.RowCount!.Value, right.RowCount!.Value);
        if (join.Type == JoinType.Existence)
            return leftRows;
        var equalities = EquiJoinKeys.Of(join);
        if (join.Type is JoinType.LeftSemi or JoinType.LeftAnti)
        {
            var share = MatchShareOf(equalities, left, right);
            return ToRows(leftRows * (join.Type == JoinType.LeftSemi ? share : 1 - share));
        }

        var pairs = (double)leftRows * rightRows;
        foreach (var key in equalities.Keys)
            pairs /= Math.Max(1, Math.Max(DistinctCount(key.Left, left), DistinctCount(key.Right, right)));
        pairs *= Math.Pow(OtherSelectivity, equalities.Rest.Count);
        return ToRows(join.Type switch
        {
            JoinType.LeftOuter => Math.Max(pairs, leftRows),
            JoinType.RightOuter => Math.Max(pairs, rightRows),
            JoinType.FullOuter => Math.Max(pairs, leftRows) + Math.Max(0, rightRows - pairs),
            _ => pairs,
        });
    }

    /// <summary>What is known of the columns of a join: what was known of the sides, but for NULLs that it adds, and for values that rows are too few for.</summary>
    public static IReadOnlyDictionary<ExprId, ColumnStatistics> Columns(Join join, PlanStatistics left, PlanStatistics right)
    {
        var columns = new Dictionary<ExprId, ColumnStatistics>(left.Columns.Count + right.Columns.Count);
        Add(left, join.Type is JoinType.RightOuter or JoinType.FullOuter);
        if (join.Type is not (JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence))
            Add(right, join.Type is JoinType.LeftOuter or JoinType.FullOuter);
        return columns;

        void Add(PlanStatistics side, bool getsNulls)
        {
            foreach (var (id, column) in side.Columns)
                columns[id] = column with { NullCount = getsNulls || column.NullCount is not 0 ? null : 0 };
        }
    }

    private static double MatchShareOf(EquiJoinKeys equalities, PlanStatistics left, PlanStatistics right)
    {
        if (equalities.Keys.IsEmpty)
            return MatchShare;
        var share = 1.0;
        foreach (var key in equalities.Keys)
            share = Math.Min(share, DistinctCount(key.Right, right) / (double)Math.Max(1, DistinctCount(key.Left, left)));
        return Math.Min(1, share * Math.Pow(OtherSelectivity, equalities.Rest.Count));
    }

    /// <summary>Different values of a key: as known, at most as many as integers between its bounds, and as rows.</summary>
    private static long DistinctCount(Expression key, PlanStatistics side)
    {
        var rows = side.RowCount!.Value;
        if (key is not AttributeReference attribute)
            return rows;
        var column = side.Column(attribute.ExprId);
        var count = column.DistinctCount ?? rows;
        if (attribute.Type is IntegralType or DateType && NumericValue.Of(column.Min, attribute.Type) is { } min
            && NumericValue.Of(column.Max, attribute.Type) is { } max && max >= min)
            count = Math.Min(count, ToRows(max - min + 1));
        return Math.Min(count, rows);
    }

    private static long ToRows(double rows) => rows >= long.MaxValue ? long.MaxValue : Math.Max(0, (long)Math.Ceiling(rows));
}

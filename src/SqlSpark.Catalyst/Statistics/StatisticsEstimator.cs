using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>
/// Estimates rows and bytes of plans from what sources tell. Each node is estimated once. For use by one thread. Spark:
/// <c>BasicStatsPlanVisitor</c>, and <c>SizeInBytesOnlyStatsPlanVisitor</c> where row counts are unknown.
/// </summary>
public sealed class StatisticsEstimator : LogicalPlanVisitor<PlanStatistics>
{
    /// <summary>The size of a table that tells nothing: so large that nobody takes it for small. Spark: spark.sql.defaultSizeInBytes.</summary>
    private const long UnknownSize = long.MaxValue;

    private readonly Dictionary<LogicalPlan, PlanStatistics> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The statistics of a resolved plan.</summary>
    public PlanStatistics Estimate(LogicalPlan plan)
    {
        DeepStack.Guard();
        if (_known.TryGetValue(plan, out var statistics))
            return statistics;
        statistics = Dispatch(plan);
        _known.Add(plan, statistics);
        return statistics;
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitProject(Project plan)
    {
        var child = Estimate(plan.Child);
        var columns = new Dictionary<ExprId, ColumnStatistics>();
        foreach (var expression in plan.ProjectList)
        {
            var source = expression is Alias alias ? alias.Child : expression;
            if (source is AttributeReference attribute && child.Columns.TryGetValue(attribute.ExprId, out var column))
                columns[((INamedExpression)expression).ExprId] = column;
        }

        return Resized(plan, child) with { Columns = columns };
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitFilter(Filter plan)
    {
        var child = Estimate(plan.Child);
        if (child.RowCount is not { } rows)
            return child;
        var filtered = FilterEstimation.Apply(plan.Condition, rows, child.Columns);
        return OfRows(plan, filtered.RowCount, filtered.Columns);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitAggregate(Aggregate plan)
    {
        var child = Estimate(plan.Child);
        var kept = Columns(plan, child);
        if (plan.GroupingExpressions.IsEmpty)
            return OfRows(plan, 1, PlanStatistics.NoColumns);
        return child.RowCount is { } rows
            ? OfRows(plan, GroupCount(plan.GroupingExpressions, rows, child), kept)
            : Resized(plan, child);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitDistinct(Distinct plan)
    {
        var child = Estimate(plan.Child);
        return child.RowCount is { } rows ? OfRows(plan, GroupCount(plan.Output.Map(a => (Expression)a), rows, child), child.Columns) : child;
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitLimit(Limit plan)
    {
        var child = Estimate(plan.Child);
        if (LimitValue.Of(plan.LimitExpression) is not { } limit)
            return child;
        return OfRows(plan, Math.Min(limit, child.RowCount ?? limit), child.Columns);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitOffset(Offset plan)
    {
        var child = Estimate(plan.Child);
        return child.RowCount is { } rows && LimitValue.Of(plan.OffsetExpression) is { } offset
            ? OfRows(plan, Math.Max(0, rows - offset), child.Columns)
            : child;
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitPassThrough(UnaryNode plan) => Estimate(plan.Child);

    /// <inheritdoc />
    protected override PlanStatistics VisitWindow(Window plan)
    {
        var child = Estimate(plan.Child);
        return Resized(plan, child) with { Columns = child.Columns };
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitUnion(Union plan)
    {
        long? rows = 0;
        Int128 size = 0;
        foreach (var input in plan.Inputs)
        {
            var statistics = Estimate(input);
            rows = rows is { } sum && statistics.RowCount is { } more ? Saturating.ToLong((Int128)sum + more) : null;
            size = Saturating.Add(size, statistics.SizeInBytes);
        }

        return new PlanStatistics(rows, size);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitJoin(Join plan)
    {
        var (left, right) = (Estimate(plan.Left), Estimate(plan.Right));
        if (left.RowCount is not null && right.RowCount is not null)
        {
            var rows = JoinEstimation.Rows(plan, left, right);
            return plan.Type is JoinType.LeftSemi or JoinType.LeftAnti && rows == left.RowCount
                ? left
                : OfRows(plan, rows, JoinEstimation.Columns(plan, left, right));
        }

        return plan.Type is JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence ? left : new PlanStatistics(null, Saturating.Multiply(left.SizeInBytes, right.SizeInBytes));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitSetOperation(SetOperation plan)
    {
        var (left, right) = (Estimate(plan.Left), Estimate(plan.Right));
        return plan.Operator == SetOperator.Intersect && left.RowCount is { } l && right.RowCount is { } r
            ? OfRows(plan, Math.Min(l, r), PlanStatistics.NoColumns)
            : new PlanStatistics(left.RowCount, left.SizeInBytes);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitExpand(Expand plan)
    {
        var child = Estimate(plan.Child);
        var count = plan.Projections.Count;
        return child.RowCount is { } rows
            ? OfRows(plan, Saturating.ToLong((Int128)rows * count), PlanStatistics.NoColumns)
            : new PlanStatistics(null, Saturating.Multiply(Resized(plan, child).SizeInBytes, count));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitSample(Sample plan)
    {
        var child = Estimate(plan.Child);
        var share = plan.UpperBound - plan.LowerBound;
        return child.RowCount is { } rows
            ? OfRows(plan, (long)Math.Ceiling(rows * share), PlanStatistics.NoColumns)
            : new PlanStatistics(null, Int128.Max(1, (Int128)((double)child.SizeInBytes * share)));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitLocalRelation(LocalRelation plan)
    {
        var size = (Int128)RowSize.ValuesOf(plan.Attributes) * plan.Rows.Count;
        return new PlanStatistics(plan.Rows.Count, Int128.Max(1, size), LocalColumns.Of(plan));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitOneRowRelation() => new(1, 1);

    /// <inheritdoc />
    protected override PlanStatistics VisitRange(Plans.Range plan)
    {
        if (plan.RowCount == 0)
            return new PlanStatistics(0, 1);
        var rows = Saturating.ToLong(plan.RowCount);
        var last = (long)(plan.Start + ((plan.RowCount - 1) * plan.Step));
        var column = new ColumnStatistics(rows, Math.Min(plan.Start, last), Math.Max(plan.Start, last), 0);
        return new PlanStatistics(
            rows, plan.RowCount * RowSize.ValuesOf(plan.Output), new Dictionary<ExprId, ColumnStatistics> { [plan.Attribute.ExprId] = column });
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitRelation(LogicalRelation plan) => OfScan(plan.Table.NewScanBuilder().Estimate(), plan.Attributes);

    /// <inheritdoc />
    protected override PlanStatistics VisitScan(ScanRelation plan) => OfScan(plan.Statistics, plan.Attributes);

    /// <summary>One input hands its size on in proportion to the width of rows; several multiply theirs.</summary>
    protected override PlanStatistics VisitOther(LogicalPlan plan)
    {
        if (plan.Children is [var only])
            return new PlanStatistics(null, Resized(plan, Estimate(only)).SizeInBytes);
        Int128 size = 1;
        foreach (var child in plan.Children)
            size = Saturating.Multiply(size, Estimate(child).SizeInBytes);
        return new PlanStatistics(null, size);
    }

    private static PlanStatistics OfScan(ScanStatistics statistics, EquatableArray<AttributeReference> attributes)
    {
        var columns = new Dictionary<ExprId, ColumnStatistics>();
        for (var i = 0; i < statistics.Columns.Count; i++)
            columns[attributes[i].ExprId] = statistics.Columns[i];
        return new PlanStatistics(statistics.RowCount, Int128.Max(1, statistics.SizeInBytes ?? UnknownSize), columns);
    }

    private static PlanStatistics OfRows(LogicalPlan plan, long rowCount, IReadOnlyDictionary<ExprId, ColumnStatistics> columns) =>
        new(rowCount, Int128.Max(1, (Int128)rowCount * RowSize.Of(plan.Output)), columns);

    /// <summary>As many rows as the child, of the width of this node's.</summary>
    private static PlanStatistics Resized(LogicalPlan plan, PlanStatistics child)
    {
        var size = Saturating.Multiply(child.SizeInBytes, RowSize.Of(plan.Output)) / RowSize.Of(plan.Children[0].Output);
        return new PlanStatistics(child.RowCount, Int128.Max(1, size));
    }

    /// <summary>The product of distinct counts of the keys, where NULL is one more value; at most the rows, which is also the guess when a key is unknown.</summary>
    private static long GroupCount(EquatableArray<Expression> keys, long rowCount, PlanStatistics input)
    {
        Int128 groups = 1;
        foreach (var key in keys)
        {
            if (key.IsFoldable)
                continue;
            if (key is not AttributeReference attribute || input.Column(attribute.ExprId) is not { DistinctCount: { } distinct } column)
                return rowCount;
            groups *= distinct + (column.NullCount is null or > 0 && attribute.IsNullable ? 1 : 0);
            if (groups >= rowCount)
                return rowCount;
        }

        return (long)groups;
    }

    /// <summary>What is known of grouping columns that the result hands on.</summary>
    private static Dictionary<ExprId, ColumnStatistics> Columns(Aggregate plan, PlanStatistics child)
    {
        var columns = new Dictionary<ExprId, ColumnStatistics>();
        foreach (var expression in plan.AggregateExpressions)
        {
            if (expression is AttributeReference attribute && child.Columns.TryGetValue(attribute.ExprId, out var column))
                columns[attribute.ExprId] = column with { NullCount = column.NullCount is > 0 ? 1 : column.NullCount };
        }

        return columns;
    }
}

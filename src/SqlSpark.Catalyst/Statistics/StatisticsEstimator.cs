using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

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
        return new PlanStatistics(child.RowCount, ResizedBytes(plan, child), id => ColumnOf(plan.ProjectList, id, child));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitFilter(Filter plan)
    {
        var child = Estimate(plan.Child);
        if (child.RowCount is null)
            return child;
        var filtered = FilterEstimation.Apply(plan.Condition, child);
        return OfRows(plan, filtered.RowCount, filtered.Columns);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitAggregate(Aggregate plan)
    {
        var child = Estimate(plan.Child);
        if (plan.GroupingExpressions.IsEmpty)
            return OfRows(plan, 1, NoColumns);
        if (child.RowCount is not { } rows)
            return new PlanStatistics(null, ResizedBytes(plan, child));
        var groups = GroupCount(plan.GroupingExpressions, rows, child);
        return OfRows(plan, groups, id => AmongGroups(ColumnOf(plan.AggregateExpressions, id, child), groups));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitDistinct(Distinct plan)
    {
        var child = Estimate(plan.Child);
        if (child.RowCount is not { } rows)
            return child;
        var groups = GroupCount(plan.Output.Map(a => (Expression)a), rows, child);
        return OfRows(plan, groups, id => AmongGroups(child.Estimate(id), groups));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitLimit(Limit plan)
    {
        var child = Estimate(plan.Child);
        if (LimitValue.Of(plan.LimitExpression) is not { } limit)
            return child;
        return OfRows(plan, Math.Min(limit, child.RowCount ?? limit), child.Estimate);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitOffset(Offset plan)
    {
        var child = Estimate(plan.Child);
        return child.RowCount is { } rows && LimitValue.Of(plan.OffsetExpression) is { } offset
            ? OfRows(plan, Math.Max(0, rows - offset), child.Estimate)
            : child;
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitPassThrough(UnaryNode plan) => Estimate(plan.Child);

    /// <inheritdoc />
    protected override PlanStatistics VisitWindow(Window plan)
    {
        var child = Estimate(plan.Child);
        return child.RowCount is { } rows ? OfRows(plan, rows, child.Estimate) : child;
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
            ? OfRows(plan, Math.Min(l, r), NoColumns)
            : new PlanStatistics(left.RowCount, left.SizeInBytes);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitExpand(Expand plan)
    {
        var child = Estimate(plan.Child);
        var count = plan.Projections.Count;
        return child.RowCount is { } rows
            ? OfRows(plan, Saturating.ToLong((Int128)rows * count), NoColumns)
            : new PlanStatistics(null, Saturating.Multiply(ResizedBytes(plan, child), count));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitSample(Sample plan)
    {
        var child = Estimate(plan.Child);
        var share = plan.UpperBound - plan.LowerBound;
        return child.RowCount is { } rows
            ? OfRows(plan, (long)Math.Ceiling(rows * share), NoColumns)
            : new PlanStatistics(null, (Int128)((double)child.SizeInBytes * share));
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitLocalRelation(LocalRelation plan)
    {
        var columns = new Lazy<Dictionary<ExprId, ColumnStatistics>>(() => LocalColumns.Of(plan), LazyThreadSafetyMode.None);
        var origin = new ColumnOrigin(plan.Rows.Count);
        return new PlanStatistics(
            plan.Rows.Count, (Int128)RowSize.ValuesOf(plan.Attributes) * plan.Rows.Count,
            id => columns.Value.TryGetValue(id, out var column) ? OfSource(column, null, origin) : ColumnEstimate.Unknown);
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
        var column = OfSource(new ColumnStatistics(rows, Math.Min(plan.Start, last), Math.Max(plan.Start, last), 0), null, new ColumnOrigin(rows));
        return new PlanStatistics(rows, plan.RowCount * RowSize.ValuesOf(plan.Output), _ => column);
    }

    /// <inheritdoc />
    protected override PlanStatistics VisitRelation(LogicalRelation plan) => OfScan(
        plan.Complete(plan.Table.NewScanBuilder().Estimate(), [.. Enumerable.Range(0, plan.Attributes.Count)]), plan.Attributes);

    /// <inheritdoc />
    protected override PlanStatistics VisitScan(ScanRelation plan) => OfScan(plan.Statistics, plan.Attributes);

    /// <summary>One input hands its size on in proportion to the width of rows; several multiply theirs.</summary>
    protected override PlanStatistics VisitOther(LogicalPlan plan)
    {
        if (plan is CteRelationReference { Statistics: { } read })
            return read;
        if (plan is WithCte with)
            return Estimate(with.Child);
        if (plan.Children is [var only])
            return new PlanStatistics(null, ResizedBytes(plan, Estimate(only)));
        Int128 size = 1;
        foreach (var child in plan.Children)
            size = Saturating.Multiply(size, Estimate(child).SizeInBytes);
        return new PlanStatistics(null, size);
    }

    private static Func<ExprId, ColumnEstimate> NoColumns => static _ => ColumnEstimate.Unknown;

    private static PlanStatistics OfScan(ScanStatistics statistics, EquatableArray<AttributeReference> attributes)
    {
        var origin = statistics.RowCount is { } rows ? new ColumnOrigin(rows) : null;
        return new PlanStatistics(statistics.RowCount, statistics.SizeInBytes ?? UnknownSize, id =>
        {
            for (var i = 0; i < attributes.Count; i++)
            {
                if (attributes[i].ExprId == id)
                    return OfSource(i < statistics.Columns.Count ? statistics.Columns[i] : ColumnStatistics.Unknown, attributes[i].Type, origin);
            }

            return ColumnEstimate.Unknown;
        });
    }

    /// <summary>A column of a source. Where its values are not counted they are at most as many as rows, and as integers between its bounds.</summary>
    private static ColumnEstimate OfSource(ColumnStatistics column, DataType? type, ColumnOrigin? origin)
    {
        if (column.DistinctCount is { } counted)
            return new ColumnEstimate(column, counted, true, origin);
        var estimate = new ColumnEstimate(column, origin?.RowCount ?? double.PositiveInfinity, false, origin);
        return type is null ? estimate : estimate with { DomainCount = Math.Min(estimate.DomainCount, estimate.RangeOf(type)) };
    }

    /// <summary>A column of a list, which a projection or aggregation computes.</summary>
    private static ColumnEstimate ColumnOf(EquatableArray<Expression> list, ExprId id, PlanStatistics input)
    {
        foreach (var expression in list)
        {
            if (((INamedExpression)expression).ExprId == id)
                return ExpressionEstimation.Of(expression, input);
        }

        return ColumnEstimate.Unknown;
    }

    private static ColumnEstimate AmongGroups(ColumnEstimate column, long groupCount) => column with
    {
        Statistics = column.Statistics with
        {
            DistinctCount = column.Statistics.DistinctCount is { } distinct ? Math.Min(distinct, groupCount) : null,
            NullCount = column.Statistics.NullCount is > 0 ? 1 : column.Statistics.NullCount,
        },
    };

    private static PlanStatistics OfRows(LogicalPlan plan, long rowCount, Func<ExprId, ColumnEstimate> columns) =>
        new(rowCount, (Int128)rowCount * RowSize.Of(plan.Output), columns);

    /// <summary>The bytes of as many rows as the child has, of the width of this node's.</summary>
    private static Int128 ResizedBytes(LogicalPlan plan, PlanStatistics child) =>
        Saturating.Multiply(child.SizeInBytes, RowSize.Of(plan.Output)) / RowSize.Of(plan.Children[0].Output);

    /// <summary>The product of distinct counts of the keys, where NULL is one more value; at most the rows.</summary>
    private static long GroupCount(EquatableArray<Expression> keys, long rowCount, PlanStatistics input)
    {
        var groups = 1.0;
        foreach (var key in keys)
        {
            if (!key.IsFoldable)
                groups *= ValueCount(key, rowCount, input);
            if (groups >= rowCount)
                return rowCount;
        }

        return (long)Math.Ceiling(groups);
    }

    private static double ValueCount(Expression key, long rowCount, PlanStatistics input)
    {
        var column = ExpressionEstimation.Of(key, input);
        if (double.IsInfinity(column.DomainCount))
            return key.IsDeterministic ? Guesses.DistinctCount(rowCount) : rowCount;
        return column.DistinctCount(rowCount) + (column.Statistics.NullCount is null or > 0 && key.Nullable ? 1 : 0);
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Groups the side of a join that all aggregate functions read by what it is joined and grouped by, before it is joined.</summary>
/// <remarks>
/// <code>
/// Aggregate [n], [n, sum(x)]               Aggregate [n], [n, merge_sum(s)]
/// +- Join Inner, k = j                =>   +- Join Inner, k = j
///    :- facts [k, x]                          :- Aggregate [k], [k, state_sum(x) AS s]
///    +- names [j, n]                          :  +- facts [k, x]
///                                             +- names [j, n]
/// </code>
/// Rows of the side that agree in the columns of the condition meet the same rows of the other one, and so does their group; that several rows match repeats a state as it would have repeated the
/// rows. An outer join keeps groups where it keeps rows. It pays where the join multiplies rows, and where it keeps them and so few groups are made of so many rows that their states stay in
/// the cache; many groups cost more than the probes they save. Keys that grouping may change, floating-point numbers and text by a collation, are left alone. W. Yan and P. Larson: Eager
/// Aggregation and Lazy Aggregation, 1995.
/// </remarks>
public sealed class PushPartialAggregationThroughJoin : Rule<LogicalPlan>
{
    /// <summary>How many rows at least a group must have on average where the join multiplies them.</summary>
    private const int RowsOfGroup = 8;

    /// <summary>How many rows at least the join must make of one to be called multiplying.</summary>
    private const int RowsOfRow = 4;

    /// <summary>How many rows at least a group must have on average elsewhere.</summary>
    private const int RowsOfCachedGroup = 64;

    /// <summary>Up to how many groups their states are found in the cache.</summary>
    private const int CachedGroups = 1 << 15;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        if (!plan.ContainsAny(NodeKinds.Aggregate) || !plan.ContainsAny(NodeKinds.Join))
            return plan;
        var estimator = new StatisticsEstimator();
        return plan.TransformDown(NodeKinds.Join, node => node is Aggregate { GroupingExpressions.IsEmpty: false } aggregate ? Rewrite(aggregate, estimator) ?? node : node);
    }

    private static Aggregate? Rewrite(Aggregate aggregate, StatisticsEstimator estimator)
    {
        var project = aggregate.Child as Project;
        if ((project?.Child ?? aggregate.Child) is not Join { Type: JoinType.Inner or JoinType.LeftOuter or JoinType.RightOuter, Condition: { IsDeterministic: true } condition } join)
            return null;
        var split = new SplitAggregate(aggregate, project);
        if (!split.IsPossible)
            return null;
        var isLeft = join.Type != JoinType.RightOuter && split.Inputs.IsSubsetOf(join.Left.OutputSet);
        if (!isLeft && (join.Type == JoinType.LeftOuter || !split.Inputs.IsSubsetOf(join.Right.OutputSet)))
            return null;
        var side = isLeft ? join.Left : join.Right;
        var keys = split.KeyInputs.Union(condition.References).Intersect(side.OutputSet);
        if (keys.IsEmpty)
            return null;    // without keys there is a group of nothing too, and the join would have a row
        if (keys.Any(static key => key.Type.Exists(static type => type is FractionalType or MapType or StringType { IsBinaryCollation: false })) || !Pays(aggregate, join, side, keys, estimator))
            return null;

        var columns = keys.Select(static Expression (key) => key).ToEquatableArray();
        var groups = new Aggregate(columns, [.. columns, .. split.States], side);
        return split.Merged(isLeft ? join with { Left = groups } : join with { Right = groups });
    }

    private static bool Pays(Aggregate aggregate, Join join, LogicalPlan side, AttributeSet keys, StatisticsEstimator estimator)
    {
        var columns = keys.Select(static Expression (key) => key).ToEquatableArray();
        return estimator.Estimate(side).RowCount is > 0 and { } rows
            && estimator.Estimate(join).RowCount is { } joined
            && estimator.Estimate(new Aggregate(columns, columns, side)).RowCount is { } groups
            && ((joined >= rows * RowsOfRow && groups <= rows / RowsOfGroup)
                || (joined >= rows / 10 * 9 && groups <= CachedGroups && groups <= rows / RowsOfCachedGroup && columns.Count <= aggregate.GroupingExpressions.Count));
    }
}

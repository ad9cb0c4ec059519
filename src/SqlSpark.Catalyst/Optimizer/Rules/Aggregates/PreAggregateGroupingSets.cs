using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Groups by all keys first, and makes the groupings of ROLLUP, CUBE and GROUPING SETS of those groups in place of the rows.</summary>
/// <remarks>
/// <code>
/// Aggregate [a', b', gid], [a', b', avg(x)]                        Aggregate [a', b', gid], [a', b', merge_avg(s)]
/// +- Expand [[a, b, 0, x], [a, NULL, 1, x]], [a', b', gid, x] =>   +- Expand [[a, b, 0, s], [a, NULL, 1, s]], [a', b', gid, s]
///    +- child [a, b, x]                                               +- Aggregate [a, b], [a, b, state_avg(x) AS s]
///                                                                        +- child [a, b, x]
/// </code>
/// States of aggregate functions are merged, so the results are those of one step. Functions with DISTINCT or an order cannot be split. It pays when there are far fewer groups than rows;
/// without statistics nothing is done.
/// </remarks>
public sealed class PreAggregateGroupingSets : Rule<LogicalPlan>
{
    /// <summary>How many rows at least a group must have on average.</summary>
    private const int RowsOfGroup = 4;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(NodeKinds.Expand, static node =>
        node is Aggregate { Child: Expand { Projections.Count: > 1, KeepsOrder: false } expand } aggregate ? Rewrite(aggregate, expand) ?? node : node);

    private static Aggregate? Rewrite(Aggregate aggregate, Expand expand)
    {
        var grouping = AttributeSet.Of(aggregate.GroupingExpressions.OfType<AttributeReference>());
        var positions = Enumerable.Range(0, expand.Attributes.Count).Where(i => grouping.Contains(expand.Attributes[i])).ToArray();
        var split = new SplitAggregate(aggregate, null);
        if (split.States.Count == 0 || positions.Length != aggregate.GroupingExpressions.Count || !split.IsPossible)
            return null;

        // What the functions read is the same in all rows that are made of one.
        var same = AttributeSet.Of(Enumerable.Range(0, expand.Attributes.Count)
            .Where(i => expand.Projections.All(p => p[i] is AttributeReference column && column.ExprId == expand.Attributes[i].ExprId)).Select(i => expand.Attributes[i]));
        if (!split.Inputs.IsSubsetOf(same))
            return null;
        var keys = AttributeSet.Empty;
        foreach (var projection in expand.Projections)
        {
            foreach (var i in positions)
            {
                if (projection[i] is not (AttributeReference or Literal))
                    return null;
                keys = keys.Union(projection[i].References);
            }
        }

        // One that another one has merged already is split no further.
        return aggregate.AggregateExpressions.SelectMany(static e => e.Collect<AggregateExpression>()).All(PartialAggregates.IsMerge) || !Pays(expand.Child, keys)
            ? null
            : Expanded(split, expand, positions, keys);
    }

    private static bool Pays(LogicalPlan input, AttributeSet keys)
    {
        var estimator = new StatisticsEstimator();
        var columns = keys.Select(static Expression (key) => key).ToEquatableArray();
        return estimator.Estimate(input).RowCount is > 0 and { } rows
            && estimator.Estimate(new Aggregate(columns, columns, input)).RowCount is { } groups
            && groups <= rows / RowsOfGroup;
    }

    private static Aggregate Expanded(SplitAggregate split, Expand expand, int[] positions, AttributeSet keys)
    {
        var columns = keys.Select(static Expression (key) => key).ToEquatableArray();
        var states = split.StateColumns;
        return split.Merged(expand with
        {
            Projections = expand.Projections.Map(projection => (EquatableArray<Expression>)[.. positions.Select(i => projection[i]), .. states]),
            Attributes = [.. positions.Select(i => expand.Attributes[i]), .. states],
            Child = new Aggregate(columns, [.. columns, .. split.States], expand.Child),
        });
    }
}

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
        var calls = aggregate.AggregateExpressions.SelectMany(static e => e.Collect<AggregateExpression>()).ToArray();
        if (calls.Length == 0 || positions.Length != aggregate.GroupingExpressions.Count || !calls.All(PartialAggregates.CanSplit))
            return null;

        // What the functions read is the same in all rows that are made of one.
        var same = AttributeSet.Of(Enumerable.Range(0, expand.Attributes.Count)
            .Where(i => expand.Projections.All(p => p[i] is AttributeReference column && column.ExprId == expand.Attributes[i].ExprId)).Select(i => expand.Attributes[i]));
        if (calls.Any(call => !call.References.IsSubsetOf(same)))
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
        if (calls.All(static call => call.Call.Bound.Name.StartsWith("merge_", StringComparison.Ordinal)) || !Pays(expand.Child, keys))
            return null;
        return Split(aggregate, expand, positions, keys);
    }

    private static bool Pays(LogicalPlan input, AttributeSet keys)
    {
        var estimator = new StatisticsEstimator();
        var columns = keys.Select(static Expression (key) => key).ToEquatableArray();
        return estimator.Estimate(input).RowCount is > 0 and { } rows
            && estimator.Estimate(new Aggregate(columns, columns, input)).RowCount is { } groups
            && groups <= rows / RowsOfGroup;
    }

    private static Aggregate Split(Aggregate aggregate, Expand expand, int[] positions, AttributeSet keys)
    {
        var states = new Dictionary<Expression, Alias>();
        var results = aggregate.AggregateExpressions.Map(e => e.TransformUp(NodeKinds.AggregateExpression, inner =>
        {
            if (inner is not AggregateExpression call)
                return inner;
            if (!states.TryGetValue(call.Canonicalized, out var state))
                states.Add(call.Canonicalized, state = new Alias(PartialAggregates.StateOf(call), "_state"));
            return PartialAggregates.MergeOf(call, state.ToAttribute()) with { ResultId = call.ResultId };
        }));
        var columns = keys.Select(static Expression (key) => key).ToEquatableArray();
        var groups = new Aggregate(columns, [.. columns, .. states.Values], expand.Child);
        EquatableArray<AttributeReference> values = [.. states.Values.Select(static state => state.ToAttribute())];
        return aggregate with
        {
            AggregateExpressions = results,
            Child = expand with
            {
                Projections = expand.Projections.Map(projection => (EquatableArray<Expression>)[.. positions.Select(i => projection[i]), .. values]),
                Attributes = [.. positions.Select(i => expand.Attributes[i]), .. values],
                Child = groups,
            },
        };
    }
}

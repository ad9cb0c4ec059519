using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Filters;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Leaves out of plans that run once what none of their references needs: columns, and rows that the filters above all of them drop.</summary>
/// <remarks>
/// <code>
/// WithCTE                                   WithCTE
/// :- CTERelationDef 1                       :- CTERelationDef 1
/// :  +- q [a, b, c]                         :  +- Project [a, b]
/// +- Union                             =>   :     +- Filter ((a > 1) OR (a = 0))
///    :- Project [a]                         :        +- q [a, b, c]
///    :  +- Filter (a > 1)                   +- Union
///    :     +- CTERelationRef 1 [a, b, c]       :- Project [a]
///    +- Filter (d = 0)                         :  +- Filter (a > 1)
///       +- Project [d, e]                      :     +- CTERelationRef 1 [a, b]
///          +- CTERelationRef 1 [d, e, f]       +- Filter (d = 0)
///                                                 +- Project [d, e]
///                                                    +- CTERelationRef 1 [d, e]
/// </code>
/// Conditions must be deterministic and must not fail. They move down in the definition as usual. References learn the statistics of what they read. Spark:
/// <c>PushdownPredicatesAndPruneColumnsForCTEDef</c>.
/// </remarks>
public sealed class PushdownPredicatesAndPruneColumnsForCte : Rule<LogicalPlan>
{
    private static readonly Rule<LogicalPlan>[] MovesDown =
        [new CombineFilters(), new PushDownPredicates(), new PushPredicateThroughJoin(), new ColumnPruning(), new CollapseProject(), new RemoveNoopOperators()];

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        if (plan is not WithCte with || with.Definitions.All(d => ((CteRelationDefinition)d).IsNarrowed))
            return plan;

        // From the last definition on: it is known then what is needed of those before it.
        var needs = new CteNeeds();
        needs.Collect(with.Child);
        var definitions = with.Definitions.AsSpan().ToArray();
        var positions = new Dictionary<long, int[]>();
        for (var i = definitions.Length - 1; i >= 0; i--)
        {
            var definition = (CteRelationDefinition)definitions[i];
            if (!definition.IsNarrowed)
            {
                definitions[i] = definition = Narrowed(definition, needs.Of(definition.Id), context, out var kept);
                positions[definition.Id] = kept;
            }

            needs.Collect(definition.Child);
        }

        var estimator = new StatisticsEstimator();
        var statistics = new Dictionary<long, (LogicalPlan Plan, PlanStatistics Statistics)>();
        for (var i = 0; i < definitions.Length; i++)
        {
            var definition = (CteRelationDefinition)definitions[i];
            definitions[i] = definition = (CteRelationDefinition)definition.WithChildren([Rewritten(definition.Child)]);
            statistics[definition.Id] = (definition.Child, estimator.Estimate(definition.Child));
        }

        return new WithCte(Rewritten(with.Child), EquatableArray.Create<LogicalPlan>(definitions));

        LogicalPlan Rewritten(LogicalPlan inner) => inner.TransformUp(NodeKinds.Cte, node => node is CteRelationReference reference && statistics.TryGetValue(reference.Id, out var read)
            ? Narrowed(reference, positions.GetValueOrDefault(reference.Id), read.Plan, read.Statistics)
            : node);
    }

    private static CteRelationDefinition Narrowed(CteRelationDefinition definition, CteNeeds.Need need, RuleContext context, out int[] kept)
    {
        var plan = definition.Child;
        kept = [.. need.Columns.Order()];
        if (need.Condition(plan.Output) is { } condition)
            plan = new Filter(condition, plan);
        if (kept.Length < plan.Output.Count)
        {
            var output = plan.Output;
            plan = new Project(kept.Select(Expression (i) => output[i]).ToEquatableArray(), plan);
        }

        if (!ReferenceEquals(plan, definition.Child))
        {
            foreach (var rule in MovesDown)
                plan = rule.Apply(plan, context);
        }

        return definition with { Child = plan, IsNarrowed = true };
    }

    private static CteRelationReference Narrowed(CteRelationReference reference, int[]? kept, LogicalPlan definition, PlanStatistics statistics)
    {
        var attributes = kept is null ? reference.Attributes : kept.Select(i => reference.Attributes[i]).ToEquatableArray();
        var columns = new Dictionary<ExprId, ExprId>();
        for (var i = 0; i < attributes.Count; i++)
            columns[attributes[i].ExprId] = definition.Output[i].ExprId;
        return reference with { Attributes = attributes, Statistics = statistics.Renamed(columns) };
    }
}

using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Runs a subplan that stands in several places of a query once.</summary>
/// <remarks>
/// <code>
/// Join                                            WithCTE
/// :- Aggregate [k], [k, sum(v) AS s]              :- CTERelationDef 1
/// :  +- q                                         :  +- Aggregate [k], [k, sum(v) AS s]
/// +- Aggregate [], [max(t)]                       :     +- q
///    +- Aggregate [l], [sum(w) AS t]        =>    +- Join
///       +- q                                         :- CTERelationRef 1 [k, s]
///                                                    +- Aggregate [], [max(t)]
///                                                       +- Project [t]
///                                                          +- CTERelationRef 1 [l, t]
/// </code>
/// Plans are compared without names and ids of columns; aggregations of the same groups may compute different columns. Only what is deterministic and
/// makes few rows out of many is shared: rows are kept until their last reader is done. Runs late, so that filters which had moved into one of the places only have made them
/// different. Off with <c>spark.sql.exchange.reuse</c>. Spark: <c>ReuseExchangeAndSubquery</c>.
/// </remarks>
public sealed class ShareRepeatedSubplans : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        context.Conf.Get(SqlConf.ExchangeReuseEnabled) && RepeatedLeaves.AreIn(plan) ? new Pass(plan).Run() : plan;

    private sealed class Pass(LogicalPlan root)
    {
        private readonly CanonicalPlans _plans = new();
        private readonly StatisticsEstimator _estimator = new();
        private readonly Dictionary<int, int> _counts = [];
        private readonly Dictionary<int, List<LogicalPlan>> _places = [];
        private readonly Dictionary<int, CteRelationDefinition> _definitions = [];
        private readonly Dictionary<int, SharedAggregate> _aggregates = [];

        public LogicalPlan Run()
        {
            root.ForEach(plan =>
            {
                if (NumberOf(plan) is { } number)
                    _counts[number] = _counts.GetValueOrDefault(number) + 1;
            });
            FindPlaces(root);
            var rewritten = Rewrite(root);
            if (ReferenceEquals(rewritten, root))
                return root;
            return AddedDefinitions.To(rewritten, _definitions.Values);
        }

        /// <summary>The number of a plan that may be shared: that of its groups for an aggregation.</summary>
        private int? NumberOf(LogicalPlan plan) => plan switch
        {
            WithCte or CteRelationDefinition => null,
            Aggregate aggregate => _plans.NumberOfGroups(aggregate),
            _ => plan.Children.IsEmpty ? null : _plans.NumberOf(plan),
        };

        /// <summary>
        /// Finds where repeated plans stand, the largest first. Only the first of equal plans stays, so what is repeated in each of them does not count once for each.
        /// </summary>
        private void FindPlaces(LogicalPlan plan)
        {
            DeepStack.Guard();
            if (NumberOf(plan) is { } number && _counts.GetValueOrDefault(number) > 1 && IsShared(plan))
            {
                if (_places.TryGetValue(number, out var places))
                {
                    places.Add(plan);
                    return;
                }

                _places.Add(number, [plan]);
            }

            foreach (var child in plan.Children)
                FindPlaces(child);
        }

        private LogicalPlan Rewrite(LogicalPlan plan)
        {
            DeepStack.Guard();
            if (NumberOf(plan) is not { } number || !_places.TryGetValue(number, out var places) || places.Count == 1)
                return plan.MapChildren(Rewrite);
            if (plan is Aggregate aggregate)
            {
                if (!_aggregates.TryGetValue(number, out var shared))
                {
                    _aggregates.Add(number, shared = new SharedAggregate([.. places.Cast<Aggregate>()]));
                    _definitions.Add(number, (CteRelationDefinition)shared.Definition.WithChildren([shared.Definition.Child.MapChildren(Rewrite)]));
                }

                return shared.Read(aggregate);
            }

            if (!_definitions.TryGetValue(number, out var definition))
                _definitions.Add(number, definition = new CteRelationDefinition(plan.MapChildren(Rewrite), CteRelationDefinition.NewId(), "shared"));
            return new CteRelationReference(definition.Id, plan.Output) { DefinitionMaxRows = plan.MaxRows };
        }

        private bool IsShared(LogicalPlan plan) =>
            !plan.ContainsAny(NodeKinds.Nondeterministic) && PlanCost.IsWorthKeeping(plan, _estimator) && !UnionLoop.IsReadIn(plan);
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Aggregates rows once for several values that differ in their filters and functions.</summary>
/// <remarks>
/// <code>
/// Join Cross                            WithCTE
/// :- Aggregate [], [sum(a) AS s]        :- CTERelationDef 1
/// :  +- Filter p                        :  +- Aggregate [], [sum(a) FILTER p AS s, max(b) FILTER r AS m]
/// :     +- q                            :     +- Filter (p OR r)
/// +- Aggregate [], [max(b) AS m]   =>   :        +- q
///    +- Filter r                        +- Join Cross
///       +- q                               :- Project [s]
///                                          :  +- CTERelationRef 1 [s, m]
///                                          +- Project [m]
///                                             +- CTERelationRef 1 [s, m]
/// </code>
/// Only aggregations without keys, which have their row whatever the filter keeps: scalar subqueries, which are joins by now, and queries in FROM. How inputs are merged, and when
/// that is valid: <see cref="PlanMerger"/>; arguments of functions must not fail, since they are computed for the rows of all. It pays when fewer rows go through the one plan than through
/// all of them, by estimate; inputs with joins of unknown size are left alone. Equal inputs are left to <see cref="ShareRepeatedSubplans"/>.
/// Off with <c>spark.sql.exchange.reuse</c>. Spark: <c>MergeScalarSubqueries</c>, later <c>MergeSubplans</c>.
/// </remarks>
public sealed class MergeSubplans : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        if (!context.Conf.Get(SqlConf.ExchangeReuseEnabled))
            return plan;

        // What is merged may hold aggregations that can be merged too.
        while (plan.ContainsAny(NodeKinds.Aggregate) && RepeatedLeaves.AreIn(plan))
        {
            var merged = new Pass(plan).Run();
            if (ReferenceEquals(merged, plan))
                break;
            plan = merged;
        }

        return plan;
    }

    private sealed class Pass(LogicalPlan root)
    {
        private readonly StatisticsEstimator _estimator = new();
        private readonly CanonicalPlans _forms = new();
        private readonly List<Aggregate> _candidates = [];
        private readonly Dictionary<LogicalPlan, LogicalPlan> _replacements = new(ReferenceEqualityComparer.Instance);
        private readonly List<CteRelationDefinition> _definitions = [];

        public LogicalPlan Run()
        {
            FindCandidates(root);
            while (_candidates.Count > 1)
            {
                var first = _candidates[0];
                _candidates.RemoveAt(0);
                Aggregate[] like = [first, .. _candidates.Where(other => Merge([first, other]) is not null)];
                if (like.Length == 1 || Merge(like) is not { AreRowsEqual: false } merged)
                    continue;
                _candidates.RemoveAll(like.Contains);
                _definitions.Add(merged.Definition);
                for (var i = 0; i < like.Length; i++)
                    _replacements.TryAdd(like[i], AddedDefinitions.Read(merged.Definition, like[i], merged.Positions[i]));
            }

            return _definitions.Count == 0 ? root : AddedDefinitions.To(Rewrite(root), _definitions);
        }

        private void FindCandidates(LogicalPlan plan)
        {
            DeepStack.Guard();
            if (!plan.ContainsAny(NodeKinds.Aggregate))
                return;
            if (plan is Aggregate { GroupingExpressions.IsEmpty: true } aggregate && !plan.ContainsAny(NodeKinds.Nondeterministic) && !UnionLoop.IsReadIn(plan))
            {
                _candidates.Add(aggregate);
                return;
            }

            foreach (var child in plan.Children)
                FindCandidates(child);
        }

        private LogicalPlan Rewrite(LogicalPlan plan)
        {
            DeepStack.Guard();
            return _replacements.TryGetValue(plan, out var replacement) ? replacement : plan.MapChildren(Rewrite);
        }

        private MergedAggregate? Merge(Aggregate[] aggregates)
        {
            if (new PlanMerger(_forms, _estimator).Merge([.. aggregates.Select(static a => a.Child)]) is not { } input || !Pays(aggregates, input.Plan))
                return null;
            var known = new Dictionary<Expression, int>();
            var outputs = new List<Expression>();
            var positions = new EquatableArray<int>[aggregates.Length];
            for (var i = 0; i < aggregates.Length; i++)
            {
                var own = new List<int>();
                foreach (var output in aggregates[i].AggregateExpressions)
                {
                    if (output is not Alias alias || output.Exists(static e => e is AggregateExpression call && MayFail(call)))
                        return null;
                    var value = input.Renamed(alias.Child, i);
                    if (input.Flags[i] is { } flag)
                        value = value.TransformUp(NodeKinds.AggregateExpression, e => e is AggregateExpression call ? Filtered(call, flag) : e);
                    if (!known.TryGetValue(value.Canonicalized, out var position))
                    {
                        known.Add(value.Canonicalized, position = outputs.Count);
                        outputs.Add(new Alias(value, alias.Name));
                    }

                    own.Add(position);
                }

                positions[i] = own.ToEquatableArray();
            }

            return new MergedAggregate(
                new CteRelationDefinition(new Aggregate([], outputs.ToEquatableArray(), input.Plan), CteRelationDefinition.NewId(), "merged"), positions, input.AreRowsEqual);
        }

        private static bool MayFail(AggregateExpression call) =>
            call.Call.Arguments.Any(static e => e.CanFail) || call.Filter is { CanFail: true } || call.OrderBy.Any(static e => e.CanFail);

        private static AggregateExpression Filtered(AggregateExpression call, Expression flag) =>
            call with { Filter = call.Filter is { } filter ? And.Of(flag, filter) : flag, ResultId = ExprId.New() };

        private bool Pays(Aggregate[] aggregates, LogicalPlan merged)
        {
            long? separate = 0;
            foreach (var aggregate in aggregates)
                separate += RowsIn(aggregate.Child);
            return separate is { } before && RowsIn(merged) is { } after ? after < before : !merged.ContainsAny(NodeKinds.Join);
        }

        /// <summary>The rows of all operators together.</summary>
        private long? RowsIn(LogicalPlan plan)
        {
            long? sum = 0;
            plan.ForEach(node => sum = sum is { } rows && _estimator.Estimate(node).RowCount is { } more ? Saturating.ToLong((Int128)rows + more) : null);
            return sum;
        }
    }

    /// <summary>Several aggregations as one.</summary>
    /// <param name="Definition">The one.</param>
    /// <param name="Positions">For each of them, where its columns stand in it.</param>
    /// <param name="AreRowsEqual">True when all aggregate the same rows.</param>
    private sealed record MergedAggregate(CteRelationDefinition Definition, EquatableArray<int>[] Positions, bool AreRowsEqual);
}

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
/// that is valid: <see cref="PlanMerger"/>; arguments of functions may fail, since FILTER is asked first, but not conditions of FILTER, since AND goes on after NULL. It pays when fewer rows go through the one plan than through all of them, by estimate;
/// inputs with joins of unknown size are left alone. Equal inputs are left to <see cref="ShareRepeatedSubplans"/>.
/// Off with <c>spark.sql.exchange.reuse</c>. Spark: <c>MergeScalarSubqueries</c>, later <c>MergeSubplans</c>.
/// </remarks>
public sealed class MergeSubplans : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        if (!context.Conf.Get(SqlConf.ExchangeReuseEnabled))
            return plan;

        // Once aggregations are one, others that read them may be equal but for their filters.
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

        /// <summary>Merges the first aggregations that can be.</summary>
        public LogicalPlan Run()
        {
            var candidates = new List<Aggregate>();
            root.ForEach(plan =>
            {
                if (plan is Aggregate { GroupingExpressions.IsEmpty: true } aggregate && !plan.ContainsAny(NodeKinds.Nondeterministic) && !UnionLoop.IsReadIn(plan))
                    candidates.Add(aggregate);
            });
            for (var i = 0; i < candidates.Count - 1; i++)
            {
                var first = candidates[i];
                Aggregate[] like = [first, .. candidates.Skip(i + 1).Where(other => Merge([first, other]) is not null)];
                if (like.Length > 1 && Merge(like) is { AreRowsEqual: false } merged)
                    return AddedDefinitions.To(Rewrite(root, like, merged), [merged.Definition]);
            }

            return root;
        }

        private static LogicalPlan Rewrite(LogicalPlan plan, Aggregate[] merged, MergedAggregate one)
        {
            DeepStack.Guard();
            var position = Array.FindIndex(merged, aggregate => ReferenceEquals(aggregate, plan));
            return position >= 0
                ? AddedDefinitions.Read(one.Definition, plan, one.Positions[position])
                : plan.MapChildren(child => Rewrite(child, merged, one));
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
                    if (output is not Alias alias || (input.Flags[i] is not null && output.Exists(static e => e is AggregateExpression { Filter.CanFail: true })))
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

        private static AggregateExpression Filtered(AggregateExpression call, Expression flag) =>
            call with { Filter = call.Filter is { } filter ? And.Of(flag, filter) : flag, ResultId = ExprId.New() };

        private bool Pays(Aggregate[] aggregates, LogicalPlan merged)
        {
            long? separate = 0;
            foreach (var aggregate in aggregates)
                separate += RowsIn(aggregate.Child);
            return separate is { } before && RowsIn(merged) is { } after ? after < before : !merged.ContainsAny(NodeKinds.Join);
        }

        /// <summary>The rows that are read, joined and aggregated; what filters and projections do to them costs little.</summary>
        private long? RowsIn(LogicalPlan input)
        {
            var sum = _estimator.Estimate(input).RowCount;
            input.ForEach(node =>
            {
                if (node is not (Project or Filter))
                    sum = sum is { } rows && _estimator.Estimate(node).RowCount is { } more ? Saturating.ToLong((Int128)rows + more) : null;
            });
            return sum;
        }
    }

    /// <summary>Several aggregations as one.</summary>
    /// <param name="Definition">The one.</param>
    /// <param name="Positions">For each of them, where its columns stand in it.</param>
    /// <param name="AreRowsEqual">True when all aggregate the same rows.</param>
    private sealed record MergedAggregate(CteRelationDefinition Definition, EquatableArray<int>[] Positions, bool AreRowsEqual);
}

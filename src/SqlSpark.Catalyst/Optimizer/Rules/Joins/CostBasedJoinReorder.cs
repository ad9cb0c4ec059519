using SqlSpark.Catalyst.Optimizer.JoinOrder;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Joins in the order that is estimated to cost least.</summary>
/// <remarks>
/// <code>
/// Join Inner, c = d                             Project [a, b, c, d]
/// :- Join Cross                     =>          +- Join Inner, a = b
/// :  :- t1 [a]      (1,000 rows)                   :- t1 [a]
/// :  +- t2 [b, c]   (9,000 rows)                   +- Join Inner, c = d
/// +- t3 [d], WHERE a = b  (3 rows)                    :- t2 [b, c]
///                                                     +- t3 [d]
/// </code>
/// Inner, outer, semi and anti joins change places where that leaves the result as it is (<see cref="JoinGraphBuilder"/>); all orders are looked at, or some where there are too many
/// (<see cref="JoinEnumerator"/>), and weighed by <see cref="JoinCost"/>. Inner joins may use equalities that follow from others: from a = b and b = c follows a = c. Cross products are made where
/// nothing else is left. Another order must be cheaper than the one that was written by more than estimates blur. Only deterministic conditions move. Conditions that can fail may then fail
/// for pairs that another condition would have dropped, as in Spark. Spark: <c>CostBasedJoinReorder</c>, <c>ReorderJoin</c>.
/// </remarks>
public sealed class CostBasedJoinReorder : Rule<LogicalPlan>
{
    /// <summary>Another order must cost less than this share of the cost of the one that was written.</summary>
    private const double WorthwhileShare = 0.98;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.ContainsAny(NodeKinds.Join) ? Apply(plan, new StatisticsEstimator()) : plan;

    private static LogicalPlan Apply(LogicalPlan plan, StatisticsEstimator estimator)
    {
        if (!plan.ContainsAny(NodeKinds.Join))
            return plan;
        DeepStack.Guard();
        if (plan is not Join join || !JoinGraphBuilder.MayMove(join))
            return plan.MapChildren(child => Apply(child, estimator));
        if (JoinGraphBuilder.TryBuild(join, estimator, relation => Apply(relation, estimator)) is not { } graph || JoinEnumerator.Enumerate(graph) is not { } found)
            return plan.MapChildren(child => Apply(child, estimator));
        return found.Best.Cost < found.Original.Cost * WorthwhileShare && !found.Best.HasShapeOf(found.Original)
            ? JoinPlanEmitter.Emit(graph, found.Best, join.Output)
            : JoinPlanEmitter.WithRelations(graph, join);
    }
}

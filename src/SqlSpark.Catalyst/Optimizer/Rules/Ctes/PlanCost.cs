using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Tells whether a plan that is needed several times should run once.</summary>
internal static class PlanCost
{
    private const NodeKinds DearKinds =
        NodeKinds.Aggregate | NodeKinds.Distinct | NodeKinds.Join | NodeKinds.Window | NodeKinds.SetOperation | NodeKinds.Recursion | NodeKinds.LateralJoin;

    private const NodeKinds ReducingKinds = NodeKinds.Aggregate | NodeKinds.Distinct | NodeKinds.SetOperation;

    /// <summary>Rows read for each row kept, from which on keeping costs less than computing again.</summary>
    private const int RowsReadPerRowKept = 4;

    /// <summary>To read fewer is no work.</summary>
    private const int FewRows = 4096;

    /// <summary>How many rows are read for each that such a filter really keeps, by guess.</summary>
    private const int UnknownReduction = 10;

    /// <summary>
    /// True for an aggregation, which holds its rows in memory anyhow, and for a recursion. Any other plan that joins or reorders rows must make few of many: a fourth of
    /// those that it reads at most. Where nothing is known of the rows, a plan with an aggregation is taken for one that does.
    /// </summary>
    public static bool IsWorthKeeping(LogicalPlan plan, StatisticsEstimator estimator)
    {
        if (!plan.ContainsAny(DearKinds))
            return false;
        if (HoldsItsRows(plan))
            return true;
        if (estimator.Estimate(plan).RowCount is not { } kept || RowsRead(plan, estimator) is not { } read)
            return plan.ContainsAny(ReducingKinds);
        return read >= FewRows && (Int128)kept * RowsReadPerRowKept <= (Int128)read * (HasUnknownFilter(plan, estimator) ? UnknownReduction : 1);
    }

    /// <summary>True when a filter is estimated to keep all rows, because nothing is known of the values.</summary>
    private static bool HasUnknownFilter(LogicalPlan plan, StatisticsEstimator estimator) => plan.Exists(node =>
        node is Filter filter && estimator.Estimate(filter).RowCount == estimator.Estimate(filter.Child).RowCount && !And.Split(filter.Condition).All(c => c is IsNotNull));

    private static bool HoldsItsRows(LogicalPlan plan) => plan switch
    {
        Aggregate or Distinct or SetOperation or UnionLoop => true,
        Project or Filter or Sort or Limit or Offset or SubqueryAlias => HoldsItsRows(plan.Children[0]),
        _ => false,
    };

    private static long? RowsRead(LogicalPlan plan, StatisticsEstimator estimator)
    {
        long? rows = 0;
        plan.ForEach(node =>
        {
            if (node.Children.IsEmpty)
                rows = rows is { } sum && estimator.Estimate(node).RowCount is { } more ? Saturating.ToLong((Int128)sum + more) : null;
        });
        return rows;
    }
}

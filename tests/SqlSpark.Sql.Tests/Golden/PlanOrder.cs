using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Sql.Golden;

/// <summary>What an analyzed plan says about the order of its rows.</summary>
internal static class PlanOrder
{
    /// <summary>The query asks for an order. Spark: <c>SQLQueryTestHelper.isSorted</c>.</summary>
    public static bool IsSorted(LogicalPlan plan) => plan switch
    {
        Aggregate or Distinct or Join or Generate or Sample or SetOperation => false,
        Sort { IsGlobal: true } => true,
        WithCte with => IsSorted(with.Child),
        _ => plan.Children.Any(IsSorted),
    };

    /// <summary>Rows come in the order of their source, which no shape may change. Subqueries become joins, and joins give their rows in the order of either side.</summary>
    public static bool KeepsSourceOrder(LogicalPlan plan) => plan switch
    {
        Aggregate or Distinct or Join or SetOperation or Sort or Sample => false,
        _ => !plan.Expressions.Any(static e => e.ContainsAny(NodeKinds.Subquery)) && plan.Children.All(KeepsSourceOrder),
    };
}

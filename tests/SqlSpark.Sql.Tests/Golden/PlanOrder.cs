using SqlSpark.Catalyst.Plans;

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

    /// <summary>Rows come in the order of their source, which no shape may change.</summary>
    public static bool KeepsSourceOrder(LogicalPlan plan) => plan switch
    {
        Aggregate or Distinct or Join or SetOperation or Sort or Sample => false,
        _ => plan.Children.All(KeepsSourceOrder),
    };
}

using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.JoinOrder;

/// <summary>The cheapest way found to join a set of relations.</summary>
/// <param name="Relations">The relations as bits.</param>
/// <param name="Rows">The estimated rows.</param>
/// <param name="Cost">The cost, with those of the inputs.</param>
/// <param name="Applied">The edges that are dealt with, as bits.</param>
/// <param name="Type">How the inputs are joined; <see cref="JoinType.Cross"/> only where a query has a cross product in spite of an equality that follows from others.</param>
/// <param name="Left">The left input; null for a single relation.</param>
/// <param name="Right">The right input; null for a single relation.</param>
internal sealed record JoinPlan(ulong Relations, double Rows, double Cost, ulong Applied, JoinType Type, JoinPlan? Left, JoinPlan? Right)
{
    /// <summary>True when both join the same relations in the same places.</summary>
    public bool HasShapeOf(JoinPlan other)
    {
        if (Relations != other.Relations || Type != other.Type)
            return false;
        return Left is null
            || (Left.HasShapeOf(other.Left!) && Right!.HasShapeOf(other.Right!))
            || (Type == JoinType.Inner && Left.HasShapeOf(other.Right!) && Right!.HasShapeOf(other.Left!));
    }
}

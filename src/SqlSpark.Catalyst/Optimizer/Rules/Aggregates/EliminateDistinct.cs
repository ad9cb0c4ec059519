using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Drops DISTINCT inside aggregate functions where it changes nothing.</summary>
/// <remarks>
/// <code>
/// Aggregate [g], [max(DISTINCT a), count(DISTINCT k)]            Aggregate [g], [max(a), count(k)]
/// +- Aggregate [k], [k, ...]                               =>    +- Aggregate [k], [k, ...]
/// </code>
/// It changes nothing for functions that do not care how often a value comes, and where no two rows of the input agree in the arguments: there, each value is its only one.
/// Spark: <c>EliminateDistinct</c>.
/// </remarks>
public sealed class EliminateDistinct : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Aggregate, static node => node is Aggregate aggregate
            ? aggregate.MapExpressions(e => e.TransformUp(
                NodeKinds.AggregateExpression,
                inner => inner is AggregateExpression { IsDistinct: true } call && IsIdle(call, aggregate.Child) ? call with { IsDistinct = false } : inner))
            : node);

    private static bool IsIdle(AggregateExpression call, LogicalPlan input)
    {
        if (call.Call.Bound.IgnoresDuplicates)
            return true;
        if (input.DistinctKeys.IsEmpty)
            return false;
        var columns = AttributeSet.Empty;
        foreach (var argument in call.Call.Arguments)
        {
            if (argument is AttributeReference column)
                columns = columns.Union(AttributeSet.Of(column));
        }

        return input.AreDistinct(columns);
    }
}

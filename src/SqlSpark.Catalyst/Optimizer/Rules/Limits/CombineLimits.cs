using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Limits;

/// <summary>Merges adjacent limits, and drops limits that limit nothing.</summary>
/// <remarks>
/// <code>
/// Limit 5
/// +- Limit 10     =>     Limit 5
///    +- child            +- child
/// </code>
/// Limits must be literals by now. Spark: <c>CombineLimits</c>, <c>EliminateLimits</c>.
/// </remarks>
public sealed class CombineLimits : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Limit, static node => node switch
        {
            Limit limit when LimitValue.Of(limit.LimitExpression) is { } n && limit.Child.MaxRows <= n => limit.Child,
            Limit { Child: Limit inner } outer when LimitValue.Of(outer.LimitExpression) is { } n && LimitValue.Of(inner.LimitExpression) is { } m =>
                n < m ? outer with { Child = inner.Child } : inner,
            Limit limit when LimitValue.Of(limit.LimitExpression) == 0 => new LocalRelation(limit.Output, []),
            Offset offset when LimitValue.Of(offset.OffsetExpression) == 0 => offset.Child,
            _ => node,
        });
}

/// <summary>The number in a limit.</summary>
internal static class LimitValue
{
    /// <summary>The number, or null when the expression is not a literal yet.</summary>
    public static long? Of(Expression expression) => (expression as Literal)?.Value switch
    {
        int n => n,
        long n => n,
        _ => null,
    };
}

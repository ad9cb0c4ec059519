using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Opposites of conditions that have one without NOT.</summary>
internal static class Negation
{
    /// <summary>What NOT of the condition is, or null when only NOT says it. NULL where the condition is NULL.</summary>
    public static Expression? Of(Expression condition) => condition switch
    {
        Not not => not.Child,
        IsNull test => new IsNotNull(test.Child),
        IsNotNull test => new IsNull(test.Child),
        Comparison { Operator: ComparisonOperator.LessThan } c => Comparison.GreaterThanOrEqual(c.Left, c.Right),
        Comparison { Operator: ComparisonOperator.LessThanOrEqual } c => Comparison.GreaterThan(c.Left, c.Right),
        Comparison { Operator: ComparisonOperator.GreaterThan } c => Comparison.LessThanOrEqual(c.Left, c.Right),
        Comparison { Operator: ComparisonOperator.GreaterThanOrEqual } c => Comparison.LessThan(c.Left, c.Right),
        _ => null,
    };
}

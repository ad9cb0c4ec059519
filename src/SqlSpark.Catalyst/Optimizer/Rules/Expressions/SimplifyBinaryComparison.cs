using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Decides comparisons of a value with itself.</summary>
/// <remarks>
/// <code>
/// a &lt;=> a                    =>     TRUE
/// a = a, a >= a, a &lt;= a      =>     TRUE       when a is never NULL
/// a > a, a &lt; a              =>     FALSE      when a is never NULL
/// </code>
/// NaN equals itself in Spark, so this holds for floating point too. The operands must be deterministic and, since they are no longer
/// computed, unable to fail. Spark: <c>SimplifyBinaryComparison</c>.
/// </remarks>
public sealed class SimplifyBinaryComparison : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Comparison, static e => e is Comparison comparison ? Simplify(comparison) : e);

    private static Expression Simplify(Comparison comparison)
    {
        if (!comparison.Left.SemanticEquals(comparison.Right) || comparison.Left.CanFail)
            return comparison;
        return comparison.Operator switch
        {
            ComparisonOperator.EqualNullSafe => Literal.True,
            _ when comparison.Left.Nullable || comparison.Right.Nullable => comparison,
            ComparisonOperator.LessThan or ComparisonOperator.GreaterThan => Literal.False,
            _ => Literal.True,
        };
    }
}

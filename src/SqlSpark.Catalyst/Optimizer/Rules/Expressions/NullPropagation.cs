using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Replaces expressions that are certainly NULL, and null tests whose answer is known.</summary>
/// <remarks>
/// <code>
/// a + NULL              =>     NULL
/// a IS NULL             =>     FALSE          when a is never NULL
/// coalesce(NULL, a, b)  =>     coalesce(a, b)
/// count(NULL)           =>     0
/// count(a)              =>     count(1)       when a is never NULL
/// </code>
/// So are calls of functions that are NULL when an argument is. An operand that would have failed is dropped with the rest, as in Spark: <c>NullPropagation</c>.
/// </remarks>
public sealed class NullPropagation : Rule<LogicalPlan>
{
    private const NodeKinds Kinds =
        NodeKinds.NullTest | NodeKinds.Literal | NodeKinds.Comparison | NodeKinds.Arithmetic | NodeKinds.In | NodeKinds.Like | NodeKinds.Cast
        | NodeKinds.AggregateExpression;

    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(
        Kinds, static node => node.MapExpressions(node is Aggregate ? SimplifyAggregated : static e => e.TransformUp(Kinds, Simplify)));

    /// <summary>Counts are simplified in aggregations alone: the function of a window stays an aggregate.</summary>
    private static Expression SimplifyAggregated(Expression expression) => expression.TransformUp(
        Kinds, static e => e is AggregateExpression { Call.Function.Name: "count" } count ? SimplifyCount(count) : Simplify(e));

    private static Expression Simplify(Expression expression) => expression switch
    {
        IsNull { Child.Nullable: false } => Literal.False,
        IsNotNull { Child.Nullable: false } => Literal.True,
        Comparison { Operator: ComparisonOperator.EqualNullSafe } comparison => SimplifyNullSafe(comparison),
        Comparison or Arithmetic or Like when IsNullLiteral(((BinaryExpression)expression).Left) || IsNullLiteral(((BinaryExpression)expression).Right)
            => Literal.Null(expression.DataType),
        Not { Child: Literal { IsNull: true } } or UnaryMinus { Child: Literal { IsNull: true } } or Cast { Child: Literal { IsNull: true } }
            => Literal.Null(expression.DataType),
        In { Value: Literal { IsNull: true } } => Literal.Null(expression.DataType),
        Coalesce coalesce => SimplifyCoalesce(coalesce),
        ScalarCall { Bound: { Nulls: NullBehavior.Propagate, Volatility: not Volatility.Volatile } } call when call.Arguments.Any(IsNullLiteral)
            => Literal.Null(call.DataType),
        _ => expression,
    };

    private static Expression SimplifyCount(AggregateExpression count)
    {
        var arguments = count.Call.Arguments;
        if (arguments.Any(IsNullLiteral))
            return Literal.Long(0);
        if (count.IsDistinct || !arguments.All(a => !a.Nullable && !a.CanFail && a.IsDeterministic) || arguments.All(a => a is Literal))
            return count;
        return count with { Call = count.Call with { Arguments = [Literal.Int(1)] } };
    }

    private static Expression SimplifyNullSafe(Comparison comparison) => comparison switch
    {
        { Left: Literal { IsNull: true } } => IsNullOf(comparison.Right),
        { Right: Literal { IsNull: true } } => IsNullOf(comparison.Left),
        { Left.Nullable: false, Right.Nullable: false } => Comparison.EqualTo(comparison.Left, comparison.Right),
        _ => comparison,
    };

    private static Expression IsNullOf(Expression operand) => operand.Nullable ? new IsNull(operand) : Literal.False;

    private static Expression SimplifyCoalesce(Coalesce coalesce)
    {
        var arguments = coalesce.Arguments;
        var kept = new List<Expression>(arguments.Count);
        foreach (var argument in arguments)
        {
            if (IsNullLiteral(argument))
                continue;
            kept.Add(argument);
            if (!argument.Nullable)
                break;
        }

        return kept.Count switch
        {
            0 => Literal.Null(coalesce.DataType),
            1 when kept[0].DataType.Equals(coalesce.DataType) => kept[0],
            _ when kept.Count == arguments.Count => coalesce,
            _ => new Coalesce(kept.ToEquatableArray()),
        };
    }

    private static bool IsNullLiteral(Expression expression) => expression is Literal { IsNull: true };
}

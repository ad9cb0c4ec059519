using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Drops arithmetic that changes nothing, and computes with two literals at once.</summary>
/// <remarks>
/// <code>
/// a + 0, a - 0, a * 1        =>     a                 of integers; a - 0.0, a * 1.0 and a / 1.0 of floating-point numbers, which keep -0.0 and NaN
/// a * 0                      =>     0                 of integers that are never NULL
/// -(-a)                      =>     a                 where no result is out of range
/// a + 1 + 2, a - 1 - 2       =>     a + 3, a - 3      of integers
/// a * 2 * 3                  =>     a * 6
/// </code>
/// In ANSI mode two literals become one only if they move in the same direction: then the sum is out of range just where a step on the way would have been. What is dropped must not be able
/// to fail. Decimals keep their operations, which decide on precision and scale. Spark: <c>ReorderAssociativeOperator</c>, of sums, in all modes.
/// </remarks>
public sealed class SimplifyArithmetic : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.Arithmetic, static e => e switch
        {
            Arithmetic arithmetic => Simplify(arithmetic),
            UnaryMinus { Child: UnaryMinus inner } outer when !outer.CanFail && inner.DataType is IntegralType or FractionalType => inner.Child,
            _ => e,
        });

    private static Expression Simplify(Arithmetic e)
    {
        if (e.Left is Literal && e.Operator is ArithmeticOperator.Add or ArithmeticOperator.Multiply && e.Right is not Literal)
            return Simplify(e with { Left = e.Right, Right = e.Left }) is var other and not Arithmetic ? other : e;
        if (e.Right is not Literal { Value: not null } literal)
            return e;
        if (e.Left.DataType is FractionalType)
            return IsIdentity(e.Operator, Convert.ToDouble(literal.Value, System.Globalization.CultureInfo.InvariantCulture)) ? e.Left : e;
        if (e.Left.DataType is not IntegralType || e.Operator is not (ArithmeticOperator.Add or ArithmeticOperator.Subtract or ArithmeticOperator.Multiply))
            return e;
        return IntegerOf(literal) switch
        {
            0 when e.Operator != ArithmeticOperator.Multiply => e.Left,
            1 when e.Operator == ArithmeticOperator.Multiply => e.Left,
            0 when !e.Left.Nullable && !e.Left.CanFail && e.Left.IsDeterministic => literal,
            var second => Combined(e, second) ?? e,
        };
    }

    // Adding 0.0 makes 0.0 of -0.0.
    private static bool IsIdentity(ArithmeticOperator operation, double right) => operation switch
    {
        ArithmeticOperator.Subtract => right == 0 && !double.IsNegative(right),
        ArithmeticOperator.Multiply or ArithmeticOperator.Divide => right == 1,
        _ => false,
    };

    private static Arithmetic? Combined(Arithmetic outer, long second)
    {
        if (outer.Left is not Arithmetic { Right: Literal { Value: not null } inner } e || e.Mode != outer.Mode || e.Operator != outer.Operator || !e.DataType.Equals(outer.DataType) || outer.Mode == EvalMode.Try)
            return null;
        var first = IntegerOf(inner);
        var isMultiply = outer.Operator == ArithmeticOperator.Multiply;
        var sameDirection = isMultiply ? first > 0 && second > 0 : first < 0 == second < 0;
        if (outer.Mode == EvalMode.Ansi && !sameDirection)
            return null;
        var both = isMultiply ? (Int128)first * second : (Int128)first + second;
        return InRange(both, outer.DataType) is { } value ? outer with { Left = e.Left, Right = new Literal(value, outer.DataType) } : null;
    }

    private static long IntegerOf(Literal literal) => Convert.ToInt64(literal.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static object? InRange(Int128 value, DataType type) => type switch
    {
        ByteType when value == (sbyte)value => (sbyte)value,
        ShortType when value == (short)value => (short)value,
        IntegerType when value == (int)value => (int)value,
        LongType when value == (long)value => (long)value,
        _ => null,
    };
}

using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>Decimals that meet other numbers. Spark: <c>DecimalPrecisionTypeCoercion</c>.</summary>
internal static class DecimalPrecision
{
    /// <summary>Arithmetic of a decimal and another number: integers become decimals, decimals become doubles next to floats. Null when there is nothing to do.</summary>
    public static Arithmetic? MeetDecimal(Arithmetic node, TypeCoercion types) => Meet(node, types) as Arithmetic;

    /// <summary>A comparison that involves a decimal; null when there is nothing to do.</summary>
    public static Expression? Compare(Comparison node, TypeCoercion types)
    {
        if (node.Left.DataType is DecimalType left && node.Right.DataType is DecimalType right)
        {
            var wider = DecimalType.Wider(left, right);
            return left.Equals(right) ? null : node.WithChildren([types.Cast(node.Left, wider), types.Cast(node.Right, wider)]);
        }

        return DecimalLiteralBound.TryReduce(node) ?? Meet(node, types);
    }

    private static Expression? Meet(BinaryExpression node, TypeCoercion types)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        if (left is not DecimalType == right is not DecimalType)
            return null;
        return (left, right) switch
        {
            (DecimalType, IntegralType) => node.WithChildren([node.Left, types.Cast(node.Right, ForInteger(node.Right))]),
            (IntegralType, DecimalType) => node.WithChildren([types.Cast(node.Left, ForInteger(node.Left)), node.Right]),
            (DecimalType, FractionalType) => node.WithChildren([types.Cast(node.Left, DoubleType.Instance), node.Right]),
            (FractionalType, DecimalType) => node.WithChildren([node.Left, types.Cast(node.Right, DoubleType.Instance)]),
            _ => null,
        };
    }

    /// <summary>A literal needs only its own digits, which keeps scale in the result.</summary>
    private static DecimalType ForInteger(Expression integer)
    {
        if (integer is Literal { Value: { } value })
            return new DecimalType(DigitCount(Convert.ToInt64(value, CultureInfo.InvariantCulture)), 0);
        return DecimalType.ForType(integer.DataType)!;
    }

    private static int DigitCount(long value)
    {
        var digits = 1;
        for (var rest = value / 10; rest != 0; rest /= 10)
            digits++;
        return digits;
    }
}

/// <summary>
/// Comparisons of an integer with a decimal literal as comparisons with the next integer: <c>i &gt; 2.5</c> is <c>i &gt; 2L</c>. Later
/// rules could not see through the casts.
/// </summary>
internal static class DecimalLiteralBound
{
    /// <summary>The comparison with an integer, TRUE or FALSE beyond the range of BIGINT, or null when there is no such literal.</summary>
    public static Expression? TryReduce(Comparison node)
    {
        if (node.Operator is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe)
            return null;
        if (node is { Left.DataType: IntegralType, Right: Literal { Value: Int128 value, Type: DecimalType type } })
            return Reduce(node, node.Left, value, type, isLiteralRight: true);
        if (node is { Right.DataType: IntegralType, Left: Literal { Value: Int128 left, Type: DecimalType leftType } })
            return Reduce(node.Flip(), node.Right, left, leftType, isLiteralRight: false);
        return null;
    }

    private static Expression Reduce(Comparison node, Expression integer, Int128 unscaled, DecimalType type, bool isLiteralRight)
    {
        var isGreater = node.Operator is ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual;
        var takesFloor = node.Operator is ComparisonOperator.GreaterThan or ComparisonOperator.LessThanOrEqual;
        var (floor, isExact) = Floor(unscaled, type.Scale);
        if (floor < long.MinValue)
            return Literal.Boolean(isGreater);
        var bound = takesFloor || isExact ? floor : floor + 1;
        if (bound > long.MaxValue)
            return Literal.Boolean(!isGreater);
        var reduced = node with { Left = integer, Right = Literal.Long((long)bound) };
        return isLiteralRight ? reduced : reduced.Flip();
    }

    private static (Int128 Floor, bool IsExact) Floor(Int128 unscaled, int scale)
    {
        var divisor = Int128.One;
        for (var i = 0; i < scale; i++)
            divisor *= 10;
        var (quotient, remainder) = Int128.DivRem(unscaled, divisor);
        return (remainder < 0 ? quotient - 1 : quotient, remainder == 0);
    }
}

using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>The scales of a decimal operation, and its exact result for one row.</summary>
/// <remarks>Results are exact, then rounded HALF_UP to the result's scale. Spark: <c>Decimal</c>, <c>DecimalType</c>.</remarks>
internal sealed class DecimalShape
{
    /// <summary>Spark divides with this many digits after the point before it rounds to the result's scale.</summary>
    private const int QuotientScale = DecimalType.MaxPrecision + 1;

    private readonly ArithmeticOperator _operation;
    private readonly DecimalType _left;
    private readonly DecimalType _right;

    /// <summary>The shape of an operation on decimals of two types.</summary>
    public DecimalShape(ArithmeticOperator operation, DecimalType left, DecimalType right, bool allowPrecisionLoss)
    {
        _operation = operation;
        _left = left;
        _right = right;
        Result = operation switch
        {
            ArithmeticOperator.Multiply => DecimalType.ForMultiply(left, right, allowPrecisionLoss),
            ArithmeticOperator.Divide => DecimalType.ForDivide(left, right, allowPrecisionLoss),
            ArithmeticOperator.IntegralDivide => DecimalType.ForIntegralDivide(left, right, allowPrecisionLoss),
            ArithmeticOperator.Remainder => DecimalType.ForRemainder(left, right, allowPrecisionLoss),
            _ => DecimalType.ForAdd(left, right, allowPrecisionLoss),
        };
        if (operation != ArithmeticOperator.Multiply)
        {
            var scale = Math.Max(left.Scale, right.Scale);
            LeftShift = scale - left.Scale;
            RightShift = scale - right.Scale;
        }

        ResultShift = (operation == ArithmeticOperator.Multiply ? left.Scale + right.Scale : Math.Max(left.Scale, right.Scale)) - Result.Scale;
    }

    /// <summary>The type of the result; of div, before it becomes a BIGINT.</summary>
    public DecimalType Result { get; }

    /// <summary>The power of ten that brings the left operand to the common scale.</summary>
    public int LeftShift { get; }

    /// <summary>The power of ten that brings the right operand to the common scale.</summary>
    public int RightShift { get; }

    /// <summary>Digits that the exact result of +, - and * has after the point, over those that are kept.</summary>
    public int ResultShift { get; }

    /// <summary>Digits that the dividend gets so that the quotient has the result's scale.</summary>
    private int LeftToQuotient => Result.Scale - _left.Scale + _right.Scale;

    /// <summary>The type that a result of div has; others have <see cref="Result"/>.</summary>
    public bool IsIntegralDivide => _operation == ArithmeticOperator.IntegralDivide;

    /// <summary>Computes one row; false when the result does not fit its type. The divisor is not zero.</summary>
    public bool TryCompute(Int128 left, Int128 right, out Int128 result)
    {
        var isComputed = _operation switch
        {
            ArithmeticOperator.Multiply => WideMath.TryMultiplyScaled(left, right, ResultShift, out result),
            ArithmeticOperator.Divide => WideMath.TryDivideScaled(left, right, LeftToQuotient, QuotientScale - Result.Scale, out result),
            _ => TryComputeAligned(left, right, out result),
        };
        return isComputed && WideMath.Fits(result, Result.Precision);
    }

    /// <summary>Why a row failed. The divisor of / and div may be zero.</summary>
    public RowError Error(Int128 left, Int128 right)
    {
        if (right == 0 && _operation >= ArithmeticOperator.Divide)
            return _operation == ArithmeticOperator.Remainder ? RowError.RemainderByZero : RowError.DivideByZero;
        var (value, scale) = Exact(left, right);
        return RowError.NumericValueOutOfRange(DecimalText(value, scale), Result.Precision, Result.Scale);
    }

    /// <summary>+, -, div and % of operands at one scale, in 128 bits if they fit.</summary>
    private bool TryComputeAligned(Int128 left, Int128 right, out Int128 result)
    {
        if (!WideMath.TryRescale(left, LeftShift, out var a) || !WideMath.TryRescale(right, RightShift, out var b) || IsTooLarge(a) || IsTooLarge(b))
            return TryComputeWide(left, right, out result);

        var exact = _operation switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.IntegralDivide => a / b,
            _ => a % b,
        };
        result = IsIntegralDivide ? exact : WideMath.DivideByPowerOfTen(exact, ResultShift);
        return true;

        // Sums of numbers below half of the range are in range.
        static bool IsTooLarge(Int128 value) => value > Int128.MaxValue / 2 || value < -(Int128.MaxValue / 2);
    }

    private bool TryComputeWide(Int128 left, Int128 right, out Int128 result)
    {
        switch (_operation)
        {
            case ArithmeticOperator.Add:
                return WideMath.TryAddScaled(left, LeftShift, right, RightShift, ResultShift, out result);
            case ArithmeticOperator.Subtract:
                return WideMath.TryAddScaled(left, LeftShift, -right, RightShift, ResultShift, out result);
            case ArithmeticOperator.IntegralDivide:
                return WideMath.TryDivideIntegral(left, right, LeftShift - RightShift, out result);
            default:
                result = WideMath.DivideByPowerOfTen(WideMath.RemainderScaled(left, LeftShift, right, RightShift), ResultShift);
                return true;
        }
    }

    /// <summary>The exact result, or the quotient with 39 digits, with its scale.</summary>
    private (BigInteger Value, int Scale) Exact(Int128 left, Int128 right)
    {
        var a = (BigInteger)left * BigInteger.Pow(10, LeftShift);
        var b = (BigInteger)right * BigInteger.Pow(10, RightShift);
        var scale = Math.Max(_left.Scale, _right.Scale);
        return _operation switch
        {
            ArithmeticOperator.Add => (a + b, scale),
            ArithmeticOperator.Subtract => (a - b, scale),
            ArithmeticOperator.Multiply => ((BigInteger)left * right, _left.Scale + _right.Scale),
            ArithmeticOperator.IntegralDivide => (BigInteger.Divide(a, b), 0),
            ArithmeticOperator.Remainder => (BigInteger.Remainder(a, b), scale),
            _ => (DivideHalfUp(a * BigInteger.Pow(10, QuotientScale), b), QuotientScale),
        };
    }

    private static BigInteger DivideHalfUp(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        if (2 * BigInteger.Abs(remainder) < BigInteger.Abs(divisor))
            return quotient;
        return quotient + (dividend.Sign * divisor.Sign);
    }

    private static string DecimalText(BigInteger value, int scale)
    {
        var digits = BigInteger.Abs(value).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = value.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }
}

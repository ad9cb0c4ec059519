using System.Globalization;
using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Arithmetic on single values: integers and decimals with big integers, then a range check.</summary>
/// <remarks>Spark: arithmetic.scala, Decimal.scala, IntervalMathUtils.</remarks>
internal static class ReferenceArithmetic
{
    /// <summary>Digits after the point with which decimals are divided before the result is rounded to its scale.</summary>
    private const int QuotientScale = DecimalType.MaxPrecision + 1;

    /// <summary>An integer of any width as a big one.</summary>
    public static BigInteger Integer(object value) => value switch
    {
        sbyte v => v,
        short v => v,
        int v => v,
        long v => v,
        Int128 v => (BigInteger)v,
        _ => throw new ArgumentException($"{value.GetType().Name} is not an integer"),
    };

    /// <summary>True when an integer fits a type.</summary>
    public static bool Fits(BigInteger value, DataType type)
    {
        if (type is DecimalType decimals)
            return BigInteger.Abs(value) < BigInteger.Pow(10, decimals.Precision);
        var limit = BigInteger.One << (Bits(type) - 1);
        return value >= -limit && value < limit;
    }

    /// <summary>The object of an integer, which fits its type.</summary>
    public static object Box(BigInteger value, DataType type) => type switch
    {
        ByteType => (object)(sbyte)value,
        ShortType => (short)value,
        IntegerType or DateType or YearMonthIntervalType => (int)value,
        DecimalType => (Int128)value,
        _ => (long)value,
    };

    /// <summary>The low bits of an integer as a value of a type.</summary>
    public static object Wrap(BigInteger value, DataType type)
    {
        var modulus = BigInteger.One << Bits(type);
        var low = ((value % modulus) + modulus) % modulus;
        return Box(low >= modulus >> 1 ? low - modulus : low, type);
    }

    /// <summary>A quotient rounded half away from zero.</summary>
    public static BigInteger DivideHalfUp(BigInteger dividend, BigInteger divisor)
    {
        var quotient = (BigInteger.Abs(dividend) * 2 + BigInteger.Abs(divisor)) / (2 * BigInteger.Abs(divisor));
        return dividend.Sign * divisor.Sign < 0 ? -quotient : quotient;
    }

    /// <summary>A number brought from one scale to another, rounded half away from zero.</summary>
    public static BigInteger Rescale(BigInteger value, int from, int to) => to >= from
        ? value * BigInteger.Pow(10, to - from)
        : DivideHalfUp(value, BigInteger.Pow(10, from - to));

    public static object? Compute(Arithmetic node, object left, object right, Func<string, object> fail)
    {
        var type = node.Left.DataType;
        if (node.IsDivision && IsZero(right))
        {
            var condition = node.Operator == ArithmeticOperator.Remainder ? "REMAINDER_BY_ZERO" : "DIVIDE_BY_ZERO";
            return node.Mode == EvalMode.Ansi ? fail(condition) : null;
        }

        return type switch
        {
            FloatType => Floating(node.Operator, (float)left, (float)right),
            DoubleType => Floating(node.Operator, (double)left, (double)right),
            DecimalType leftType => Decimals(node, leftType, (DecimalType)node.Right.DataType, left, right, fail),
            CalendarIntervalType => Intervals(node, (CalendarInterval)left, (CalendarInterval)right, fail),
            _ => Integers(node, type, Integer(left), Integer(right), fail),
        };
    }

    public static object? Negate(UnaryMinus node, object value, Func<string, object> fail)
    {
        switch (value)
        {
            case float number:
                return -number;
            case double number:
                return -number;
            case CalendarInterval interval:
                return CalendarInterval(-(BigInteger)interval.Months, -(BigInteger)interval.Days, -(BigInteger)interval.Microseconds, node.Mode, fail);
        }

        var type = node.DataType;
        var result = -Integer(value);
        if (Fits(result, type))
            return Box(result, type);
        if (type is YearMonthIntervalType or DayTimeIntervalType)
            return node.Mode == EvalMode.Try ? null : fail("INTERVAL_ARITHMETIC_OVERFLOW");
        return node.Mode == EvalMode.Ansi ? fail("ARITHMETIC_OVERFLOW") : Wrap(result, type);
    }

    private static int Bits(DataType type) => type switch
    {
        ByteType => 8,
        ShortType => 16,
        IntegerType or DateType or YearMonthIntervalType => 32,
        _ => 64,
    };

    private static bool IsZero(object value) => value switch
    {
        float v => v == 0,
        double v => v == 0,
        _ => Integer(value).IsZero,
    };

    private static object Floating(ArithmeticOperator operation, float left, float right) => operation switch
    {
        ArithmeticOperator.Add => left + right,
        ArithmeticOperator.Subtract => left - right,
        ArithmeticOperator.Multiply => left * right,
        _ => left % right,
    };

    private static object Floating(ArithmeticOperator operation, double left, double right) => operation switch
    {
        ArithmeticOperator.Add => left + right,
        ArithmeticOperator.Subtract => left - right,
        ArithmeticOperator.Multiply => left * right,
        ArithmeticOperator.Divide => left / right,
        _ => left % right,
    };

    private static object? Integers(Arithmetic node, DataType type, BigInteger left, BigInteger right, Func<string, object> fail)
    {
        var result = Exact(node.Operator, left, right);
        if (Fits(result, node.DataType))
            return Box(result, node.DataType);
        if (type is YearMonthIntervalType or DayTimeIntervalType)
        {
            return node.Mode == EvalMode.Try
                ? null
                : fail(node.Operator == ArithmeticOperator.IntegralDivide ? "ARITHMETIC_OVERFLOW" : "INTERVAL_ARITHMETIC_OVERFLOW");
        }

        return node.Mode switch
        {
            EvalMode.Legacy => Wrap(result, type),
            EvalMode.Try => null,
            _ => fail(type is ByteType or ShortType ? "BINARY_ARITHMETIC_OVERFLOW" : "ARITHMETIC_OVERFLOW"),
        };
    }

    private static BigInteger Exact(ArithmeticOperator operation, BigInteger left, BigInteger right) => operation switch
    {
        ArithmeticOperator.Add => left + right,
        ArithmeticOperator.Subtract => left - right,
        ArithmeticOperator.Multiply => left * right,
        ArithmeticOperator.IntegralDivide => BigInteger.Divide(left, right),
        _ => BigInteger.Remainder(left, right),
    };

    private static object? Decimals(Arithmetic node, DecimalType leftType, DecimalType rightType, object left, object right, Func<string, object> fail)
    {
        var (a, b) = (Integer(left), Integer(right));
        var scale = Math.Max(leftType.Scale, rightType.Scale);
        var (alignedLeft, alignedRight) = (Rescale(a, leftType.Scale, scale), Rescale(b, rightType.Scale, scale));
        if (node.Operator == ArithmeticOperator.IntegralDivide)
        {
            var quotient = BigInteger.Divide(alignedLeft, alignedRight);
            if (Fits(quotient, LongType.Instance))
                return (long)quotient;
            return node.Mode switch
            {
                EvalMode.Legacy => Wrap(quotient, LongType.Instance),
                EvalMode.Try => null,
                _ => fail("ARITHMETIC_OVERFLOW"),
            };
        }

        var target = (DecimalType)node.DataType;
        var (exact, exactScale) = node.Operator switch
        {
            ArithmeticOperator.Multiply => (a * b, leftType.Scale + rightType.Scale),
            ArithmeticOperator.Divide => (DivideHalfUp(alignedLeft * BigInteger.Pow(10, QuotientScale), alignedRight), QuotientScale),
            _ => (Exact(node.Operator, alignedLeft, alignedRight), scale),
        };
        var result = Rescale(exact, exactScale, target.Scale);
        if (Fits(result, target))
            return Box(result, target);
        return node.Mode == EvalMode.Ansi ? fail("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION") : null;
    }

    private static object? Intervals(Arithmetic node, CalendarInterval left, CalendarInterval right, Func<string, object> fail)
    {
        var sign = node.Operator == ArithmeticOperator.Add ? 1 : -1;
        return CalendarInterval(
            left.Months + (sign * (BigInteger)right.Months),
            left.Days + (sign * (BigInteger)right.Days),
            left.Microseconds + (sign * (BigInteger)right.Microseconds),
            node.Mode,
            fail);
    }

    private static object? CalendarInterval(BigInteger months, BigInteger days, BigInteger microseconds, EvalMode mode, Func<string, object> fail)
    {
        if (mode != EvalMode.Legacy && !(Fits(months, IntegerType.Instance) && Fits(days, IntegerType.Instance) && Fits(microseconds, LongType.Instance)))
            return mode == EvalMode.Ansi ? fail("INTERVAL_ARITHMETIC_OVERFLOW") : null;
        return new CalendarInterval(
            (int)Wrap(months, IntegerType.Instance), (int)Wrap(days, IntegerType.Instance), (long)Wrap(microseconds, LongType.Instance));
    }

    /// <summary>A decimal as text without exponent.</summary>
    public static string Text(BigInteger value, int scale)
    {
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (value.Sign < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }
}

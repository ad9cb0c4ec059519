using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Casts of single values among the pairs that random programs use; the session's zone is UTC.</summary>
/// <remarks>Spark: Cast.scala, numerics.scala, UTF8String, SparkDateTimeUtils. Casts of floating point to strings are left to tests of known values.</remarks>
internal static partial class ReferenceCasts
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    /// <summary>True when this class knows the cast.</summary>
    public static bool Knows(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => false,
        (BooleanType or NumericType, NumericType) => true,
        (NumericType, BooleanType) => true,
        (BooleanType or IntegralType or DecimalType or DateType, StringType) => true,
        (StringType, BooleanType or IntegralType or DecimalType or DateType) => true,
        (DateType, TimestampType or TimestampNtzType) => true,
        (TimestampType or TimestampNtzType, DateType) => true,
        (TimestampType, TimestampNtzType) or (TimestampNtzType, TimestampType) => true,
        (TimestampType, LongType) => true,
        (StringType, BinaryType) => true,
        _ => false,
    };

    public static object? Compute(object value, DataType from, DataType to, EvalMode mode, Func<string, object> fail)
    {
        return (from, to) switch
        {
            (StringType, _) => OfText((string)value, to, mode, Rejected),
            (_, StringType) => ToText(value, from, mode),
            (BooleanType, _) => OfInteger((bool)value ? 1 : 0, to, mode, Rejected),
            (_, BooleanType) => IsTrue(value),
            (DateType, _) => DateToTimestamp((int)value, mode, fail),
            (TimestampType or TimestampNtzType, DateType) => (int)FloorDivide((long)value, MicrosecondsPerDay),
            (TimestampType, LongType) => FloorDivide((long)value, MicrosecondsPerSecond),
            (TimestampType or TimestampNtzType, TimestampType or TimestampNtzType) => value,
            (FloatType or DoubleType, FloatType or DoubleType) => ToFloating(Convert.ToDouble(value, CultureInfo.InvariantCulture), to),
            (FloatType or DoubleType, DecimalType decimals) => FloatingToDecimal(Convert.ToDouble(value, CultureInfo.InvariantCulture), decimals, Rejected),
            (FloatType or DoubleType, _) => FloatingToInteger(Convert.ToDouble(value, CultureInfo.InvariantCulture), to, mode, Rejected),
            (DecimalType source, DecimalType target) => OfDecimal(ReferenceArithmetic.Integer(value), source.Scale, target, Rejected),
            (DecimalType source, FloatType) => float.Parse(ReferenceArithmetic.Text(ReferenceArithmetic.Integer(value), source.Scale), CultureInfo.InvariantCulture),
            (DecimalType source, DoubleType) => double.Parse(ReferenceArithmetic.Text(ReferenceArithmetic.Integer(value), source.Scale), CultureInfo.InvariantCulture),
            (DecimalType source, _) => OfInteger(
                BigInteger.Divide(ReferenceArithmetic.Integer(value), BigInteger.Pow(10, source.Scale)), to, mode, Rejected),
            _ => OfInteger(ReferenceArithmetic.Integer(value), to, mode, Rejected),
        };

        object? Rejected(string condition) => mode == EvalMode.Ansi ? fail(condition) : null;
    }

    private static object? OfInteger(BigInteger value, DataType to, EvalMode mode, Func<string, object?> reject)
    {
        switch (to)
        {
            case FloatType or DoubleType:
                return to is FloatType ? (object)(float)(long)value : (double)(long)value;
            case DecimalType decimals:
                return OfDecimal(value, 0, decimals, reject);
        }

        if (ReferenceArithmetic.Fits(value, to))
            return ReferenceArithmetic.Box(value, to);
        return mode == EvalMode.Legacy ? ReferenceArithmetic.Wrap(value, to) : reject("CAST_OVERFLOW");
    }

    private static object? OfDecimal(BigInteger value, int scale, DecimalType to, Func<string, object?> reject)
    {
        var result = ReferenceArithmetic.Rescale(value, scale, to.Scale);
        return ReferenceArithmetic.Fits(result, to) ? (Int128)result : reject("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
    }

    private static object ToFloating(double value, DataType to) => to is FloatType ? (object)(float)value : value;

    private static bool IsTrue(object value) => value switch
    {
        float v => v != 0,
        double v => v != 0,
        _ => !ReferenceArithmetic.Integer(value).IsZero,
    };

    /// <summary>The shortest decimal text that reads back as the double, rounded; NaN and infinities are NULL in every mode.</summary>
    private static object? FloatingToDecimal(double value, DecimalType to, Func<string, object?> reject)
    {
        if (!double.IsFinite(value))
            return null;
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var (digits, scale) = Parse(shortest.Length <= text.Length ? shortest : text);
        return OfDecimal(scale < 0 ? digits * BigInteger.Pow(10, -scale) : digits, Math.Max(scale, 0), to, reject);
    }

    /// <summary>The fraction is cut off. Legacy: what lies outside saturates at INT or BIGINT, then wraps; NaN is 0.</summary>
    private static object? FloatingToInteger(double value, DataType to, EvalMode mode, Func<string, object?> reject)
    {
        if (mode == EvalMode.Legacy)
        {
            var wide = to is LongType ? new BigInteger(long.MaxValue) : int.MaxValue;
            var cut = double.IsNaN(value) ? 0 : value >= (double)wide ? wide : value <= -(double)wide - 1 ? -wide - 1 : new BigInteger(value);
            return ReferenceArithmetic.Wrap(cut, to);
        }

        var bits = to is LongType ? 64 : to is IntegerType ? 32 : to is ShortType ? 16 : 8;
        var most = (double)((BigInteger.One << (bits - 1)) - 1);
        var least = -(double)(BigInteger.One << (bits - 1));
        if (!(Math.Floor(value) <= most && Math.Ceiling(value) >= least))
            return reject("CAST_OVERFLOW");
        var result = new BigInteger(value);
        return ReferenceArithmetic.Box(ReferenceArithmetic.Fits(result, to) ? result : new BigInteger(long.MaxValue), to);
    }

    private static string ToText(object value, DataType from, EvalMode mode) => from switch
    {
        BooleanType => (bool)value ? "true" : "false",
        DateType => ReferenceDates.Text((int)value),
        DecimalType decimals => DecimalText(ReferenceArithmetic.Integer(value), decimals.Scale, mode),
        _ => ReferenceArithmetic.Integer(value).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>ANSI and TRY: plain digits. Else as Java's BigDecimal prints: with an exponent below 1E-6.</summary>
    private static string DecimalText(BigInteger value, int scale, EvalMode mode)
    {
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture);
        var exponent = digits.Length - 1 - scale;
        if (mode != EvalMode.Legacy || exponent >= -6)
            return ReferenceArithmetic.Text(value, scale);
        var sign = value.Sign < 0 ? "-" : "";
        return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}E{exponent}";
    }

    private static object? OfText(string text, DataType to, EvalMode mode, Func<string, object?> reject)
    {
        var trimmed = text.Trim();
        switch (to)
        {
            case BinaryType:
                return Core.Collections.EquatableArray.Create<byte>(System.Text.Encoding.UTF8.GetBytes(text));
            case BooleanType:
                return trimmed.ToLowerInvariant() switch
                {
                    "t" or "true" or "y" or "yes" or "1" => true,
                    "f" or "false" or "n" or "no" or "0" => false,
                    _ => reject("CAST_INVALID_INPUT"),
                };
            case DateType:
                return ReferenceDates.Parse(trimmed) ?? reject("CAST_INVALID_INPUT");
            case DecimalType decimals:
                if (!NumberText().IsMatch(trimmed))
                    return reject("CAST_INVALID_INPUT");
                var (digits, scale) = Parse(trimmed);
                return OfDecimal(scale < 0 ? digits * BigInteger.Pow(10, -scale) : digits, Math.Max(scale, 0), decimals, reject);
            default:
                return IntegerOfText(trimmed, to, mode, reject);
        }
    }

    /// <summary>Outside of ANSI and TRY, a fraction is allowed and cut off.</summary>
    private static object? IntegerOfText(string trimmed, DataType to, EvalMode mode, Func<string, object?> reject)
    {
        var match = (mode == EvalMode.Legacy ? IntegerOrFractionText() : IntegerText()).Match(trimmed);
        if (!match.Success)
            return reject("CAST_INVALID_INPUT");
        var number = BigInteger.Parse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return ReferenceArithmetic.Fits(number, to) ? ReferenceArithmetic.Box(number, to) : reject("CAST_INVALID_INPUT");
    }

    /// <summary>Digits and scale of a number with point and exponent.</summary>
    private static (BigInteger Digits, int Scale) Parse(string number)
    {
        var parts = number.ToUpperInvariant().Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        return (BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), fraction - exponent);
    }

    private static long FloorDivide(long value, long divisor) => (long)((Int128)value - ((((Int128)value % divisor) + divisor) % divisor)) / divisor;

    private static object? DateToTimestamp(int days, EvalMode mode, Func<string, object> fail)
    {
        var microseconds = (BigInteger)days * MicrosecondsPerDay;
        if (ReferenceArithmetic.Fits(microseconds, LongType.Instance))
            return (long)microseconds;
        return mode == EvalMode.Try ? null : fail("DATETIME_OVERFLOW");
    }

    [GeneratedRegex(@"^([+-]?\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"^([+-]?\d+)(\.\d*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerOrFractionText();

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberText();
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>What came of reading a decimal.</summary>
public enum DecimalParse : byte
{
    /// <summary>The number, rounded HALF_UP to the scale.</summary>
    Success,

    /// <summary>The text is no number.</summary>
    Malformed,

    /// <summary>The number has more than 38 digits before its point.</summary>
    Unsupported,

    /// <summary>The number does not fit the precision.</summary>
    DoesNotFit,
}

/// <summary>DECIMAL as casts read and write it: <c>java.math.BigDecimal</c>'s forms over an unscaled 128-bit integer.</summary>
public static class DecimalText
{
    /// <summary>The most bytes that <c>Format</c> and <c>FormatScientific</c> write.</summary>
    public const int MaxLength = 48;

    /// <summary>Reads <c>[sign]digits[.digits][e[sign]digits]</c> with blanks around.</summary>
    /// <param name="text">The text.</param>
    /// <param name="precision">The most digits.</param>
    /// <param name="scale">The digits after the point.</param>
    /// <param name="unscaled">The number times 10 to the power of <paramref name="scale"/>.</param>
    public static DecimalParse Parse(ReadOnlySpan<byte> text, int precision, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        text = AsciiText.TrimJava(text);
        if (!DecimalDigits.TryRead(text, out var digits))
            return DecimalParse.Malformed;
        if (digits.IntegralDigitCount > DecimalType.MaxPrecision)
            return DecimalParse.Unsupported;
        return digits.TryRound(scale, out unscaled) && WideMath.Fits(unscaled, precision) ? DecimalParse.Success : DecimalParse.DoesNotFit;
    }

    /// <summary>How many significant digits a number has as it is written, and how many of its digits stand behind the point; negative when zeros are missing before it.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> text, out long precision, out long scale)
    {
        var isNumber = DecimalDigits.TryRead(text, out var digits);
        (precision, scale) = isNumber ? (digits.Precision, digits.Scale) : (0, 0);
        return isNumber;
    }

    /// <summary>Writes all digits, without an exponent.</summary>
    /// <param name="unscaled">The number times 10 to the power of <paramref name="scale"/>.</param>
    /// <param name="scale">The digits after the point, 0 to 38.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>Java: <c>BigDecimal.toPlainString</c>.</remarks>
    public static int Format(Int128 unscaled, int scale, Span<byte> text)
    {
        var length = 0;
        if (unscaled < 0)
            text[length++] = (byte)'-';
        Span<byte> digits = stackalloc byte[MaxLength];
        var count = FormatDigits(WideMath.Magnitude(unscaled), digits);
        if (scale == 0)
        {
            digits[..count].CopyTo(text[length..]);
            return length + count;
        }

        var integral = count - scale;
        if (integral > 0)
        {
            digits[..integral].CopyTo(text[length..]);
            length += integral;
        }
        else
        {
            text[length++] = (byte)'0';
        }

        text[length++] = (byte)'.';
        for (; integral < 0; integral++)
            text[length++] = (byte)'0';
        digits[integral..count].CopyTo(text[length..]);
        return length + count - integral;
    }

    /// <summary>Writes as <c>BigDecimal.toString</c>: with an exponent where the number is below 10⁻⁶.</summary>
    /// <param name="unscaled">The number times 10 to the power of <paramref name="scale"/>.</param>
    /// <param name="scale">The digits after the point, 0 to 38.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int FormatScientific(Int128 unscaled, int scale, Span<byte> text)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        var count = FormatDigits(WideMath.Magnitude(unscaled), digits);
        var exponent = count - 1 - scale;
        if (scale == 0 || exponent >= -6)
            return Format(unscaled, scale, text);

        var length = 0;
        if (unscaled < 0)
            text[length++] = (byte)'-';
        text[length++] = digits[0];
        if (count > 1)
        {
            text[length++] = (byte)'.';
            digits[1..count].CopyTo(text[length..]);
            length += count - 1;
        }

        text[length++] = (byte)'E';
        return length + IntegerText.Format(exponent, text[length..]);
    }

    /// <summary>All digits as a string.</summary>
    public static string Format(Int128 unscaled, int scale)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(unscaled, scale, text)]);
    }

    /// <summary><see cref="FormatScientific(Int128, int, Span{byte})"/> as a string.</summary>
    public static string FormatScientific(Int128 unscaled, int scale)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..FormatScientific(unscaled, scale, text)]);
    }

    /// <summary>The closest double. Java: <c>BigDecimal.doubleValue</c>.</summary>
    public static double ToDouble(Int128 unscaled, int scale)
    {
        // Both operands are exact, so that the one division rounds correctly.
        if (scale <= 22 && WideMath.Magnitude(unscaled) <= 1UL << 53)
            return (long)unscaled / PowerOfTenDouble(scale);
        Span<byte> text = stackalloc byte[MaxLength];
        return double.Parse(text[..Format(unscaled, scale, text)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The closest float. Java: <c>BigDecimal.floatValue</c>.</summary>
    public static float ToSingle(Int128 unscaled, int scale)
    {
        if (scale <= 10 && WideMath.Magnitude(unscaled) <= 1UL << 24)
            return (long)unscaled / (float)PowerOfTenDouble(scale);
        Span<byte> text = stackalloc byte[MaxLength];
        return float.Parse(text[..Format(unscaled, scale, text)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Rounds the shortest digits of a finite double HALF_UP to a scale; false when the result does not fit the precision. Java:
    /// <c>new BigDecimal(Double.toString(value)).setScale(scale, HALF_UP)</c>.
    /// </summary>
    public static bool TryFromDouble(double value, int precision, int scale, out Int128 unscaled)
    {
        Debug.Assert(double.IsFinite(value), "no decimal stands for NaN or infinity");
        Span<byte> digits = stackalloc byte[24];
        var count = FloatingPointText.ShortestDigits(value, digits, out var exponent);
        var number = new DecimalDigits(digits[..count], double.IsNegative(value), count - 1 - exponent);
        return number.TryRound(scale, out unscaled) && WideMath.Fits(unscaled, precision);
    }

    private static double PowerOfTenDouble(int exponent) => exponent <= 18
        ? WideMath.PowerOfTen64(exponent)
        : WideMath.PowerOfTen64(18) * (double)WideMath.PowerOfTen64(exponent - 18);

    private static int FormatDigits(UInt128 magnitude, Span<byte> digits)
    {
        const ulong chunk = 10_000_000_000_000_000_000;
        if (magnitude <= ulong.MaxValue)
        {
            ((ulong)magnitude).TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }

        var (upper, lower) = WideMath.DivRem(magnitude, chunk);
        var written = FormatDigits(upper, digits);
        ((ulong)lower).TryFormat(digits[written..], out var rest, "D19", CultureInfo.InvariantCulture);
        return written + rest;
    }
}

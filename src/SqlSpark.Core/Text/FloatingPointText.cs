using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace SqlSpark.Core.Text;

/// <summary>FLOAT and DOUBLE as casts read and write them: in Java's forms.</summary>
/// <remarks>
/// <c>Double.toString</c> as since Java 19: the shortest digits that read back, of several the closest, but at least two of them; a fraction
/// always; an exponent below 10⁻³ and from 10⁷ on. <c>Double.parseDouble</c>: decimal and hexadecimal literals with an optional suffix f or d.
/// </remarks>
public static class FloatingPointText
{
    /// <summary>The most bytes that <c>Format</c> writes.</summary>
    public const int MaxLength = 32;

    // Below these the shortest form may have a single digit where two digits come closer: 4.9E-324, not 5.0E-324.
    private const double FewDigitsDouble = 1e-305;
    private const float FewDigitsFloat = 1e-36f;

    /// <summary>Writes a double.</summary>
    /// <param name="value">The number.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(double value, Span<byte> text) => Format<double>(value, text, Math.Abs(value) < FewDigitsDouble);

    /// <summary>Writes a float.</summary>
    /// <param name="value">The number.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(float value, Span<byte> text) => Format<float>(value, text, Math.Abs(value) < FewDigitsFloat);

    /// <summary>A double as a string.</summary>
    public static string Format(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(value, text)]);
    }

    /// <summary>A float as a string.</summary>
    public static string Format(float value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(value, text)]);
    }

    /// <summary>Reads a double; <c>inf</c>, <c>infinity</c> and <c>nan</c> in any case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) => TryParse<double>(text, out value);

    /// <summary>Reads a float; <c>inf</c>, <c>infinity</c> and <c>nan</c> in any case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value) => TryParse<float>(text, out value);

    /// <summary>The significant digits of a finite number, without zeros at either end, and the exponent of the first of them.</summary>
    /// <param name="value">The number; its sign is ignored.</param>
    /// <param name="digits">At least 20 bytes.</param>
    /// <param name="exponent">The number is d.ddd times 10 to this power.</param>
    /// <returns>How many digits there are: none for zero.</returns>
    internal static int ShortestDigits(double value, Span<byte> digits, out int exponent) =>
        ShortestDigits(value, digits, out exponent, Math.Abs(value) < FewDigitsDouble);

    private static int Format<T>(T value, Span<byte> text, bool hasFewDigits)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(value))
            return Copy(T.IsNaN(value) ? "NaN"u8 : T.IsPositive(value) ? "Infinity"u8 : "-Infinity"u8, text);

        var length = 0;
        if (T.IsNegative(value))
            text[length++] = (byte)'-';
        Span<byte> digits = stackalloc byte[24];
        var count = ShortestDigits(value, digits, out var exponent, hasFewDigits);
        digits = digits[..count];
        if (count == 0)
            return length + Copy("0.0"u8, text[length..]);
        if (exponent is < -3 or >= 7)
            return length + FormatScientific(digits, exponent, text[length..]);
        return length + FormatPlain(digits, exponent, text[length..]);
    }

    private static int FormatScientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> text)
    {
        text[0] = digits[0];
        text[1] = (byte)'.';
        var length = 2 + (digits.Length > 1 ? Copy(digits[1..], text[2..]) : Copy("0"u8, text[2..]));
        text[length++] = (byte)'E';
        return length + IntegerText.Format(exponent, text[length..]);
    }

    private static int FormatPlain(ReadOnlySpan<byte> digits, int exponent, Span<byte> text)
    {
        if (exponent < 0)
        {
            var zeros = Copy("0.00"u8[..(1 - exponent)], text);
            return zeros + Copy(digits, text[zeros..]);
        }

        var integral = exponent + 1;
        for (var i = 0; i < integral; i++)
            text[i] = i < digits.Length ? digits[i] : (byte)'0';
        text[integral] = (byte)'.';
        return integral + 1 + Copy(digits.Length > integral ? digits[integral..] : "0"u8, text[(integral + 1)..]);
    }

    private static int ShortestDigits<T>(T value, Span<byte> digits, out int exponent, bool hasFewDigits)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Span<byte> shortest = stackalloc byte[400];
        T.Abs(value).TryFormat(shortest, out var written, "R", CultureInfo.InvariantCulture);
        var count = Digits(shortest[..written], digits, out exponent);
        if (count == 1 && hasFewDigits)
        {
            T.Abs(value).TryFormat(shortest, out written, "E1", CultureInfo.InvariantCulture);
            count = Digits(shortest[..written], digits, out exponent);
        }

        return count;
    }

    /// <summary>Takes the digits out of <c>ddd.ddd</c> or <c>d.dddE+ddd</c>.</summary>
    private static int Digits(ReadOnlySpan<byte> text, Span<byte> digits, out int exponent)
    {
        var count = 0;
        var pointAt = -1;
        var seen = 0;
        exponent = 0;
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '.')
            {
                pointAt = seen;
            }
            else if (character == 'E')
            {
                written = int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else
            {
                seen++;
                if (count > 0 || character != '0')
                {
                    if (count == 0)
                        exponent = -seen;
                    if (count < digits.Length)
                        digits[count] = character;
                    count++;
                }
            }
        }

        if (count == 0)
            return 0;
        exponent += (pointAt < 0 ? seen : pointAt) + written;
        count = Math.Min(count, digits.Length);
        while (digits[count - 1] == '0')
            count--;
        return count;
    }

    private static bool TryParse<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        value = T.Zero;
        text = AsciiText.TrimJava(text);
        if (text.IsEmpty)
            return false;
        var isNegative = text[0] == '-';
        var unsigned = isNegative || text[0] == '+' ? text[1..] : text;
        if (unsigned.IsEmpty)
            return false;

        if (!AsciiText.IsDigit(unsigned[0]) && unsigned[0] != '.')
            return TryParseWord(unsigned, isNegative, hasSign: unsigned.Length < text.Length, out value);
        if (unsigned.Length > 1 && unsigned[0] == '0' && AsciiText.ToLower(unsigned[1]) == 'x')
            return TryParseHexadecimal(unsigned[2..], isNegative, out value);
        var length = DecimalLength(unsigned);
        if (length == 0 || (length < unsigned.Length && !(length == unsigned.Length - 1 && IsSuffix(unsigned[length]))))
            return false;
        if (typeof(T) == typeof(double) && DecimalToDouble.TryParse(unsigned[..length], out var number))
            value = T.CreateTruncating(number);
        else if (!T.TryParse(unsigned[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return false;
        value = isNegative ? -value : value;
        return true;
    }

    private static bool IsSuffix(byte character) => AsciiText.ToLower(character) is (byte)'f' or (byte)'d';

    /// <summary>The length of <c>[digits][.digits][e[sign]digits]</c> at the start of the text; 0 when it does not begin with a number.</summary>
    private static int DecimalLength(ReadOnlySpan<byte> text)
    {
        var position = DigitsLength(text);
        var digitCount = position;
        if (position < text.Length && text[position] == '.')
        {
            var fraction = DigitsLength(text[(position + 1)..]);
            digitCount += fraction;
            position += 1 + fraction;
        }

        if (digitCount == 0)
            return 0;
        if (position == text.Length || AsciiText.ToLower(text[position]) != 'e')
            return position;
        var exponent = position + 1;
        if (exponent < text.Length && text[exponent] is (byte)'+' or (byte)'-')
            exponent++;
        var exponentDigits = DigitsLength(text[exponent..]);
        return exponentDigits == 0 ? 0 : exponent + exponentDigits;
    }

    private static int DigitsLength(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : length;
    }

    /// <summary>Java's words are <c>NaN</c> and <c>Infinity</c> with any sign; Spark adds others in any case, but no sign before <c>nan</c>.</summary>
    private static bool TryParseWord<T>(ReadOnlySpan<byte> word, bool isNegative, bool hasSign, out T value)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        value = T.NaN;
        if (word.SequenceEqual("NaN"u8) || (!hasSign && AsciiText.EqualsWord(word, "nan"u8)))
            return true;
        value = isNegative ? T.NegativeInfinity : T.PositiveInfinity;
        return AsciiText.EqualsWord(word, "inf"u8) || AsciiText.EqualsWord(word, "infinity"u8);
    }

    /// <summary><c>hex[.hex]p[sign]digits[suffix]</c> after <c>0x</c>; the exponent must be there.</summary>
    private static bool TryParseHexadecimal<T>(ReadOnlySpan<byte> text, bool isNegative, out T value)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        value = T.Zero;
        var mantissa = BigInteger.Zero;
        var fractionDigits = 0;
        var digitCount = 0;
        var hasPoint = false;
        var position = 0;
        for (; position < text.Length; position++)
        {
            var character = (char)text[position];
            if (character == '.' && !hasPoint)
            {
                hasPoint = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(character))
                break;
            mantissa = (mantissa * 16) + Convert.ToInt32(character.ToString(), 16);
            digitCount++;
            fractionDigits += hasPoint ? 1 : 0;
        }

        if (digitCount == 0 || position == text.Length || AsciiText.ToLower(text[position]) != 'p')
            return false;
        var exponent = text[(position + 1)..];
        if (!exponent.IsEmpty && IsSuffix(exponent[^1]))
            exponent = exponent[..^1];
        if (exponent.IsEmpty || !int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power))
            return false;
        value = Scale<T>(mantissa, Math.Clamp(power, -100_000, 100_000) - (4 * fractionDigits));
        value = isNegative ? -value : value;
        return true;
    }

    /// <summary><c>mantissa * 2^power</c>, correctly rounded: as a quotient of integers that the runtime's decimal parser rounds once.</summary>
    private static T Scale<T>(BigInteger mantissa, int power)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (mantissa.IsZero)
            return T.Zero;
        if (power >= 0)
            return mantissa.GetBitLength() + power > 2000 ? T.PositiveInfinity : Exactly(mantissa << power, 0);
        if (mantissa.GetBitLength() + power < -2000)
            return T.Zero;
        return Exactly(mantissa * BigInteger.Pow(5, -power), power);

        static T Exactly(BigInteger digits, int exponent) => T.Parse(
            string.Create(CultureInfo.InvariantCulture, $"{digits}E{exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        Debug.Assert(to.Length >= from.Length, "too little room for a number");
        from.CopyTo(to);
        return from.Length;
    }
}

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads decimals as <c>java.math.BigDecimal</c> does.</summary>
internal static class CsvDecimals
{
    private const int MaxDigits = 38;

    /// <summary>Powers of ten up to 10³⁸.</summary>
    private static readonly Int128[] Powers = MakePowers();

    /// <summary>Reads a number and rounds it, half up, to a scale.</summary>
    /// <param name="text">A sign, digits with a point, an exponent; commas between digits count for nothing.</param>
    /// <param name="precision">The most digits.</param>
    /// <param name="scale">The digits after the point.</param>
    /// <param name="value">The unscaled value.</param>
    /// <returns>False for other texts and for numbers with more digits than that.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, int precision, int scale, out Int128 value)
    {
        value = 0;
        Span<byte> digits = stackalloc byte[MaxDigits + 2];
        if (!TryScan(text, allowsCommas: true, digits, out var digitCount, out var pointExponent, out var isNegative))
            return false;
        if (digitCount == 0)
            return true;

        // The value is 0.d1d2d3... times 10^pointExponent; that many digits stand before the wanted end.
        var kept = pointExponent + (long)scale;
        if (kept > precision)
            return false;
        if (kept < 0)
            return true;
        for (var i = 0; i < kept; i++)
            value = (value * 10) + (i < digitCount && i < digits.Length ? digits[i] : 0);
        if (kept < digitCount && kept < digits.Length && digits[(int)kept] >= 5)
            value++;
        if (value >= Powers[precision])
            return false;
        if (isNegative)
            value = -value;
        return true;
    }

    /// <summary>The precision and scale of a number as it is written, for the inference of types; false if it is none.</summary>
    public static bool TryGetShape(ReadOnlySpan<byte> text, out int precision, out long scale)
    {
        Span<byte> digits = stackalloc byte[1];
        precision = 0;
        scale = 0;
        if (!TryScan(text, allowsCommas: false, digits, out var digitCount, out _, out _))
            return false;
        scale = ScaleOf(text);
        precision = Math.Max(digitCount, 1);
        return true;
    }

    private static long ScaleOf(ReadOnlySpan<byte> text)
    {
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = exponentAt < 0 ? 0 : long.Parse(text[(exponentAt + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf((byte)'.');
        return (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
    }

    /// <summary>Finds the significant digits of a number and where its point stands.</summary>
    private static bool TryScan(
        ReadOnlySpan<byte> text, bool allowsCommas, Span<byte> digits, out int digitCount, out long pointExponent, out bool isNegative)
    {
        digitCount = 0;
        pointExponent = 0;
        var at = 0;
        isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+'))
            at++;
        var (hasDigits, hasPoint) = (false, false);
        for (; at < text.Length; at++)
        {
            var digit = (uint)text[at] - '0';
            if (digit <= 9)
            {
                hasDigits = true;
                if (digit == 0 && digitCount == 0)
                {
                    if (hasPoint)
                        pointExponent--;
                    continue;
                }

                if (digitCount < digits.Length)
                    digits[digitCount] = (byte)digit;
                digitCount++;
                if (!hasPoint)
                    pointExponent++;
            }
            else if (text[at] == '.' && !hasPoint)
            {
                hasPoint = true;
            }
            else if (text[at] != ',' || !allowsCommas)
            {
                break;
            }
        }

        if (!hasDigits)
            return false;
        if (at == text.Length)
            return true;
        if (text[at] is not ((byte)'e' or (byte)'E') || !TryReadExponent(text[(at + 1)..], allowsCommas, out var exponent))
            return false;
        pointExponent += exponent;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, bool allowsCommas, out long exponent)
    {
        exponent = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+'))
            text = text[1..];
        var hasDigits = false;
        foreach (var character in text)
        {
            if (character == ',' && allowsCommas)
                continue;
            var digit = (uint)character - '0';
            if (digit > 9)
                return false;
            hasDigits = true;
            exponent = (exponent * 10) + digit;
            if (exponent > int.MaxValue)
                return false;
        }

        if (isNegative)
            exponent = -exponent;
        return hasDigits;
    }

    private static Int128[] MakePowers()
    {
        var powers = new Int128[MaxDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}

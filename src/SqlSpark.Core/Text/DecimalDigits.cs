using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>A decimal number of any length as it stands in a text: significant digits, possibly around a point, and a scale.</summary>
/// <param name="digits">Digits without leading zeros; a point among them is skipped.</param>
/// <param name="isNegative">True when a minus stands before them.</param>
/// <param name="scale">The value is the digits times 10 to the power of minus this.</param>
internal readonly ref struct DecimalDigits(ReadOnlySpan<byte> digits, bool isNegative, long scale)
{
    private const int MaxExponentDigits = 10;

    private readonly ReadOnlySpan<byte> _digits = digits;

    /// <summary>Significant digits; zero counts as one.</summary>
    public int Precision => Math.Max(1, _digits.Length - (_digits.Contains((byte)'.') ? 1 : 0));

    /// <summary>The value is the digits times 10 to the power of minus this.</summary>
    public long Scale => scale;

    /// <summary>Digits before the point; negative when zeros follow it.</summary>
    public long IntegralDigitCount => Precision - scale;

    /// <summary>Rounds HALF_UP to a scale; false when the result has more than 38 digits.</summary>
    public bool TryRound(int toScale, out Int128 unscaled)
    {
        unscaled = 0;
        var kept = (_digits.IsEmpty ? 0 : Precision) - (scale - toScale);
        if (_digits.IsEmpty || kept < 0)
            return true;                // below half of the last place
        if (kept > DecimalType.MaxPrecision)
            return false;

        var position = 0;
        var first = 0L;
        for (var i = 0L; i < Math.Min(kept, WideMath.MaxPowerOfInt64); i++)
            first = (first * 10) + NextDigit(ref position);
        Int128 magnitude = first;
        for (var i = (long)WideMath.MaxPowerOfInt64; i < kept; i++)
            magnitude = (magnitude * 10) + NextDigit(ref position);
        if (NextDigit(ref position) >= 5)
            magnitude++;
        unscaled = isNegative ? -magnitude : magnitude;
        return WideMath.Fits(magnitude, DecimalType.MaxPrecision);
    }

    /// <summary>Reads <c>[sign]digits[.digits][e[sign]digits]</c>. Java: <c>new BigDecimal(String)</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DecimalDigits number)
    {
        number = default;
        if (text.IsEmpty)
            return false;
        var isNegative = text[0] == '-';
        var position = isNegative || text[0] == '+' ? 1 : 0;
        var firstSignificant = -1;
        var digitCount = 0;
        var point = -1;
        for (; position < text.Length; position++)
        {
            if (text[position] == '.' && point < 0)
            {
                point = position;
                continue;
            }

            if (!AsciiText.IsDigit(text[position]))
                break;
            digitCount++;
            if (firstSignificant < 0 && text[position] != '0')
                firstSignificant = position;
        }

        if (digitCount == 0)
            return false;
        var scale = point < 0 ? 0L : position - point - 1;
        var significant = firstSignificant < 0 ? default : text[firstSignificant..position];
        if (position < text.Length)
        {
            if (!TryReadExponent(text[position..], out var exponent))
                return false;
            scale -= exponent;
        }

        if (scale != (int)scale)
            return false;
        number = new DecimalDigits(significant, isNegative, scale);
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (AsciiText.ToLower(text[0]) != 'e')
            return false;
        text = text[1..];
        var isNegative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && (isNegative || text[0] == '+'))
            text = text[1..];
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        text = text.TrimStart((byte)'0');
        if (text.Length > MaxExponentDigits)
            return false;
        foreach (var digit in text)
            exponent = (exponent * 10) + (digit - '0');
        exponent = isNegative ? -exponent : exponent;
        return exponent == (int)exponent;
    }

    private int NextDigit(ref int position)
    {
        if (position < _digits.Length && _digits[position] == '.')
            position++;
        return position < _digits.Length ? _digits[position++] - '0' : 0;
    }
}

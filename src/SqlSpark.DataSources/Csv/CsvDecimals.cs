using System.Globalization;
using SqlSpark.Core.Text;

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads decimals as <c>new java.math.BigDecimal(String)</c> does: without blanks.</summary>
internal static class CsvDecimals
{
    private const int MaxTextLength = 512;

    /// <summary>Reads a number and rounds it, half up, to a scale. Commas count for nothing.</summary>
    /// <returns>False for other texts and for numbers with more digits than <paramref name="precision"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, int precision, int scale, out Int128 value)
    {
        if (text.Contains((byte)','))
        {
            Span<byte> buffer = text.Length <= MaxTextLength ? stackalloc byte[text.Length] : new byte[text.Length];
            var length = 0;
            foreach (var character in text)
            {
                if (character != ',')
                    buffer[length++] = character;
            }

            return TryReadPlain(buffer[..length], precision, scale, out value);
        }

        return TryReadPlain(text, precision, scale, out value);
    }

    /// <summary>
    /// Whether a text is a number, and if it is written without digits after the point, how many significant digits it has: 0 when it has
    /// such digits or an exponent that moves the point.
    /// </summary>
    public static bool TryGetIntegralPrecision(ReadOnlySpan<byte> text, out int precision)
    {
        precision = 0;
        if (HasBlanks(text) || DecimalText.Parse(text, 38, 0, out _) == DecimalParse.Malformed)
            return false;
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = (exponentAt < 0 ? text : text[..exponentAt]).TrimStart("+-"u8);
        var point = mantissa.IndexOf((byte)'.');
        var fractionLength = point < 0 ? 0 : mantissa.Length - point - 1;
        var exponent = exponentAt < 0 ? 0 : long.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (fractionLength != exponent)
            return true;
        var significant = mantissa.TrimStart("0."u8);
        precision = Math.Max(significant.Length - (significant.Contains((byte)'.') ? 1 : 0), 1);
        return true;
    }

    private static bool TryReadPlain(ReadOnlySpan<byte> text, int precision, int scale, out Int128 value)
    {
        value = 0;
        return !HasBlanks(text) && DecimalText.Parse(text, precision, scale, out value) == DecimalParse.Success;
    }

    private static bool HasBlanks(ReadOnlySpan<byte> text) => text.IsEmpty || text[0] <= ' ' || text[^1] <= ' ';
}

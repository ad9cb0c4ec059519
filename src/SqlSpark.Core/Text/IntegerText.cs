using System.Globalization;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Text;

/// <summary>Integers as casts read and write them. Spark: <c>UTF8String.toLong</c>.</summary>
public static class IntegerText
{
    /// <summary>The most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 20;

    /// <summary>Reads blanks, an optional sign, digits, and where a fraction is allowed a point and digits that are dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowFraction">True in legacy mode: <c>1.9</c>, <c>.5</c> and even <c>.</c> are integers.</param>
    /// <param name="value">The integer, rounded towards zero.</param>
    /// <returns>False when the text is malformed or does not fit 64 bits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, bool allowFraction, out long value)
    {
        value = 0;
        text = AsciiText.TrimAll(text);
        if (text.IsEmpty)
            return false;
        var isNegative = text[0] == '-';
        var position = isNegative || text[0] == '+' ? 1 : 0;
        if (position == text.Length)
            return false;

        // The negative range is the larger one.
        var negated = 0L;
        for (; position < text.Length; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (digit > 9)
            {
                if (text[position] != '.' || !allowFraction || text[(position + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                    return false;
                break;
            }

            if (negated < long.MinValue / 10)
                return false;
            negated = unchecked((negated * 10) - digit);
            if (negated > 0)
                return false;
        }

        if (!isNegative && negated == long.MinValue)
            return false;
        value = isNegative ? negated : -negated;
        return true;
    }

    /// <summary>Writes the digits of an integer.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Format(long value, Span<byte> text)
    {
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}

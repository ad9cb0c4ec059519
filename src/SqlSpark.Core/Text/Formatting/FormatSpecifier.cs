using System.Globalization;
using System.Text;

namespace SqlSpark.Core.Text.Formatting;

/// <summary>A part of a format of Java's <c>Formatter</c>: a text, or a conversion of an argument.</summary>
/// <param name="Text">The text; null for a conversion.</param>
/// <param name="Argument">The argument, from 0; -1 for conversions without one, <c>%n</c> and <c>%%</c>.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Width">The least width; -1 when there is none.</param>
/// <param name="Precision">The precision; -1 when there is none.</param>
/// <param name="Conversion">The letter.</param>
public sealed record FormatSpecifier(string? Text, int Argument, string Flags, int Width, int Precision, char Conversion)
{
    /// <summary>Takes a format apart; false when it is none.</summary>
    public static bool TryParse(string format, out FormatSpecifier[] parts)
    {
        ArgumentNullException.ThrowIfNull(format);
        var list = new List<FormatSpecifier>();
        parts = [];
        var (ordinary, last) = (0, -1);
        for (var i = 0; i < format.Length;)
        {
            var next = format.IndexOf('%', i);
            if (next != i)
            {
                list.Add(new FormatSpecifier(format[i..(next < 0 ? format.Length : next)], -1, "", -1, -1, ' '));
                i = next < 0 ? format.Length : next;
                continue;
            }

            if (!TryParseConversion(format, ref i, ref ordinary, ref last, out var part))
                return false;
            list.Add(part);
        }

        parts = [.. list];
        return true;
    }

    private static bool TryParseConversion(string format, ref int i, ref int ordinary, ref int last, out FormatSpecifier part)
    {
        part = new FormatSpecifier(null, -1, "", -1, -1, ' ');
        i++;
        var start = i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
            i++;
        var argument = -1;
        if (i > start && i < format.Length && format[i] == '$' && format[start] != '0')
            argument = int.Parse(format.AsSpan(start, i++ - start), CultureInfo.InvariantCulture) - 1;
        else
            i = start;
        var isSame = i < format.Length && format[i] == '<';
        if (isSame)
            i++;
        start = i;
        while (i < format.Length && format[i] is '-' or '#' or '+' or ' ' or '0' or ',' or '(')
            i++;
        var flags = format[start..i];
        var width = ReadNumber(format, ref i);
        var precision = -1;
        if (i < format.Length && format[i] == '.')
        {
            i++;
            precision = ReadNumber(format, ref i);
            if (precision < 0)
                return false;
        }

        if (i >= format.Length)
            return false;
        var conversion = format[i++];
        if ("bBhHsScCdoxXeEfgGaA%n".IndexOf(conversion, StringComparison.Ordinal) < 0)
            return false;
        if (conversion is not ('%' or 'n'))
        {
            if (isSame)
                argument = last;
            else if (argument < 0)
                argument = ordinary++;
            last = argument;
            if (argument < 0)
                return false;
        }

        part = new FormatSpecifier(null, argument, flags, width, precision, conversion);
        return true;
    }

    private static int ReadNumber(string format, ref int i)
    {
        var start = i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
            i++;
        return i == start ? -1 : int.TryParse(format.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : int.MaxValue;
    }

    /// <summary>Writes a text conversion: the value cut to the precision.</summary>
    public void AppendText(string value, StringBuilder output)
    {
        if (Precision >= 0 && value.Length > Precision)
            value = value[..Precision];
        AppendPadded(char.IsAsciiLetterUpper(Conversion) ? value.ToUpperInvariant() : value, output);
    }

    /// <summary>Writes a whole number; false when the conversion or a flag does not suit it.</summary>
    /// <param name="value">The number.</param>
    /// <param name="bits">The bits of its type, for the digits of negative numbers in other bases.</param>
    /// <param name="output">Takes the text.</param>
    public bool TryAppendInteger(long value, int bits, StringBuilder output)
    {
        switch (Conversion)
        {
            case 'd':
                var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture);
                AppendSigned(value < 0, Flags.Contains(',', StringComparison.Ordinal) ? Grouped(digits) : digits, output);
                return true;
            case 'x' or 'X' or 'o':
                var unsigned = bits == 64 ? (ulong)value : (ulong)value & ((1UL << bits) - 1);
                var text = Conversion == 'o' ? Octal(unsigned) : unsigned.ToString("x", CultureInfo.InvariantCulture);
                if (Flags.Contains('#', StringComparison.Ordinal))
                    text = (Conversion == 'o' ? "0" : "0x") + text;
                if (Flags.Contains('0', StringComparison.Ordinal) && Width > text.Length)
                    text = text.PadLeft(Width, '0');
                AppendPadded(Conversion == 'X' ? text.ToUpperInvariant() : text, output);
                return true;
            case 'c' or 'C' when value is >= 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF):
                AppendPadded(char.ConvertFromUtf32((int)value), output);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes a number with a fraction; false when the conversion or a flag does not suit it.</summary>
    public bool TryAppendDouble(double value, StringBuilder output)
    {
        if (!double.IsFinite(value))
        {
            if (Conversion is not ('f' or 'e' or 'E' or 'g' or 'G'))
                return false;
            var name = double.IsNaN(value) ? "NaN" : "Infinity";
            AppendPadded((value < 0 ? "-" : Flags.Contains('+', StringComparison.Ordinal) && !double.IsNaN(value) ? "+" : "") + name, output);
            return true;
        }

        var precision = Precision < 0 ? 6 : Precision;
        var magnitude = Math.Abs(value);
        string digits;
        switch (Conversion)
        {
            case 'f':
                digits = Fixed(magnitude, precision);
                break;
            case 'e' or 'E':
                digits = Scientific(magnitude, precision);
                break;
            case 'g' or 'G':
                precision = precision == 0 ? 1 : precision;
                digits = magnitude != 0 && (magnitude < 1e-4 || magnitude >= Math.Pow(10, precision))
                    ? Scientific(magnitude, precision - 1)
                    : Fixed(magnitude, magnitude == 0 ? precision - 1 : Math.Max(0, precision - 1 - (int)Math.Floor(Math.Log10(magnitude))));
                break;
            default:
                return false;
        }

        if (Flags.Contains(',', StringComparison.Ordinal))
        {
            var point = digits.IndexOf('.', StringComparison.Ordinal);
            digits = point < 0 ? Grouped(digits) : Grouped(digits[..point]) + digits[point..];
        }

        AppendSigned(double.IsNegative(value), char.IsAsciiLetterUpper(Conversion) ? digits.ToUpperInvariant() : digits, output);
        return true;
    }

    /// <summary>Writes a line end or a percent sign.</summary>
    public void AppendSign(StringBuilder output) => AppendPadded(Conversion == 'n' ? "\n" : "%", output);

    /// <summary>Writes a text filled up with blanks to the width.</summary>
    public void AppendPadded(string value, StringBuilder output)
    {
        var missing = Width - value.Length;
        var isLeft = Flags.Contains('-', StringComparison.Ordinal);
        if (missing > 0 && !isLeft)
            output.Append(' ', missing);
        output.Append(value);
        if (missing > 0 && isLeft)
            output.Append(' ', missing);
    }

    // The digits are those that the number prints as, rounded half up, as Java does.
    private static string Fixed(double magnitude, int precision)
    {
        var text = magnitude.ToString("R", CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && precision <= 20
            ? decimal.Round(exact, precision, MidpointRounding.AwayFromZero).ToString($"F{precision}", CultureInfo.InvariantCulture)
            : magnitude.ToString($"F{precision}", CultureInfo.InvariantCulture);
    }

    private static string Scientific(double magnitude, int precision)
    {
        if (magnitude == 0 || precision > 20)
            return WithExponent(magnitude.ToString($"e{precision}", CultureInfo.InvariantCulture));
        var text = magnitude.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = magnitude.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest[..(shortest.IndexOf('E', StringComparison.Ordinal) is >= 0 and var end ? end : shortest.Length)].Where(char.IsAsciiDigit)]).TrimStart('0');
        var mantissa = decimal.Round(decimal.Parse($"{digits[0]}.{digits[1..]}0", CultureInfo.InvariantCulture), precision, MidpointRounding.AwayFromZero);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (mantissa >= 10)
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        return WithExponent(string.Create(CultureInfo.InvariantCulture, $"{mantissa.ToString($"F{precision}", CultureInfo.InvariantCulture)}e{exponent}"));
    }

    private static string WithExponent(string text)
    {
        var exponent = text.IndexOf('e', StringComparison.Ordinal);
        var number = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, exponent)}e{(number < 0 ? '-' : '+')}{Math.Abs(number):00}");
    }

    private static string Grouped(string digits)
    {
        var builder = new StringBuilder(digits);
        for (var i = digits.Length - 3; i > 0; i -= 3)
            builder.Insert(i, ',');
        return builder.ToString();
    }

    private static string Octal(ulong value)
    {
        var builder = new StringBuilder();
        do
        {
            builder.Insert(0, (char)('0' + (value & 7)));
            value >>= 3;
        }
        while (value != 0);
        return builder.ToString();
    }

    private void AppendSigned(bool isNegative, string digits, StringBuilder output)
    {
        var isBracketed = isNegative && Flags.Contains('(', StringComparison.Ordinal);
        var sign = isBracketed ? "(" : isNegative ? "-" : Flags.Contains('+', StringComparison.Ordinal) ? "+" : Flags.Contains(' ', StringComparison.Ordinal) ? " " : "";
        var end = isBracketed ? ")" : "";
        if (Flags.Contains('0', StringComparison.Ordinal) && Width > sign.Length + digits.Length + end.Length)
            digits = digits.PadLeft(Width - sign.Length - end.Length, '0');
        AppendPadded(sign + digits + end, output);
    }
}

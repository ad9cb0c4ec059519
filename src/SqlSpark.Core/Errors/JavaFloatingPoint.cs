using System.Globalization;

namespace SqlSpark.Core.Errors;

/// <summary>
/// Writes floating-point numbers for messages in Java's form: always with a fraction, and with an exponent below 10⁻³ and
/// from 10⁷ on. The digits are the shortest that read back, as since Java 19, and the nearest two where one would do.
/// </summary>
internal static class JavaFloatingPoint
{
    internal static string Format(double value) => Shortest(value);

    internal static string Format(float value) => Shortest(value);

    private static string Shortest<T>(T value)
        where T : struct, IFormattable
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return Arrange(HasOneDigit(shortest) ? value.ToString("E1", CultureInfo.InvariantCulture) : shortest);
    }

    private static bool HasOneDigit(string shortest)
    {
        var mantissa = shortest.AsSpan(shortest[0] == '-' ? 1 : 0);
        return mantissa[0] is not '0' && (mantissa.Length == 1 || mantissa[1] == 'E');
    }

    private static string Arrange(string shortest)
    {
        var sign = shortest[0] == '-' ? "-" : "";
        var text = shortest.AsSpan(sign.Length);
        var exponentStart = text.IndexOf('E');
        var exponent = exponentStart < 0 ? 0 : int.Parse(text[(exponentStart + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentStart < 0 ? text : text[..exponentStart];

        var point = mantissa.IndexOf('.');
        var allDigits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var digits = allDigits.TrimStart('0');
        exponent += (point < 0 ? mantissa.Length : point) - 1 - (allDigits.Length - digits.Length);
        digits = digits.TrimEnd('0');
        if (digits.Length == 0)
            return sign + "0.0";
        if (exponent is < -3 or >= 7)
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{(digits.Length == 1 ? "0" : digits[1..])}E{exponent}");
        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return exponent + 1 >= digits.Length
            ? sign + digits.PadRight(exponent + 1, '0') + ".0"
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}

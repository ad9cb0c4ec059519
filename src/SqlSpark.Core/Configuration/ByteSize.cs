using System.Globalization;

namespace SqlSpark.Core.Configuration;

/// <summary>
/// Numbers of bytes as Spark's configuration writes them: <c>8g</c>, <c>64MB</c>, <c>512k</c>, <c>100</c>; units are powers of 1024.
/// </summary>
public static class ByteSize
{
    private const string Units = "bkmgtp";

    /// <summary>Reads digits and an optional unit (<c>b k kb m mb g gb t tb p pb</c>, in any case). A minus sign is allowed.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>False for another form or a number of bytes over 63 bits.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var span = text.AsSpan();
        var digits = span.LastIndexOfAnyInRange('0', '9') + 1;
        if (!long.TryParse(span[..digits], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return false;
        var unit = span[digits..].Trim();
        if (unit.Length is 2 && (unit[1] | 0x20) == 'b' && (unit[0] | 0x20) != 'b')
            unit = unit[..1];
        if (unit.Length > 1)
            return false;
        var power = unit.IsEmpty ? 0 : Units.IndexOf((char)(unit[0] | 0x20), StringComparison.Ordinal);
        if (power < 0)
            return false;
        var product = (Int128)count << (10 * power);
        bytes = (long)product;
        return bytes == product;
    }

    /// <summary>Writes a number of bytes: a bare number with <c>b</c>, as Spark shows defaults.</summary>
    public static string Format(long bytes) => bytes.ToString(CultureInfo.InvariantCulture) + "b";
}

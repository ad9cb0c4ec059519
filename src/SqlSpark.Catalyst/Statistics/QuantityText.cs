using System.Globalization;
using System.Numerics;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Sizes and counts as Spark prints them: <c>Utils.bytesToString</c>, <c>Statistics.simpleString</c>.</summary>
internal static class QuantityText
{
    private const int Digits = 3;
    private const int LargestUnitShift = 60;
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>The size in the largest unit of which there are two; beyond 2048 EiB the bytes in scientific notation.</summary>
    public static string Bytes(Int128 size)
    {
        if (size >= (Int128)2048 << LargestUnitShift)
            return Count(size) + " B";
        var unit = Units.Length - 1;
        while (unit > 0 && size < (Int128)2 << (10 * unit))
            unit--;
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)size / (1L << (10 * unit)):F1} {Units[unit]}");
    }

    /// <summary>The count rounded to three digits, half up; in scientific notation beyond 999, as Java's BigDecimal prints it.</summary>
    public static string Count(Int128 count)
    {
        var digits = ((BigInteger)count).ToString(CultureInfo.InvariantCulture);
        if (digits.Length <= Digits)
            return digits;
        var scale = digits.Length - Digits;
        var divisor = BigInteger.Pow(10, scale);
        var rounded = ((BigInteger)count + (divisor / 2)) / divisor;
        if (rounded == 1000)
            (rounded, scale) = (100, scale + 1);
        var text = rounded.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text[0]}.{text[1..]}E+{scale + Digits - 1}");
    }
}

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary>Rounds doubles to decimal digits by arithmetic alone, where that surely gives what rounding the number's text would give.</summary>
internal static class DoubleRounding
{
    /// <summary>Powers of ten that are doubles exactly.</summary>
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(static i => double.Parse($"1E{i}", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>False where the number is too large or too close to a half: the text has to decide.</summary>
    /// <remarks>
    /// The shortest text of a double is within half a unit of its last place of it, and so is the product or quotient: together less than 2^-52 of the number. Further than that from a half, the
    /// nearest whole number is the right one; it is exact, as the power is, so one division or product rounds as a parser would.
    /// </remarks>
    public static bool TryRound(double value, int digits, out double result)
    {
        result = 0;
        if (digits is < -22 or > 22)
            return false;
        var power = PowersOfTen[Math.Abs(digits)];
        var scaled = Math.Abs(digits >= 0 ? value * power : value / power);
        if (!(scaled < 1L << 50))
            return false;
        var whole = Math.Floor(scaled);
        var fraction = scaled - whole;
        if (Math.Abs(fraction - 0.5) <= scaled * 1e-15)
            return false;
        if (fraction > 0.5)
            whole++;
        if (whole != 0)
            result = Math.CopySign(digits >= 0 ? whole / power : whole * power, value);
        return true;
    }
}

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Arithmetic on sizes that are not negative: what does not fit is the greatest number.</summary>
internal static class Saturating
{
    /// <summary>a + b.</summary>
    public static Int128 Add(Int128 a, Int128 b) => a > Int128.MaxValue - b ? Int128.MaxValue : a + b;

    /// <summary>a × b.</summary>
    public static Int128 Multiply(Int128 a, Int128 b) => a != 0 && b > Int128.MaxValue / a ? Int128.MaxValue : a * b;

    /// <summary>The count in 64 bits.</summary>
    public static long ToLong(Int128 count) => count > long.MaxValue ? long.MaxValue : (long)count;
}

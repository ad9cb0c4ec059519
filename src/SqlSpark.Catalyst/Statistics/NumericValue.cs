using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Values as numbers, to see where they lie between others.</summary>
internal static class NumericValue
{
    /// <summary>The number, days or microseconds; null for values that have no place on a line, and for NaN.</summary>
    /// <param name="value">A value in the form of <see cref="Core.Columnar.BoxedValues"/>.</param>
    /// <param name="type">Its type.</param>
    public static double? Of(object? value, DataType type) => value switch
    {
        bool b => b ? 1 : 0,
        sbyte n => n,
        short n => n,
        int n => n,
        long n => n,
        float n => float.IsNaN(n) ? null : n,
        double n => double.IsNaN(n) ? null : n,
        Int128 n when type is DecimalType d => (double)n / Math.Pow(10, d.Scale),
        _ => null,
    };
}

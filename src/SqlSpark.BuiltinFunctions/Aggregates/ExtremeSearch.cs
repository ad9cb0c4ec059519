using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Vector = System.Numerics.Vector;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>The smallest and largest of the live rows of a column, in Spark's order; with SIMD over integers of up to 64 bits.</summary>
internal static class ExtremeSearch
{
    /// <summary>The smallest; there is at least one row.</summary>
    public static T Min<T>(ReadOnlySpan<T> values, Rows rows)
        where T : unmanaged => Find<T, Smaller<T>>(values, rows);

    /// <summary>The largest; there is at least one row.</summary>
    public static T Max<T>(ReadOnlySpan<T> values, Rows rows)
        where T : unmanaged => Find<T, Larger<T>>(values, rows);

    private interface IChoice<T>
    {
        static abstract T Choose(T left, T right);

        static abstract Vector<T> Choose(Vector<T> left, Vector<T> right);
    }

    private readonly struct Smaller<T> : IChoice<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Choose(T left, T right) => SparkOrder.IsLess(right, left) ? right : left;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Choose(Vector<T> left, Vector<T> right) => Vector.Min(left, right);
    }

    private readonly struct Larger<T> : IChoice<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Choose(T left, T right) => SparkOrder.IsLess(left, right) ? right : left;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Choose(Vector<T> left, Vector<T> right) => Vector.Max(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Find<T, TChoice>(ReadOnlySpan<T> values, Rows rows)
        where T : unmanaged
        where TChoice : struct, IChoice<T>
    {
        if (rows.IsAll && rows.Length >= 2 * Vector<byte>.Count && IsVectorizable<T>())
            return FindAll<T, TChoice>(values[..rows.Length]);
        var isFirst = true;
        T best = default;
        foreach (var row in rows)
        {
            best = isFirst ? values[row] : TChoice.Choose(best, values[row]);
            isFirst = false;
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T FindAll<T, TChoice>(ReadOnlySpan<T> values)
        where T : unmanaged
        where TChoice : struct, IChoice<T>
    {
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var lanes = vectors[0];
        foreach (var vector in vectors[1..])
            lanes = TChoice.Choose(lanes, vector);
        var best = lanes[0];
        for (var i = 1; i < Vector<T>.Count; i++)
            best = TChoice.Choose(best, lanes[i]);
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
            best = TChoice.Choose(best, value);
        return best;
    }

    /// <summary>Floating point is not: NaN and the zeros have an order of their own.</summary>
    private static bool IsVectorizable<T>() => typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(int) || typeof(T) == typeof(long);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>The smallest and the largest of the integers of a batch; values of NULL rows count too.</summary>
internal static class Extremes
{
    /// <summary>Of all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Least, long Most) Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (least, most) = (first, first);
        var row = 0;
        if (values.Length >= Vector512<T>.Count)
        {
            var (low, high) = (Vector512.LoadUnsafe(ref first), Vector512.LoadUnsafe(ref first));
            for (; row + Vector512<T>.Count <= values.Length; row += Vector512<T>.Count)
            {
                var vector = Vector512.LoadUnsafe(ref first, (nuint)row);
                low = Vector512.Min(low, vector);
                high = Vector512.Max(high, vector);
            }

            for (var lane = 0; lane < Vector512<T>.Count; lane++)
            {
                least = Min(least, low[lane]);
                most = Max(most, high[lane]);
            }
        }

        for (; row < values.Length; row++)
        {
            least = Min(least, values[row]);
            most = Max(most, values[row]);
        }

        return (ToInt64(least), ToInt64(most));
    }

    /// <summary>Of some rows, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Least, long Most) Of<T>(ReadOnlySpan<T> values, Rows rows)
        where T : unmanaged
    {
        var (least, most) = (long.MaxValue, long.MinValue);
        foreach (var row in rows)
        {
            var value = ToInt64(values[row]);
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return (least, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Min<T>(T left, T right)
        where T : unmanaged => ToInt64(left) < ToInt64(right) ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Max<T>(T left, T right)
        where T : unmanaged => ToInt64(left) > ToInt64(right) ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToInt64<T>(T value)
        where T : unmanaged => typeof(T) == typeof(short) ? (short)(object)value : typeof(T) == typeof(int) ? (int)(object)value : (long)(object)value;
}

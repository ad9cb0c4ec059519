using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

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

    /// <summary>Of some live rows that are not NULL; both 0 when there are none.</summary>
    /// <param name="vector">Integers of any width.</param>
    /// <param name="live">The numbers of the live rows; null when all are.</param>
    /// <param name="start">The first live row that is meant.</param>
    /// <param name="end">The one behind the last.</param>
    public static unsafe (long Least, long Most) Of(FlatVector vector, int* live, int start, int end) => vector.Physical switch
    {
        PhysicalType.Int8 => Of(vector.Values<sbyte>(), vector.Validity, live, start, end),
        PhysicalType.Int16 => Of(vector.Values<short>(), vector.Validity, live, start, end),
        PhysicalType.Int32 => Of(vector.Values<int>(), vector.Validity, live, start, end),
        _ => Of(vector.Values<long>(), vector.Validity, live, start, end),
    };

    /// <summary>An integer of any width as a long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToInt64<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
            return (sbyte)(object)value;
        if (typeof(T) == typeof(short))
            return (short)(object)value;
        return typeof(T) == typeof(int) ? (int)(object)value : (long)(object)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe (long Least, long Most) Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity, int* live, int start, int end)
        where T : unmanaged
    {
        if (live == null && validity.IsEmpty)
            return Of(values[start..end]);
        var (least, most) = (long.MaxValue, long.MinValue);
        for (var i = start; i < end; i++)
        {
            var row = live == null ? i : live[i];
            if (!validity.IsEmpty && (validity[row >>> 6] >>> (row & 63) & 1) == 0)
                continue;
            var value = ToInt64(values[row]);
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return least <= most ? (least, most) : (0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Min<T>(T left, T right)
        where T : unmanaged => ToInt64(left) < ToInt64(right) ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Max<T>(T left, T right)
        where T : unmanaged => ToInt64(left) > ToInt64(right) ? left : right;
}

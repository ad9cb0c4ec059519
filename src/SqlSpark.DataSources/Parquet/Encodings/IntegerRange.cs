using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>The greatest of many integers, for one range check instead of one each.</summary>
internal static class IntegerRange
{
    /// <summary>The greatest value; zero if there is none.</summary>
    /// <typeparam name="T">An unsigned integer of 8, 16 or 32 bits.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Max<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        var greatest = T.Zero;
        var i = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 2 * Vector256<T>.Count)
        {
            // Two registers keep two loads under way.
            var (even, odd) = (Vector256<T>.Zero, Vector256<T>.Zero);
            ref var first = ref MemoryMarshal.GetReference(values);
            for (; i + (2 * Vector256<T>.Count) <= values.Length; i += 2 * Vector256<T>.Count)
            {
                even = Vector256.Max(even, Vector256.LoadUnsafe(ref first, (nuint)i));
                odd = Vector256.Max(odd, Vector256.LoadUnsafe(ref first, (nuint)(i + Vector256<T>.Count)));
            }

            even = Vector256.Max(even, odd);
            var half = Vector128.Max(even.GetLower(), even.GetUpper());
            for (var lane = 0; lane < Vector128<T>.Count; lane++)
                greatest = T.Max(greatest, half[lane]);
        }

        for (; i < values.Length; i++)
            greatest = T.Max(greatest, values[i]);
        return greatest;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        if (Vector.IsHardwareAccelerated && values.Length >= 2 * Vector<T>.Count)
        {
            // Two registers keep two loads under way.
            var (even, odd) = (Vector<T>.Zero, Vector<T>.Zero);
            ref var first = ref MemoryMarshal.GetReference(values);
            for (; i + (2 * Vector<T>.Count) <= values.Length; i += 2 * Vector<T>.Count)
            {
                even = Vector.Max(even, Unsafe.ReadUnaligned<Vector<T>>(in Unsafe.As<T, byte>(ref Unsafe.Add(ref first, i))));
                odd = Vector.Max(odd, Unsafe.ReadUnaligned<Vector<T>>(in Unsafe.As<T, byte>(ref Unsafe.Add(ref first, i + Vector<T>.Count))));
            }

            even = Vector.Max(even, odd);
            for (var lane = 0; lane < Vector<T>.Count; lane++)
                greatest = T.Max(greatest, even[lane]);
        }

        for (; i < values.Length; i++)
            greatest = T.Max(greatest, values[i]);
        return greatest;
    }
}

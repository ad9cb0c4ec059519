using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Sums of all values so far, for differences; they wrap around.</summary>
internal static unsafe class PrefixSums
{
    /// <summary>Replaces each value by <paramref name="start"/>, the values before it and itself, with <paramref name="minDelta"/> added to each.</summary>
    /// <returns>The last sum, or <paramref name="start"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Add(uint* values, int count, uint start, uint minDelta)
    {
        var i = 0;
        if (Avx512F.IsSupported)
        {
            var (sum, least, none) = (Vector512.Create(start), Vector512.Create(minDelta), Vector512<uint>.Zero);
            var lastLane = Vector512.Create(15U);
            for (; i + 16 <= count; i += 16)
            {
                // Sums of 2, 4, 8 and 16 neighbors; then what came before, of which alone the next step has to wait.
                var part = Vector512.Load(values + i) + least;
                part += Avx512F.AlignRight32(part, none, 15);
                part += Avx512F.AlignRight32(part, none, 14);
                part += Avx512F.AlignRight32(part, none, 12);
                part += Avx512F.AlignRight32(part, none, 8);
                (part + sum).Store(values + i);
                sum += Avx512F.PermuteVar16x32(part, lastLane);
            }

            start = sum.ToScalar();
        }
        else if (Avx2.IsSupported)
        {
            var (sum, least) = (Vector256.Create(start), Vector256.Create(minDelta));
            var (middle, lastLane) = (Vector256.Create(0U, 0, 0, 0, 3, 3, 3, 3), Vector256.Create(7U));
            var upper = Vector256.Create(0U, 0, 0, 0, ~0U, ~0U, ~0U, ~0U);
            for (; i + 8 <= count; i += 8)
            {
                var part = Vector256.Load(values + i) + least;
                part += Avx2.ShiftLeftLogical128BitLane(part, 4);
                part += Avx2.ShiftLeftLogical128BitLane(part, 8);
                part += Avx2.PermuteVar8x32(part, middle) & upper;
                (part + sum).Store(values + i);
                sum += Avx2.PermuteVar8x32(part, lastLane);
            }

            start = sum.ToScalar();
        }

        for (; i < count; i++)
            values[i] = start += values[i] + minDelta;
        return start;
    }

    /// <inheritdoc cref="Add(uint*, int, uint, uint)" />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Add(ulong* values, int count, ulong start, ulong minDelta)
    {
        var i = 0;
        if (Avx512F.IsSupported)
        {
            var (sum, least, none) = (Vector512.Create(start), Vector512.Create(minDelta), Vector512<ulong>.Zero);
            var lastLane = Vector512.Create(7UL);
            for (; i + 8 <= count; i += 8)
            {
                var part = Vector512.Load(values + i) + least;
                part += Avx512F.AlignRight64(part, none, 7);
                part += Avx512F.AlignRight64(part, none, 6);
                part += Avx512F.AlignRight64(part, none, 4);
                (part + sum).Store(values + i);
                sum += Avx512F.PermuteVar8x64(part, lastLane);
            }

            start = sum.ToScalar();
        }

        for (; i < count; i++)
            values[i] = start += values[i] + minDelta;
        return start;
    }
}

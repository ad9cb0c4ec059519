using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Sums, counts and extremes by group: few groups by byte codes in registers, any number of groups by the addresses of their states.</summary>
public static unsafe class GroupKernels
{
    /// <summary>The most groups that kernels over byte codes take.</summary>
    public const int FewGroups = 8;

    /// <summary>The code of rows that belong to no group: not selected, or null.</summary>
    public const byte NoGroup = byte.MaxValue;

    /// <summary>Writes the codes of live rows and <see cref="NoGroup"/> for the others, so that sums need no bitmap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaskCodes(ReadOnlySpan<byte> codes, Rows rows, Span<byte> result)
    {
        if (rows.IsAll)
        {
            codes[..rows.Length].CopyTo(result);
            return;
        }

        result[..rows.Length].Fill(NoGroup);
        GatherKernels.Merge(codes, rows, result);
    }

    /// <summary>Adds the rows of each group to its count.</summary>
    /// <param name="codes">The group of each row, below <paramref name="counts"/>' length, or <see cref="NoGroup"/>.</param>
    /// <param name="counts">At most <see cref="FewGroups"/> counts.</param>
    public static void CountFew(ReadOnlySpan<byte> codes, Span<long> counts)
    {
        Debug.Assert(counts.Length <= FewGroups, "too many groups");
        fixed (byte* code = codes)
        fixed (long* to = counts)
        {
            if (Avx512BW.IsSupported)
                CountFew512(code, codes.Length, to, counts.Length);
            else if (Vector256.IsHardwareAccelerated)
                CountFewLanes<Lanes256<byte>>(code, codes.Length, to, counts.Length);
            else if (Vector128.IsHardwareAccelerated)
                CountFewLanes<Lanes128<byte>>(code, codes.Length, to, counts.Length);
            else
                CountFewRows(code, 0, codes.Length, to);
        }
    }

    /// <summary>Adds the values of each group, of any storage width up to 64 bits, to its sum, exactly.</summary>
    /// <param name="values">The values; those of rows without a group mean nothing.</param>
    /// <param name="codes">The group of each row, below <paramref name="sums"/>' length, or <see cref="NoGroup"/>.</param>
    /// <param name="sums">At most <see cref="FewGroups"/> sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumFew<T>(ReadOnlySpan<T> values, ReadOnlySpan<byte> codes, Span<Int128> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        const int PartLength = 4096;
        Debug.Assert(values.Length == codes.Length && sums.Length <= FewGroups, "spans of unequal length, or too many groups");
        var partSums = stackalloc long[FewGroups];
        fixed (T* value = values)
        fixed (byte* code = codes)
        fixed (Int128* to = sums)
        {
            for (var start = 0; start < values.Length; start += PartLength)
            {
                var count = Math.Min(PartLength, values.Length - start);
                if (!TrySumFew(value + start, code + start, count, partSums, sums.Length))
                {
                    SumFewRows(value + start, code + start, count, to);
                    continue;
                }

                for (var group = 0; group < sums.Length; group++)
                    to[group] += partSums[group];
            }
        }
    }

    /// <summary>Adds the values of each group to its sum; the order of additions does not depend on the machine.</summary>
    /// <param name="values">The values; those of rows without a group mean nothing.</param>
    /// <param name="codes">The group of each row, below <paramref name="sums"/>' length, or <see cref="NoGroup"/>.</param>
    /// <param name="sums">At most <see cref="FewGroups"/> sums.</param>
    public static void SumFew(ReadOnlySpan<double> values, ReadOnlySpan<byte> codes, Span<double> sums)
    {
        Debug.Assert(values.Length == codes.Length && sums.Length <= FewGroups, "spans of unequal length, or too many groups");
        fixed (double* value = values)
        fixed (byte* code = codes)
        fixed (double* to = sums)
        {
            SumFewDoubles(value, code, values.Length, to, sums.Length, 0);
            if (sums.Length > 4)
                SumFewDoubles(value, code, values.Length, to, sums.Length, 4);
        }
    }

    /// <summary>Row i adds its value to the sum at <c>states[i] + offset</c>, wrapping around in integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TValue, TSum>(ReadOnlySpan<TValue> values, Rows rows, ReadOnlySpan<nint> states, int offset)
        where TValue : unmanaged, INumberBase<TValue>
        where TSum : unmanaged, INumberBase<TSum>
    {
        fixed (TValue* value = values)
        fixed (nint* state = states)
        {
            foreach (var row in rows)
                *(TSum*)(state[row] + offset) += WidenKernels.Convert<TValue, TSum>(value[row]);
        }
    }

    /// <summary>Row i adds one to the 64-bit count at <c>states[i] + offset</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(Rows rows, ReadOnlySpan<nint> states, int offset)
    {
        fixed (nint* state = states)
        {
            foreach (var row in rows)
                ++*(long*)(state[row] + offset);
        }
    }

    /// <summary>
    /// Row i puts its value into the state at <c>states[i] + offset</c> when the state has none yet or <typeparamref name="TOp"/> says that
    /// it comes before the one there. Whether there is one tells the byte at <c>states[i] + hasValueOffset</c>.
    /// </summary>
    /// <typeparam name="T">A fixed-width type.</typeparam>
    /// <typeparam name="TOp"><see cref="LessThanOperation"/> for minima, <see cref="GreaterThanOperation"/> for maxima.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Extreme<T, TOp>(ReadOnlySpan<T> values, Rows rows, ReadOnlySpan<nint> states, int offset, int hasValueOffset)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        fixed (T* value = values)
        fixed (nint* state = states)
        {
            foreach (var row in rows)
            {
                var place = (T*)(state[row] + offset);
                var hasValue = (byte*)(state[row] + hasValueOffset);
                if (*hasValue == 0 || ComparisonKernels.Test<T, TOp>(value[row], *place))
                    *place = value[row];
                *hasValue = 1;
            }
        }
    }

    /// <summary>Four groups at a time, one register of byte counts each, which are added up before a byte may overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountFew512(byte* codes, int count, long* counts, int groupCount)
    {
        const int PartRows = byte.MaxValue * 64;
        var all = count & -Vector512<byte>.Count;
        var row = 0;
        while (row < all)
        {
            var end = Math.Min(all, row + PartRows);
            for (var group = 0; group < groupCount; group += 4)
                CountFew512(codes, row, end, counts + group, (byte)group, Math.Min(4, groupCount - group));
            row = end;
        }

        CountFewRows(codes, row, count, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountFew512(byte* codes, int row, int end, long* counts, byte firstGroup, int groupCount)
    {
        var (g0, g1) = (Vector512.Create(firstGroup), Vector512.Create((byte)(firstGroup + 1)));
        var (g2, g3) = (Vector512.Create((byte)(firstGroup + 2)), Vector512.Create((byte)(firstGroup + 3)));
        var (c0, c1, c2, c3) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        for (; row < end; row += Vector512<byte>.Count)
        {
            var lanes = Vector512.Load(codes + row);
            c0 -= Vector512.Equals(lanes, g0);
            c1 -= Vector512.Equals(lanes, g1);
            c2 -= Vector512.Equals(lanes, g2);
            c3 -= Vector512.Equals(lanes, g3);
        }

        counts[0] += SumOfBytes(c0);
        if (groupCount > 1)
            counts[1] += SumOfBytes(c1);
        if (groupCount > 2)
            counts[2] += SumOfBytes(c2);
        if (groupCount > 3)
            counts[3] += SumOfBytes(c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long SumOfBytes(Vector512<byte> bytes) => (long)Vector512.Sum(Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountFewLanes<TLanes>(byte* codes, int count, long* counts, int groupCount)
        where TLanes : unmanaged, ILanes<TLanes, byte>
    {
        var row = 0;
        for (; row + TLanes.Count <= count; row += TLanes.Count)
        {
            var lanes = TLanes.Load(codes + row);
            for (var group = 0; group < groupCount; group++)
                counts[group] += BitOperations.PopCount(TLanes.EqualBits(lanes, TLanes.Create((byte)group)));
        }

        CountFewRows(codes, row, count, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountFewRows(byte* codes, int row, int count, long* counts)
    {
        for (; row < count; row++)
        {
            if (codes[row] != NoGroup)
                counts[codes[row]]++;
        }
    }

    /// <summary>Sums at most 4096 rows in 64 bits; false when a value is so large that a sum might not fit.</summary>
    private static bool TrySumFew<T>(T* values, byte* codes, int count, long* sums, int groupCount)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (Avx512F.IsSupported)
        {
            return groupCount <= 4
                ? SumFew512(values, codes, count, sums, 0)
                : SumFew512(values, codes, count, sums, 0) && SumFew512(values, codes, count, sums, 4);
        }

        if (Avx2.IsSupported)
        {
            return groupCount <= 4
                ? SumFew256(values, codes, count, sums, 0)
                : SumFew256(values, codes, count, sums, 0) && SumFew256(values, codes, count, sums, 4);
        }

        return false;
    }

    /// <summary>Four groups from <paramref name="firstGroup"/> on, one register of sums each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SumFew512<T>(T* values, byte* codes, int count, long* sums, int firstGroup)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (g0, g1) = (Vector512.Create((long)firstGroup), Vector512.Create(firstGroup + 1L));
        var (g2, g3) = (Vector512.Create(firstGroup + 2L), Vector512.Create(firstGroup + 3L));
        var (s0, s1, s2, s3) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        var magnitudes = Vector512<long>.Zero;
        var row = 0;
        for (; row + 8 <= count; row += 8)
        {
            var code = Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(ulong*)(codes + row)).AsByte());
            var value = Load512(values + row);
            Sse.Prefetch0(values + row + (ValuesAheadBytes / sizeof(T)));
            if (sizeof(T) == sizeof(long))
                magnitudes |= value ^ (value >> 63);
            s0 += value & Vector512.Equals(code, g0);
            s1 += value & Vector512.Equals(code, g1);
            s2 += value & Vector512.Equals(code, g2);
            s3 += value & Vector512.Equals(code, g3);
        }

        sums[firstGroup] = Vector512.Sum(s0);
        sums[firstGroup + 1] = Vector512.Sum(s1);
        sums[firstGroup + 2] = Vector512.Sum(s2);
        sums[firstGroup + 3] = Vector512.Sum(s3);
        return SumFewTail(values, codes, row, count, sums, firstGroup, Vector512.EqualsAll(magnitudes >>> MagnitudeBits, Vector512<long>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SumFew256<T>(T* values, byte* codes, int count, long* sums, int firstGroup)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (g0, g1) = (Vector256.Create((long)firstGroup), Vector256.Create(firstGroup + 1L));
        var (g2, g3) = (Vector256.Create(firstGroup + 2L), Vector256.Create(firstGroup + 3L));
        var (s0, s1, s2, s3) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        var magnitudes = Vector256<long>.Zero;
        var row = 0;
        for (; row + 4 <= count; row += 4)
        {
            var code = Avx2.ConvertToVector256Int64(Vector128.CreateScalarUnsafe(*(uint*)(codes + row)).AsByte());
            var value = Load256(values + row);
            if (sizeof(T) == sizeof(long))
                magnitudes |= value ^ Vector256.LessThan(value, Vector256<long>.Zero);
            s0 += value & Vector256.Equals(code, g0);
            s1 += value & Vector256.Equals(code, g1);
            s2 += value & Vector256.Equals(code, g2);
            s3 += value & Vector256.Equals(code, g3);
        }

        sums[firstGroup] = Vector256.Sum(s0);
        sums[firstGroup + 1] = Vector256.Sum(s1);
        sums[firstGroup + 2] = Vector256.Sum(s2);
        sums[firstGroup + 3] = Vector256.Sum(s3);
        return SumFewTail(values, codes, row, count, sums, firstGroup, Vector256.EqualsAll(magnitudes >>> MagnitudeBits, Vector256<long>.Zero));
    }

    /// <summary>Values may come from memory, and are asked for so far ahead.</summary>
    private const int ValuesAheadBytes = 4096;

    /// <summary>Values of so many bits, 4096 of them, sum up to at most 62 bits.</summary>
    private const int MagnitudeBits = 50;

    /// <summary>The last rows. Takes what the registers said, so that none of them lives across the call and is kept in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SumFewTail<T>(T* values, byte* codes, int row, int count, long* sums, int firstGroup, bool isSmall)
        where T : unmanaged, IBinaryInteger<T>
    {
        var magnitudes = 0L;
        for (; row < count; row++)
        {
            var value = long.CreateTruncating(values[row]);
            magnitudes |= value ^ (value >> 63);
            if ((uint)(codes[row] - firstGroup) < 4)
                sums[codes[row]] += value;
        }

        return isSmall && magnitudes >>> MagnitudeBits == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumFewRows<T>(T* values, byte* codes, int count, Int128* sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var row = 0; row < count; row++)
        {
            if (codes[row] != NoGroup)
                sums[codes[row]] += long.CreateTruncating(values[row]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Load512<T>(T* values)
        where T : unmanaged => sizeof(T) switch
        {
            1 => Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(long*)values).AsSByte()),
            2 => Avx512F.ConvertToVector512Int64(Vector128.Load((short*)values)),
            4 => Avx512F.ConvertToVector512Int64(Vector256.Load((int*)values)),
            _ => Vector512.Load((long*)values),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Load256<T>(T* values)
        where T : unmanaged => sizeof(T) switch
        {
            1 => Avx2.ConvertToVector256Int64(Vector128.CreateScalarUnsafe(*(int*)values).AsSByte()),
            2 => Avx2.ConvertToVector256Int64(Vector128.CreateScalarUnsafe(*(long*)values).AsInt16()),
            4 => Avx2.ConvertToVector256Int64(Vector128.Load((int*)values)),
            _ => Vector256.Load((long*)values),
        };

    /// <summary>Four groups from <paramref name="firstGroup"/> on; eight partial sums each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumFewDoubles(double* values, byte* codes, int count, double* sums, int groupCount, int firstGroup)
    {
        var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var row = 0;
        for (; row + 8 <= count; row += 8)
        {
            var code = Avx512F.IsSupported
                ? Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(ulong*)(codes + row)).AsByte())
                : Widened(codes + row);
            var value = Vector512.Load(values + row);
            s0 += value & Vector512.Equals(code, Vector512.Create((long)firstGroup)).AsDouble();
            s1 += value & Vector512.Equals(code, Vector512.Create(firstGroup + 1L)).AsDouble();
            s2 += value & Vector512.Equals(code, Vector512.Create(firstGroup + 2L)).AsDouble();
            s3 += value & Vector512.Equals(code, Vector512.Create(firstGroup + 3L)).AsDouble();
        }

        var parts = stackalloc double[]
        {
            AggregateKernels.SumOfLanes(s0), AggregateKernels.SumOfLanes(s1), AggregateKernels.SumOfLanes(s2), AggregateKernels.SumOfLanes(s3),
        };
        for (; row < count; row++)
        {
            if ((uint)(codes[row] - firstGroup) < 4)
                parts[codes[row] - firstGroup] += values[row];
        }

        for (var group = firstGroup; group < Math.Min(groupCount, firstGroup + 4); group++)
            sums[group] += parts[group - firstGroup];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<long> Widened(byte* from) => Vector512.Create(from[0], from[1], from[2], from[3], from[4], from[5], from[6], (long)from[7]);
    }
}

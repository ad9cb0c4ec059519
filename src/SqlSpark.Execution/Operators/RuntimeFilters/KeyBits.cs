using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Tests integers against a bitmap of those between two bounds.</summary>
internal static unsafe class KeyBits
{
    // Of 64 rows so many must be wanted, or they are tested one by one.
    private const int DenseRows = 12;

    /// <summary>Clears the bits of rows whose value is out of bounds or not in the bitmap.</summary>
    /// <typeparam name="T">The storage of the values.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="min">The value of the first bit.</param>
    /// <param name="bitCount">Bits of the bitmap; at most 2^31.</param>
    /// <param name="bits">The bitmap.</param>
    /// <param name="rows">A bit a value; values of rows whose bit is zero are not looked at, or in vain.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep<T>(ReadOnlySpan<T> values, long min, ulong bitCount, ulong* bits, Span<ulong> rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        // 32 bits tell distances apart where all bits stand for integers of 32 bits.
        var testsMany = Avx512F.IsSupported && (sizeof(T) == sizeof(long) || (min >= int.MinValue && min <= int.MaxValue - (long)bitCount + 1));
        fixed (T* first = values)
        {
            for (var word = 0; word < rows.Length; word++)
            {
                var live = rows[word];
                if (live == 0)
                    continue;
                var part = first + (word << 6);
                if (testsMany && (word << 6) + 64 <= values.Length && BitOperations.PopCount(live) >= DenseRows)
                    rows[word] = live & Test64(part, min, bitCount, bits);
                else
                    rows[word] = TestEach(part, live, min, bitCount, bits);
            }
        }
    }

    /// <summary>Finds values whose bit is set.</summary>
    /// <typeparam name="T">The storage of the values.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="count">How many.</param>
    /// <param name="min">The value of the first bit.</param>
    /// <param name="bitCount">Bits of the bitmap; at most 2^31.</param>
    /// <param name="bits">The bitmap.</param>
    /// <param name="found">The numbers of the values that were found, ascending; room for 16 more.</param>
    /// <param name="places">Of each the bit; room for 16 more.</param>
    /// <returns>How many were found.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<T>(T* values, int count, long min, ulong bitCount, ulong* bits, int* found, int* places)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (foundCount, i) = (0, 0);
        if (Avx512F.IsSupported && (sizeof(T) == sizeof(long) || (min >= int.MinValue && min <= int.MaxValue - (long)bitCount + 1)))
        {
            var rows = Vector512<int>.Indices;
            for (; i + 16 <= count; i += 16, rows += Vector512.Create(16))
            {
                var hits = Test16(values + i, min, bitCount, (int*)bits, out var distance);
                if (hits == 0)
                    continue;
                var isHit = Vector512.LessThan(
                    Avx512F.ShiftLeftLogicalVariable(Vector512.Create((int)hits), Vector512.Create(31U) - Vector512<uint>.Indices), Vector512<int>.Zero);
                Avx512F.Compress(Vector512<int>.Zero, isHit, rows).Store(found + foundCount);
                Avx512F.Compress(Vector512<int>.Zero, isHit, distance.AsInt32()).Store(places + foundCount);
                foundCount += BitOperations.PopCount(hits);
            }
        }

        for (; i < count; i++)
        {
            var distance = (ulong)long.CreateTruncating(values[i]) - (ulong)min;
            found[foundCount] = i;
            places[foundCount] = (int)distance;
            foundCount += distance < bitCount && (bits[distance >>> 6] >>> (int)(distance & 63) & 1) != 0 ? 1 : 0;
        }

        return foundCount;
    }

    /// <summary>Finds values whose bit is set among those that are looked at.</summary>
    /// <param name="values">The values.</param>
    /// <param name="index">Which value each row has.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="min">The value of the first bit.</param>
    /// <param name="bitCount">Bits of the bitmap.</param>
    /// <param name="bits">The bitmap.</param>
    /// <param name="found">The numbers of the rows that were found, ascending; room for one more.</param>
    /// <param name="places">Of each the bit; room for one more.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<T>(T* values, int* index, int count, long min, ulong bitCount, ulong* bits, int* found, int* places)
        where T : unmanaged, IBinaryInteger<T>
    {
        var foundCount = 0;
        for (var i = 0; i < count; i++)
        {
            var distance = (ulong)long.CreateTruncating(values[index[i]]) - (ulong)min;
            found[foundCount] = i;
            places[foundCount] = (int)distance;
            foundCount += distance < bitCount && (bits[distance >>> 6] >>> (int)(distance & 63) & 1) != 0 ? 1 : 0;
        }

        return foundCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TestEach<T>(T* values, ulong live, long min, ulong bitCount, ulong* bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        var kept = 0UL;
        for (var rest = live; rest != 0; rest &= rest - 1)
        {
            var row = BitOperations.TrailingZeroCount(rest);
            var distance = (ulong)long.CreateTruncating(values[row]) - (ulong)min;
            if (distance < bitCount)
                kept |= (bits[distance >>> 6] >>> (int)(distance & 63) & 1) << row;
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Test64<T>(T* values, long min, ulong bitCount, ulong* bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        var kept = 0UL;
        for (var row = 0; row < 64; row += 16)
            kept |= Test16(values + row, min, bitCount, (int*)bits) << row;
        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Test16<T>(T* values, long min, ulong bitCount, int* bits)
        where T : unmanaged, IBinaryInteger<T> => Test16(values, min, bitCount, bits, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Test16<T>(T* values, long min, ulong bitCount, int* bits, out Vector512<uint> distance)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong inBounds;
        if (sizeof(T) == sizeof(long))
        {
            var low = Vector512.Load((ulong*)values) - Vector512.Create((ulong)min);
            var high = Vector512.Load((ulong*)values + 8) - Vector512.Create((ulong)min);
            inBounds = Vector512.LessThan(low, Vector512.Create(bitCount)).ExtractMostSignificantBits()
                | Vector512.LessThan(high, Vector512.Create(bitCount)).ExtractMostSignificantBits() << 8;
            distance = Vector512.Create(Avx512F.ConvertToVector256UInt32(low), Avx512F.ConvertToVector256UInt32(high));
        }
        else
        {
            var widened = sizeof(T) == sizeof(int) ? Vector512.Load((int*)values)
                : typeof(T) == typeof(short) ? Avx512F.ConvertToVector512Int32(Vector256.Load((short*)values))
                : typeof(T) == typeof(ushort) ? Avx512F.ConvertToVector512Int32(Vector256.Load((ushort*)values))
                : typeof(T) == typeof(sbyte) ? Avx512F.ConvertToVector512Int32(Vector128.Load((sbyte*)values))
                : Avx512F.ConvertToVector512Int32(Vector128.Load((byte*)values));
            distance = widened.AsUInt32() - Vector512.Create((uint)min);
            inBounds = Vector512.LessThan(distance, Vector512.Create((uint)bitCount)).ExtractMostSignificantBits();
        }

        if (inBounds == 0)
            return 0;
        distance = Vector512.Min(distance, Vector512.Create((uint)bitCount - 1));
        var place = (distance >>> 5).AsInt32();
        var words = Vector512.Create(Avx2.GatherVector256(bits, place.GetLower(), sizeof(int)), Avx2.GatherVector256(bits, place.GetUpper(), sizeof(int)));
        var found = Avx512F.ShiftLeftLogicalVariable(words, Vector512.Create(31U) - (distance & Vector512.Create(31U)));
        return found.ExtractMostSignificantBits() & inBounds;
    }
}

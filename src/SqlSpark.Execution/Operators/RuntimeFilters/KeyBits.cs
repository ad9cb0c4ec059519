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
        fixed (T* first = values)
        {
            for (var word = 0; word < rows.Length; word++)
            {
                var live = rows[word];
                if (live == 0)
                    continue;
                var part = first + (word << 6);
                if (Avx512F.IsSupported && (word << 6) + 64 <= values.Length && BitOperations.PopCount(live) >= DenseRows)
                    rows[word] = live & Test64(part, min, bitCount, bits);
                else
                    rows[word] = TestEach(part, live, min, bitCount, bits);
            }
        }
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
        where T : unmanaged, IBinaryInteger<T>
    {
        Vector512<uint> distance;
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
            // What wraps around is out of bounds: the bitmap ends where 32 bits do.
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

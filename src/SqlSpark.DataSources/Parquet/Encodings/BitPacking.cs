using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Integers to values of a fixed number of bits, packed from the least significant bit on: the inverse of <see cref="BitUnpacking"/>.</summary>
internal static unsafe class BitPacking
{
    /// <summary>The bits that the greatest of some values needs.</summary>
    public static int BitWidthOf(ulong greatest) => 64 - BitOperations.LeadingZeroCount(greatest);

    /// <summary>The bytes of packed values.</summary>
    public static long ByteLengthOf(long count, int bitWidth) => ((count * bitWidth) + 7) >>> 3;

    /// <summary>Packs values; bits of the last byte that belong to none are zero.</summary>
    /// <param name="values">The values, each of at most <paramref name="bitWidth"/> bits.</param>
    /// <param name="count">How many.</param>
    /// <param name="bitWidth">Bits of each, 0 to the bits of <typeparamref name="T"/>.</param>
    /// <param name="packed">Room for all of them and 8 bytes more.</param>
    /// <typeparam name="T">byte, ushort, uint or ulong.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(T* values, int count, int bitWidth, byte* packed)
        where T : unmanaged
    {
        Debug.Assert(bitWidth >= 0 && bitWidth <= sizeof(T) * 8, "values wider than their integers");
        if (bitWidth == 0)
            return;
        var mask = UnpackTables.WordMask(sizeof(T), bitWidth);
        var perWord = 8 / sizeof(T);
        var (pending, pendingBits) = (0UL, 0);
        for (var i = 0; i < count; i += perWord)
        {
            var taken = Math.Min(perWord, count - i);
            var word = 0UL;
            if (taken == perWord)
                word = Unsafe.ReadUnaligned<ulong>(values + i);
            else
                Unsafe.CopyBlockUnaligned(&word, values + i, (uint)(taken * sizeof(T)));
            var bits = Extract<T>(word, bitWidth, mask);
            var bitCount = taken * bitWidth;
            pending |= bits << pendingBits;
            Unsafe.WriteUnaligned(packed, pending);
            pendingBits += bitCount;
            if (pendingBits >= 64)
            {
                packed += 8;
                pendingBits -= 64;
                pending = pendingBits == 0 ? 0 : bits >>> (bitCount - pendingBits);
                Unsafe.WriteUnaligned(packed, pending);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Extract<T>(ulong word, int bitWidth, ulong mask)
        where T : unmanaged
    {
        if (sizeof(T) == 8)
            return word & mask;
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitExtract(word, mask);
        var bits = 0UL;
        for (var i = (8 / sizeof(T)) - 1; i >= 0; i--)
            bits = (bits << bitWidth) | (word >>> (8 * sizeof(T) * i) & (ulong.MaxValue >>> (64 - bitWidth)));
        return bits;
    }
}

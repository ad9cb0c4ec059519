using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Values of a fixed number of bits, packed from the least significant bit on, to integers of 8, 16, 32 and 64 bits.
/// Parquet: Encodings.md, RLE, note 1.
/// </summary>
/// <remarks>
/// The first value starts at a byte, and 64 bytes after the last packed one must be readable. Everything goes by words of 64
/// bits of the target: all values of such a word lie within 64 bits that start at a byte's place or up to 7 bits after it,
/// except for a few great widths.
/// </remarks>
internal static unsafe class BitUnpacking
{
    /// <summary>Writes <paramref name="count"/> values of <paramref name="bitWidth"/> bits, 0 to the bits of <typeparamref name="T"/>.</summary>
    /// <param name="packed">The first value.</param>
    /// <param name="bitWidth">Bits of each.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="count">How many.</param>
    /// <param name="room">Values that may be written, at least <paramref name="count"/>: room for registers that are stored whole.</param>
    /// <typeparam name="T">byte, ushort, uint or ulong.</typeparam>
    public static void Unpack<T>(byte* packed, int bitWidth, T* values, int count, int room)
        where T : unmanaged
    {
        Debug.Assert(bitWidth >= 0 && bitWidth <= sizeof(T) * 8, "values wider than their integers");
        Debug.Assert(room >= count, "no room for the values");
        if (bitWidth == 0)
            Unsafe.InitBlockUnaligned(values, 0, (uint)(count * sizeof(T)));
        else if (bitWidth == sizeof(T) * 8)
            Unsafe.CopyBlockUnaligned(values, packed, (uint)(count * sizeof(T)));
        else if (!UnpackTables.FitsWords(sizeof(T), bitWidth))
            UnpackOneByOne(packed, 0, bitWidth, values, count);
        else if (Avx512Vbmi.IsSupported)
            UnpackVbmi(packed, bitWidth, values, count, room);
        else
            UnpackWords(packed, bitWidth, values, count);
    }

    /// <summary>Writes values as <see cref="Unpack"/> does, from any of them on.</summary>
    /// <param name="packed">The first value of all.</param>
    /// <param name="position">The first value to write.</param>
    /// <param name="bitWidth">Bits of each.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="count">How many.</param>
    /// <param name="room">Values that may be written, at least <paramref name="count"/>.</param>
    /// <typeparam name="T">byte, ushort, uint or ulong.</typeparam>
    public static void UnpackFrom<T>(byte* packed, long position, int bitWidth, T* values, int count, int room)
        where T : unmanaged
    {
        // Values start at a byte once in eight: those before go one by one.
        var head = (int)Math.Min(-position & 7, count);
        if (head > 0)
            UnpackOneByOne(packed, position * bitWidth, bitWidth, values, head);
        if (head < count)
            Unpack(packed + ((position + head) * bitWidth / 8), bitWidth, values + head, count - head, room - head);
    }

    /// <summary>One value of up to 64 bits at any bit; 8 bytes after its first must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(byte* packed, long bit, int bitWidth)
    {
        if (bitWidth == 0)
            return 0;
        var at = packed + (bit >>> 3);
        var shift = (int)bit & 7;
        var value = Unsafe.ReadUnaligned<ulong>(at) >>> shift;
        if (shift + bitWidth > 64)
            value |= (ulong)at[8] << (64 - shift);
        return value & (ulong.MaxValue >>> (64 - bitWidth));
    }

    // A register a step: bytes go to the words that need them, then each value to its place.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackVbmi<T>(byte* packed, int bitWidth, T* values, int count, int room)
        where T : unmanaged
    {
        var lanes = 64 / sizeof(T);
        var stepBytes = lanes * bitWidth / 8;
        var table = UnpackTables.Of(sizeof(T), bitWidth);
        var bytes = Vector512.Load(table);
        var shifts = Vector512.Load(table + 64);
        var mask = Vector512.Load(table + 128);
        var i = 0;
        for (; i + lanes <= room && i < count; i += lanes, packed += stepBytes)
        {
            var words = Avx512Vbmi.PermuteVar64x8(Vector512.Load(packed), bytes);
            (Avx512Vbmi.MultiShift(shifts, words.AsUInt64()) & mask).Store((byte*)(values + i));
        }

        if (i < count)
        {
            var words = Avx512Vbmi.PermuteVar64x8(Vector512.Load(packed), bytes);
            var last = Avx512Vbmi.MultiShift(shifts, words.AsUInt64()) & mask;
            Unsafe.CopyBlockUnaligned(values + i, &last, (uint)((count - i) * sizeof(T)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackWords<T>(byte* packed, int bitWidth, T* values, int count)
        where T : unmanaged
    {
        var perWord = 8 / sizeof(T);
        var wordBits = perWord * bitWidth;
        var mask = UnpackTables.WordMask(sizeof(T), bitWidth);
        var bit = 0L;
        var i = 0;
        for (; i + perWord <= count; i += perWord, bit += wordBits)
        {
            var word = Unsafe.ReadUnaligned<ulong>(packed + (bit >>> 3)) >>> (int)(bit & 7);
            Unsafe.WriteUnaligned(values + i, Deposit<T>(word, bitWidth, mask));
        }

        if (i < count)
        {
            var word = Deposit<T>(Unsafe.ReadUnaligned<ulong>(packed + (bit >>> 3)) >>> (int)(bit & 7), bitWidth, mask);
            Unsafe.CopyBlockUnaligned(values + i, &word, (uint)((count - i) * sizeof(T)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Deposit<T>(ulong word, int bitWidth, ulong mask)
        where T : unmanaged
    {
        if (sizeof(T) == 8)
            return word & mask;
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitDeposit(word, mask);

        // Halves go apart, then halves of halves, until every value has its place.
        if (sizeof(T) <= 4)
            word = (word & Low(bitWidth * (4 / sizeof(T)))) | (word >>> (bitWidth * (4 / sizeof(T))) << 32);
        if (sizeof(T) <= 2)
            word = SpreadPairs(word, bitWidth * (2 / sizeof(T)), 16, 0x0000FFFF0000FFFF);
        if (sizeof(T) == 1)
            word = SpreadPairs(word, bitWidth, 8, 0x00FF00FF00FF00FF);
        return word & mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Low(int bits) => (1UL << bits) - 1;

    // In every part of twice the target bits: the low `bits` stay, those above go to the upper half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SpreadPairs(ulong word, int bits, int targetBits, ulong lowHalves)
    {
        var low = Low(bits) * (lowHalves / Low(targetBits));
        return (word & low) | ((word >>> bits & low) << targetBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackOneByOne<T>(byte* packed, long bit, int bitWidth, T* values, int count)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++, bit += bitWidth)
        {
            var value = Read(packed, bit, bitWidth);
            values[i] = Unsafe.As<ulong, T>(ref value);
        }
    }
}

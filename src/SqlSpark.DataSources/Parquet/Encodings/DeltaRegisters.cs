using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Packed differences to sums within registers: <see cref="BitUnpacking"/> and <see cref="PrefixSums"/> in one, without a way
/// through memory.
/// </summary>
internal static unsafe class DeltaRegisters
{
    /// <summary>Whether the machine and the widths allow it.</summary>
    /// <param name="size">Bytes of a value, 4 or 8.</param>
    /// <param name="bitWidth">Bits of a difference.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanDecode(int size, int bitWidth) =>
        Avx512Vbmi.IsSupported && bitWidth > 0 && bitWidth < 8 * size && UnpackTables.FitsWords(size, bitWidth);

    /// <summary>Writes sums of differences, <paramref name="minDelta"/> added to each.</summary>
    /// <param name="packed">The differences; 64 bytes after the last one must be readable.</param>
    /// <param name="bitWidth">Bits of each.</param>
    /// <param name="values">Where the sums go.</param>
    /// <param name="count">How many, a multiple of 16.</param>
    /// <param name="start">What the first difference is added to.</param>
    /// <param name="minDelta">Added to each difference.</param>
    /// <returns>The last sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Decode(byte* packed, int bitWidth, uint* values, int count, uint start, uint minDelta)
    {
        var table = UnpackTables.Of(sizeof(uint), bitWidth);
        var (bytes, shifts, mask) = (Vector512.Load(table), Vector512.Load(table + 64), Vector512.Load(table + 128));
        var (sum, least, none) = (Vector512.Create(start), Vector512.Create(minDelta), Vector512<uint>.Zero);
        var lastLane = Vector512.Create(15U);
        for (var i = 0; i < count; i += 16, packed += 2 * bitWidth)
        {
            var words = Avx512Vbmi.PermuteVar64x8(Vector512.Load(packed), bytes);
            var part = (Avx512Vbmi.MultiShift(shifts, words.AsUInt64()) & mask).AsUInt32() + least;
            part += Avx512F.AlignRight32(part, none, 15);
            part += Avx512F.AlignRight32(part, none, 14);
            part += Avx512F.AlignRight32(part, none, 12);
            part += Avx512F.AlignRight32(part, none, 8);
            (part + sum).Store(values + i);
            sum += Avx512F.PermuteVar16x32(part, lastLane);
        }

        return sum.ToScalar();
    }

    /// <inheritdoc cref="Decode(byte*, int, uint*, int, uint, uint)" />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Decode(byte* packed, int bitWidth, ulong* values, int count, ulong start, ulong minDelta)
    {
        var table = UnpackTables.Of(sizeof(ulong), bitWidth);
        var (bytes, shifts, mask) = (Vector512.Load(table), Vector512.Load(table + 64), Vector512.Load(table + 128));
        var (sum, least, none) = (Vector512.Create(start), Vector512.Create(minDelta), Vector512<ulong>.Zero);
        var lastLane = Vector512.Create(7UL);
        for (var i = 0; i < count; i += 8, packed += bitWidth)
        {
            var words = Avx512Vbmi.PermuteVar64x8(Vector512.Load(packed), bytes);
            var part = (Avx512Vbmi.MultiShift(shifts, words.AsUInt64()) & mask).AsUInt64() + least;
            part += Avx512F.AlignRight64(part, none, 7);
            part += Avx512F.AlignRight64(part, none, 6);
            part += Avx512F.AlignRight64(part, none, 4);
            (part + sum).Store(values + i);
            sum += Avx512F.PermuteVar8x64(part, lastLane);
        }

        return sum.ToScalar();
    }
}

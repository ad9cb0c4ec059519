using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Writes INT32 and INT64 in encoding DELTA_BINARY_PACKED, in blocks of 128 values with four mini-blocks as parquet-java does.
/// Parquet: Encodings.md, DELTA_BINARY_PACKED.
/// </summary>
internal static unsafe class DeltaBinaryPackedEncoder
{
    private const int BlockLength = 128;
    private const int MiniBlockCount = 4;
    private const int MiniBlockLength = BlockLength / MiniBlockCount;

    /// <summary>Writes all values of a page.</summary>
    /// <param name="values">The values, without those of null rows.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void Encode(ReadOnlySpan<int> values, EncodingBuffer target)
    {
        fixed (int* from = values)
            Encode<int, uint>(from, values.Length, target);
    }

    /// <inheritdoc cref="Encode(ReadOnlySpan{int}, EncodingBuffer)" />
    public static void Encode(ReadOnlySpan<long> values, EncodingBuffer target)
    {
        fixed (long* from = values)
            Encode<long, ulong>(from, values.Length, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Encode<T, TBits>(T* values, int count, EncodingBuffer target)
        where T : unmanaged, IBinaryInteger<T>
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        target.WriteUnsigned(BlockLength);
        target.WriteUnsigned(MiniBlockCount);
        target.WriteUnsigned((ulong)count);
        target.WriteSigned(count > 0 ? long.CreateTruncating(values[0]) : 0);
        var deltas = stackalloc T[BlockLength];
        for (var first = 1; first < count; first += BlockLength)
        {
            var length = Math.Min(BlockLength, count - first);
            var least = unchecked(values[first] - values[first - 1]);
            for (var i = 0; i < length; i++)
            {
                // Differences may overflow; sums do so too, and come out right.
                deltas[i] = unchecked(values[first + i] - values[first + i - 1]);
                least = T.Min(least, deltas[i]);
            }

            for (var i = 0; i < length; i++)
                deltas[i] = unchecked(deltas[i] - least);
            new Span<T>(deltas + length, BlockLength - length).Clear();
            target.WriteSigned(long.CreateTruncating(least));
            EncodeMiniBlocks((TBits*)deltas, length, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EncodeMiniBlocks<TBits>(TBits* deltas, int length, EncodingBuffer target)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var room = target.Reserve(MiniBlockCount + (BlockLength * sizeof(TBits)) + 8);
        var to = room + MiniBlockCount;
        for (var miniBlock = 0; miniBlock < MiniBlockCount; miniBlock++)
        {
            var from = deltas + (miniBlock * MiniBlockLength);
            var all = TBits.Zero;
            for (var i = 0; i < MiniBlockLength; i++)
                all |= from[i];
            var bitWidth = miniBlock * MiniBlockLength < length ? BitPacking.BitWidthOf(ulong.CreateTruncating(all)) : 0;
            room[miniBlock] = (byte)bitWidth;
            BitPacking.Pack(from, MiniBlockLength, bitWidth, to);
            to += MiniBlockLength / 8 * bitWidth;
        }

        target.Advance((int)(to - room));
    }
}

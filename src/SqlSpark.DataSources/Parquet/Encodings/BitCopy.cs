using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Bits from any place to any place.</summary>
internal static unsafe class BitCopy
{
    /// <summary>Copies bits; those of the target outside of its range stay as they are.</summary>
    /// <param name="source">Bit 0 is the least significant one of the first byte; 8 bytes after the last bit must be readable.</param>
    /// <param name="sourceBit">The first bit to copy.</param>
    /// <param name="words">The bitmap to write.</param>
    /// <param name="firstRow">The bit to write first.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many of them are set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Copy(byte* source, long sourceBit, Span<ulong> words, int firstRow, int count)
    {
        var ones = 0;
        while (count > 0)
        {
            var step = Math.Min(count, 64 - (firstRow & 63));
            var bits = BitUnpacking.Read(source, sourceBit, step);
            ones += BitOperations.PopCount(bits);
            Bitmaps.Write(words, firstRow, bits, step);
            sourceBit += step;
            firstRow += step;
            count -= step;
        }

        return ones;
    }

    /// <summary>Sets or clears bits; those outside of the range stay as they are.</summary>
    /// <param name="value">What to write.</param>
    /// <param name="words">The bitmap to write.</param>
    /// <param name="firstRow">The bit to write first.</param>
    /// <param name="count">How many, at least 1.</param>
    public static void Fill(bool value, Span<ulong> words, int firstRow, int count)
    {
        var bits = value ? ulong.MaxValue : 0;
        var lastRow = firstRow + count - 1;
        var (first, last) = (firstRow >>> 6, lastRow >>> 6);
        var head = ulong.MaxValue << (firstRow & 63);
        var tail = Bitmaps.LastWordMask(lastRow + 1);
        if (first == last)
            head &= tail;
        words[first] = (words[first] & ~head) | (bits & head);
        if (first == last)
            return;
        words[(first + 1)..last].Fill(bits);
        words[last] = (words[last] & ~tail) | (bits & tail);
    }
}

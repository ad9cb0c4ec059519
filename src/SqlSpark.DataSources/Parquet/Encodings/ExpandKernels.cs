using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Pages store values of valid rows only; these spread them over the rows.</summary>
internal static unsafe class ExpandKernels
{
    /// <summary>Writes the values to the valid rows in order, and zero to the others.</summary>
    /// <param name="values">As many as rows are valid.</param>
    /// <param name="validity">The bitmap of the batch.</param>
    /// <param name="firstRow">The bit of the first row.</param>
    /// <param name="rows">The rows from <paramref name="firstRow"/> on.</param>
    public static void Expand<T>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity, int firstRow, Span<T> rows)
        where T : unmanaged
    {
        fixed (T* from = values, to = rows)
            ExpandWords(from, values.Length, validity, firstRow, to, rows.Length, isDescending: false);
    }

    /// <summary>Spreads the values at the front of the rows over the valid ones, and writes zero to the others.</summary>
    /// <param name="rows">The rows from <paramref name="firstRow"/> on; the first <paramref name="validCount"/> hold the values.</param>
    /// <param name="validity">The bitmap of the batch.</param>
    /// <param name="firstRow">The bit of the first row.</param>
    /// <param name="validCount">Rows of these that are valid.</param>
    public static void ExpandInPlace<T>(Span<T> rows, ReadOnlySpan<ulong> validity, int firstRow, int validCount)
        where T : unmanaged
    {
        if (validCount == rows.Length)
            return;
        fixed (T* values = rows)
            ExpandWords(values, validCount, validity, firstRow, values, rows.Length, isDescending: true);
    }

    /// <summary>Spreads the bits from <paramref name="firstRow"/> on over the valid rows, and clears those of the others.</summary>
    /// <param name="words">A bitmap whose bits from <paramref name="firstRow"/> on are the values.</param>
    /// <param name="validity">The bitmap of the batch.</param>
    /// <param name="firstRow">The bit of the first row.</param>
    /// <param name="count">Rows to fill.</param>
    /// <param name="validCount">Rows of these that are valid.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ExpandBitsInPlace(Span<ulong> words, ReadOnlySpan<ulong> validity, int firstRow, int count, int validCount)
    {
        // From the end, so that values are read before their rows are written.
        for (var row = (count - 1) & ~63; row >= 0; row -= 64)
        {
            var step = Math.Min(64, count - row);
            var valid = Bitmaps.Read(validity, firstRow + row, step);
            var stored = BitOperations.PopCount(valid);
            validCount -= stored;
            AssertLeft(validCount);
            var bits = stored == 0 ? 0 : BitKernels.Deposit(Bitmaps.Read(words, firstRow + validCount, stored), valid);
            Bitmaps.Write(words, firstRow + row, bits, step);
        }
    }

    /// <summary>Turns definition levels into validity: a bit is set where the level is the column's greatest.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="maxLevel">The level of values that are there.</param>
    /// <param name="validity">The bitmap to write; bits outside of the rows stay as they are.</param>
    /// <param name="firstRow">The row of the first level.</param>
    /// <returns>How many bits were set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ToValidity(ReadOnlySpan<byte> levels, byte maxLevel, Span<ulong> validity, int firstRow)
    {
        var count = 0;
        fixed (byte* from = levels)
        {
            var greatest = Vector512.Create(maxLevel);
            var i = 0;
            for (; i + 64 <= levels.Length; i += 64)
            {
                var bits = Vector512.Equals(Vector512.Load(from + i), greatest).ExtractMostSignificantBits();
                Bitmaps.Write(validity, firstRow + i, bits, 64);
                count += BitOperations.PopCount(bits);
            }

            if (i < levels.Length)
            {
                var bits = 0UL;
                for (var j = i; j < levels.Length; j++)
                    bits |= from[j] == maxLevel ? 1UL << (j - i) : 0;
                Bitmaps.Write(validity, firstRow + i, bits, levels.Length - i);
                count += BitOperations.PopCount(bits);
            }
        }

        return count;
    }

    // In descending order values and rows may be the same memory: a value is never behind its row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ExpandWords<T>(T* values, int valueCount, ReadOnlySpan<ulong> validity, int firstRow, T* rows, int rowCount, bool isDescending)
        where T : unmanaged
    {
        var wordCount = Bitmaps.WordCount(rowCount);
        var next = isDescending ? valueCount : 0;
        for (var word = 0; word < wordCount; word++)
        {
            var row = (isDescending ? wordCount - 1 - word : word) * 64;
            var step = Math.Min(64, rowCount - row);
            var valid = Bitmaps.Read(validity, firstRow + row, step);
            var stored = BitOperations.PopCount(valid);
            if (isDescending)
                next -= stored;
            AssertLeft(isDescending ? next : valueCount - next - stored);

            // Registers of values are read beyond those needed; in place, that is at most up to the rows they go to.
            ExpandWord(values + next, valid, rows + row, step, step == 64 && (isDescending || valueCount - next >= 64));
            if (!isDescending)
                next += stored;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ExpandWord<T>(T* values, ulong valid, T* rows, int rowCount, bool hasWholeRegisters)
        where T : unmanaged
    {
        if (valid == 0)
            new Span<T>(rows, rowCount).Clear();
        else if (valid == Bitmaps.LastWordMask(rowCount))
            Buffer.MemoryCopy(values, rows, (long)rowCount * sizeof(T), (long)rowCount * sizeof(T));
        else if (!hasWholeRegisters || !ExpandRegisters.TryExpand(values, valid, rows))
            ExpandRegisters.ExpandOneByOne(values, valid, rows, rowCount);
    }

    [Conditional("DEBUG")]
    private static void AssertLeft(int valueCount) => Debug.Assert(valueCount >= 0, "fewer values than valid rows");
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

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
        var next = 0;
        for (var i = 0; i < rows.Length; i++)
            rows[i] = Bitmaps.Get(validity, firstRow + i) ? values[next++] : default;
    }

    /// <summary>Spreads the values at the front of the rows over the valid ones, and writes zero to the others.</summary>
    /// <param name="rows">The rows from <paramref name="firstRow"/> on; the first <paramref name="validCount"/> hold the values.</param>
    /// <param name="validity">The bitmap of the batch.</param>
    /// <param name="firstRow">The bit of the first row.</param>
    /// <param name="validCount">Rows of these that are valid.</param>
    public static void ExpandInPlace<T>(Span<T> rows, ReadOnlySpan<ulong> validity, int firstRow, int validCount)
        where T : unmanaged
    {
        var next = validCount;
        for (var i = rows.Length - 1; i >= 0; i--)
            rows[i] = Bitmaps.Get(validity, firstRow + i) ? rows[--next] : default;
        Debug.Assert(next == 0, "a count that is not the bitmap's");
    }

    /// <summary>Spreads the bits from <paramref name="firstRow"/> on over the valid rows, and clears those of the others.</summary>
    /// <param name="words">A bitmap whose bits from <paramref name="firstRow"/> on are the values.</param>
    /// <param name="validity">The bitmap of the batch.</param>
    /// <param name="firstRow">The bit of the first row.</param>
    /// <param name="count">Rows to fill.</param>
    /// <param name="validCount">Rows of these that are valid.</param>
    public static void ExpandBitsInPlace(Span<ulong> words, ReadOnlySpan<ulong> validity, int firstRow, int count, int validCount)
    {
        var next = validCount;
        for (var i = count - 1; i >= 0; i--)
            Bitmaps.Assign(words, firstRow + i, Bitmaps.Get(validity, firstRow + i) && Bitmaps.Get(words, firstRow + --next));
        Debug.Assert(next == 0, "a count that is not the bitmap's");
    }

    /// <summary>Turns definition levels into validity: a bit is set where the level is the column's greatest.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="maxLevel">The level of values that are there.</param>
    /// <param name="validity">The bitmap to write; bits outside of the rows stay as they are.</param>
    /// <param name="firstRow">The row of the first level.</param>
    /// <returns>How many bits were set.</returns>
    public static int ToValidity(ReadOnlySpan<byte> levels, byte maxLevel, Span<ulong> validity, int firstRow)
    {
        var count = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            Bitmaps.Assign(validity, firstRow + i, levels[i] == maxLevel);
            count += levels[i] == maxLevel ? 1 : 0;
        }

        return count;
    }
}

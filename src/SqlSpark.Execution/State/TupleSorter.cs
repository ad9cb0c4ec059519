using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>
/// Orders rows by their addresses, stable: by the first 64-bit word of the key by radix, then what is equal by the next, and so on. Strings of any
/// length are a sequence of words; few rows are compared whole.
/// </summary>
/// <param name="columns">The order.</param>
/// <param name="account">Pays for scratch memory.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed unsafe class TupleSorter(ImmutableArray<TupleSortColumn> columns, MemoryAccount account, CancellationToken cancellation) : IDisposable
{
    private const int InsertionLength = 24;
    private const int Ahead = 16;
    private const int RowsPerLook = 1 << 16;

    private readonly RadixSorter _radix = new(account);
    private readonly ScratchBuffer _keys = new(account);
    private readonly ScratchBuffer _places = new(account);
    private readonly ScratchBuffer _moved = new(account);
    private int _sorted;

    /// <summary>Orders rows.</summary>
    public void Sort(nint* rows, int count)
    {
        Reserve(count);
        SortRun(rows, 0, count, default);
    }

    /// <summary>Orders rows that are in order by their first word already.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="words">The first words, ascending.</param>
    /// <param name="isExact">True when equal words mean equal first keys.</param>
    /// <param name="isNull">True when the first key is NULL in all rows.</param>
    public void SortTies(nint* rows, int count, ulong* words, bool isExact, bool isNull)
    {
        var isBegunString = columns[0].Column is { Physical: PhysicalType.View, IsNested: false };      // its first eight bytes are equal
        var next = isExact || isNull ? new Level(1, 0) : new Level(0, isBegunString ? 2 : 1);
        if (next.Column == columns.Length)
            return;
        Reserve(count);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && words[end] == words[start])
                end++;
            if (end - start > 1)
                SortRun(rows, start, end, next);
            start = end;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _radix.Dispose();
        _keys.Dispose();
        _places.Dispose();
        _moved.Dispose();
    }

    private void Reserve(int count)
    {
        _keys.Get<ulong>(count);
        _places.Get<int>(count);
        _moved.Get<nint>(count);
    }

    // Goes on with the longest run of equal words itself, so that recursion is no deeper than the logarithm of the number of rows.
    private void SortRun(nint* rows, int start, int end, Level level)
    {
        while (level.Column < columns.Length && end - start > 1)
        {
            if (end - start <= InsertionLength)
            {
                InsertionSort(columns.AsSpan()[level.Column..], rows + start, end - start);
                return;
            }

            // NULLs stand apart once their level is done; what is stored under them has no order.
            if (level.Word > 0 && TupleOrder.IsNull(columns[level.Column].Column, rows[start]))
            {
                level = new Level(level.Column + 1, 0);
                continue;
            }

            CheckCanceled(end - start);
            var keys = _keys.Get<ulong>(end) + start;
            var next = Fill(rows + start, end - start, level, keys, out var isConstant);
            level = next;
            if (isConstant)
                continue;
            Order(rows + start, end - start, keys, _places.Get<int>(end) + start);
            (start, end) = SortShorterRuns(rows, start, end, level);
        }
    }

    private (int Start, int End) SortShorterRuns(nint* rows, int start, int end, Level level)
    {
        var keys = _keys.Get<ulong>(end);
        var (longestStart, longestEnd) = (start, start);
        for (var runStart = start; runStart < end;)
        {
            var runEnd = runStart + 1;
            while (runEnd < end && keys[runEnd] == keys[runStart])
                runEnd++;
            var (shorterStart, shorterEnd) = (runStart, runEnd);
            if (runEnd - runStart > longestEnd - longestStart)
                (shorterStart, shorterEnd, longestStart, longestEnd) = (longestStart, longestEnd, runStart, runEnd);
            SortRun(rows, shorterStart, shorterEnd, level);
            runStart = runEnd;
        }

        return (longestStart, longestEnd);
    }

    private void Order(nint* rows, int count, ulong* keys, int* places)
    {
        for (var i = 0; i < count; i++)
            places[i] = i;
        _radix.Sort(new Span<ulong>(keys, count), new Span<int>(places, count));
        var moved = _moved.Get<nint>(count);
        new Span<nint>(rows, count).CopyTo(new Span<nint>(moved, count));
        for (var i = 0; i < count; i++)
            rows[i] = moved[places[i]];
    }

    /// <summary>Writes the words of a level and says which level tells apart what these do not.</summary>
    private Level Fill(nint* rows, int count, Level level, ulong* keys, out bool isConstant)
    {
        var key = columns[level.Column];
        var nextColumn = new Level(level.Column + 1, 0);
        if (level.Word == 0 && FillNulls(rows, count, key, keys, out isConstant) is var nullCount and > 0)
            return nullCount == count ? nextColumn : new Level(level.Column, 1);
        var (column, offset) = (key.Column, key.Column.Offset);
        var word = Math.Max(level.Word, 1);
        var next = nextColumn;
        switch (column.Physical)
        {
            case PhysicalType.View:
                if (FillBytes(rows, count, offset, (word - 1) << 3, keys))
                    next = new Level(level.Column, word + 1);
                else if (word > 1)
                    FillLengths(rows, count, offset, keys);
                else
                    next = new Level(level.Column, 2);
                break;
            case PhysicalType.Int128:
                FillHalves(rows, count, offset, isHigh: word == 1, keys);
                next = word == 1 ? new Level(level.Column, 2) : nextColumn;
                break;
            default:
                FillValues(rows, count, column.Physical, offset, keys);
                break;
        }

        var flip = key.IsAscending ? 0 : ulong.MaxValue;
        var difference = 0UL;
        for (var i = 0; i < count; i++)
        {
            keys[i] ^= flip;
            difference |= keys[i] ^ keys[0];
        }

        isConstant = difference == 0;
        return next;
    }

    private int FillNulls(nint* rows, int count, TupleSortColumn key, ulong* keys, out bool isConstant)
    {
        var nullRank = key.NullsFirst ? 0UL : 2UL;
        var nullCount = 0;
        for (var i = 0; i < count; i++)
        {
            if (i + Ahead < count)
                Prefetch.Line((byte*)rows[i + Ahead] + key.Column.ValidityOffset);
            var isNull = TupleOrder.IsNull(key.Column, rows[i]);
            nullCount += isNull ? 1 : 0;
            keys[i] = isNull ? nullRank : 1;
        }

        isConstant = nullCount == 0 || nullCount == count;
        return nullCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillValues(nint* rows, int count, PhysicalType physical, int offset, ulong* keys)
    {
        for (var i = 0; i < count; i++)
        {
            if (i + Ahead < count)
                Prefetch.Line((byte*)rows[i + Ahead] + offset);
            keys[i] = TupleOrder.Word(physical, (byte*)rows[i] + offset);
        }
    }

    /// <summary>Writes words of strings. Returns true when some string goes on after its word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool FillBytes(nint* rows, int count, int offset, int start, ulong* keys)
    {
        var longest = 0;
        for (var i = 0; i < count; i++)
        {
            if (i + Ahead < count)
                Prefetch.Line((byte*)rows[i + Ahead] + offset);
            var view = (Utf8View*)(rows[i] + offset);
            longest = Math.Max(longest, view->Length);
            keys[i] = TupleOrder.Word(view, start);
        }

        return longest > start;
    }

    // Strings that have all bytes in common but for zeros at the end.
    private static void FillLengths(nint* rows, int count, int offset, ulong* keys)
    {
        for (var i = 0; i < count; i++)
            keys[i] = (ulong)((Utf8View*)(rows[i] + offset))->Length;
    }

    private static void FillHalves(nint* rows, int count, int offset, bool isHigh, ulong* keys)
    {
        for (var i = 0; i < count; i++)
        {
            var half = ((ulong*)(rows[i] + offset))[isHigh ? 1 : 0];
            keys[i] = isHigh ? half ^ (1UL << 63) : half;
        }
    }

    private static void InsertionSort(ReadOnlySpan<TupleSortColumn> order, nint* rows, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var row = rows[i];
            var place = i;
            for (; place > 0 && TupleOrder.Compare(order, rows[place - 1], row) > 0; place--)
                rows[place] = rows[place - 1];
            rows[place] = row;
        }
    }

    private void CheckCanceled(int count)
    {
        _sorted += count;
        if (_sorted < RowsPerLook)
            return;
        _sorted = 0;
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>A word of the key: 0 tells NULLs, later ones the value.</summary>
    private readonly record struct Level(int Column, int Word);
}

using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.Generates;

/// <summary>
/// How often each live row of a batch comes, and which elements of the children of its last column it takes: one run a row that comes at all. Runs are handed out in parts.
/// </summary>
/// <param name="areNumbers">True when the last column holds BIGINT numbers and no lists.</param>
/// <param name="isOuter">True when a row without elements comes once.</param>
/// <param name="account">Pays for the runs.</param>
internal sealed class RowRuns(bool areNumbers, bool isOuter, MemoryAccount account) : IDisposable
{
    private const int NoElement = -1;

    private readonly ScratchBuffer _rows = new(account);
    private readonly ScratchBuffer _firsts = new(account);
    private readonly ScratchBuffer _lengths = new(account);
    private readonly VectorWriter _numbers = new(LongType.Instance, account);
    private int _count;
    private int _next;          // run
    private long _taken;        // of it

    /// <summary>Whose children the elements are in.</summary>
    public ListVector Lists { get; private set; } = null!;

    /// <summary>True when all runs of the batch are handed out.</summary>
    public bool AreDone => _next == _count;

    /// <summary>Takes up a batch.</summary>
    public void Begin(RecordBatch batch)
    {
        (_count, _next, _taken) = (0, 0, 0);
        var column = batch[batch.ColumnCount - 1];
        if (column is LazyVector lazy)
            column = lazy.Load(batch.Rows);
        var rows = _rows.GetSpan<int>(batch.LiveCount);
        var firsts = _firsts.GetSpan<int>(batch.LiveCount);
        var lengths = _lengths.GetSpan<long>(batch.LiveCount);
        if (areNumbers)
        {
            var numbers = (FlatVector)VectorCopy.Widen(column, _numbers);
            _count = AddNumbers(numbers.Values<long>(), numbers.Validity, batch.Rows, rows, lengths);
            return;
        }

        switch (column)
        {
            case ListVector list:
                Lists = list;
                _count = AddLists(list.Entries, batch.Rows, isOuter, rows, firsts, lengths);
                break;
            case ConstantVector { Value: ListVector value }:
                Lists = value;
                _count = AddSame(value.Entries[0], batch.Rows, isOuter, rows, firsts, lengths);
                break;
            case DictionaryVector { Dictionary.Values: ListVector entries } coded:
                Lists = entries;
                _count = AddCoded(coded, entries.Entries, batch.Rows, isOuter, rows, firsts, lengths);
                break;
            default:
                throw InternalErrors.Unreachable(column.GetType().Name);
        }
    }

    /// <summary>Hands out as much as there is room for.</summary>
    /// <param name="rows">Takes the row of each.</param>
    /// <param name="elements">Takes the element of each, -1 for none; empty when elements do not matter.</param>
    /// <param name="positions">Takes the position in its list, -1 for none; empty when positions do not matter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Part Take(Span<int> rows, Span<int> elements, Span<int> positions)
    {
        var runRows = _rows.GetSpan<int>(_count);
        var firsts = _firsts.GetSpan<int>(_count);
        var lengths = _lengths.GetSpan<long>(_count);
        var (count, next, taken) = (0, _next, _taken);
        var (areRowsNeighbors, areElementsNeighbors, lacksElements) = (true, true, false);
        while (count < rows.Length && next < runRows.Length)
        {
            var (row, first) = (runRows[next], firsts[next]);
            var part = (int)Math.Min(lengths[next] - taken, rows.Length - count);
            rows.Slice(count, part).Fill(row);
            areRowsNeighbors &= part == 1 && (count == 0 || rows[count - 1] + 1 == row);
            if (!elements.IsEmpty)
            {
                if (first == NoElement)
                {
                    lacksElements = true;
                    elements[count] = NoElement;
                }
                else
                {
                    var element = first + (int)taken;
                    areElementsNeighbors &= count == 0 || elements[count - 1] + 1 == element;
                    for (var i = count; i < count + part; i++)
                        elements[i] = element++;
                }
            }

            if (!positions.IsEmpty)
            {
                var position = first == NoElement ? NoElement : (int)taken;
                for (var i = count; i < count + part; i++)
                    positions[i] = position++;
            }

            count += part;
            taken += part;
            if (taken == lengths[next])
                (next, taken) = (next + 1, 0);
        }

        (_next, _taken) = (next, taken);
        return new Part(count, areRowsNeighbors, areElementsNeighbors && !lacksElements, lacksElements);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
        _firsts.Dispose();
        _lengths.Dispose();
        _numbers.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddNumbers(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> validity, Rows live, Span<int> rows, Span<long> lengths)
    {
        var count = 0;
        foreach (var row in live)
        {
            if (numbers[row] <= 0 || !Bitmaps.IsValid(validity, row))
                continue;
            rows[count] = row;
            lengths[count++] = numbers[row];
        }

        return count;
    }

    // Under a NULL the entry is empty.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddLists(ReadOnlySpan<ListEntry> entries, Rows live, bool isOuter, Span<int> rows, Span<int> firsts, Span<long> lengths)
    {
        var count = 0;
        foreach (var row in live)
            count += Add(row, entries[row], isOuter, ref rows[count], ref firsts[count], ref lengths[count]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddSame(ListEntry entry, Rows live, bool isOuter, Span<int> rows, Span<int> firsts, Span<long> lengths)
    {
        var count = 0;
        foreach (var row in live)
            count += Add(row, entry, isOuter, ref rows[count], ref firsts[count], ref lengths[count]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddCoded(
        DictionaryVector coded, ReadOnlySpan<ListEntry> entries, Rows live, bool isOuter, Span<int> rows, Span<int> firsts, Span<long> lengths)
    {
        var validity = coded.Validity;
        var count = 0;
        foreach (var row in live)
        {
            var entry = Bitmaps.IsValid(validity, row) ? entries[coded.Code(row)] : default;
            count += Add(row, entry, isOuter, ref rows[count], ref firsts[count], ref lengths[count]);
        }

        return count;
    }

    // What is written for a row that does not come is written over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Add(int row, ListEntry entry, bool isOuter, ref int runRow, ref int first, ref long length)
    {
        runRow = row;
        first = entry.Offset;
        length = entry.Length;
        if (entry.Length > 0)
            return 1;
        first = NoElement;
        length = 1;
        return isOuter ? 1 : 0;
    }

    /// <summary>What was handed out.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="AreRowsNeighbors">True when the rows follow each other, each once.</param>
    /// <param name="AreElementsNeighbors">True when the elements follow each other.</param>
    /// <param name="LacksElements">True when some have no element.</param>
    public readonly record struct Part(int Count, bool AreRowsNeighbors, bool AreElementsNeighbors, bool LacksElements);
}

using System.Collections.Immutable;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>
/// Orders rows that their first words do not tell apart. The keys of these rows alone are brought together as rows, a part at a time, and sorted with the
/// numbers that they belong to.
/// </summary>
internal sealed unsafe class SortTies : IDisposable
{
    // Rows of equal words that are sorted together, unless one word has more.
    private const int PartRows = 32 * 1024;

    private readonly SortPlan _plan;
    private readonly ColumnPages _pages;
    private readonly TaskContext _context;
    private readonly TupleLayout _layout;
    private readonly ImmutableArray<TupleSortColumn> _order;
    private readonly TupleStore _store;
    private readonly NativeList<nint> _rows;
    private readonly NativeList<ulong> _words;
    private readonly NativeList<uint> _numbers;
    private readonly NativeList<int> _runs;     // start and end of each run of equal words of the part

    /// <summary>Prepares to order rows.</summary>
    /// <param name="plan">The order.</param>
    /// <param name="pages">The rows' columns.</param>
    /// <param name="context">The task, which pays for the rows and can be stopped.</param>
    public SortTies(SortPlan plan, ColumnPages pages, TaskContext context)
    {
        _plan = plan;
        _pages = pages;
        _context = context;
        _layout = new TupleLayout([], [.. plan.KeyColumns.Select(c => plan.Pages.Columns[c].Type), IntegerType.Instance]);
        _order = [.. plan.SortColumns.Select((key, i) => key with { Column = _layout.Payload[i] })];
        _store = new TupleStore(_layout, context.Account);
        _rows = new NativeList<nint>(context.Account);
        _words = new NativeList<ulong>(context.Account);
        _numbers = new NativeList<uint>(context.Account);
        _runs = new NativeList<int>(context.Account);
    }

    /// <summary>Orders rows that are in order by their first word.</summary>
    /// <param name="words">The words, ascending.</param>
    /// <param name="numbers">The row of each word.</param>
    /// <param name="isExact">True when equal words mean equal first keys.</param>
    public void Sort(ReadOnlySpan<ulong> words, uint* numbers, bool isExact)
    {
        using var sorter = new TupleSorter(_order, _context.Account, _context.Cancellation);
        for (var start = 0; start < words.Length;)
        {
            var end = start + 1;
            while (end < words.Length && words[end] == words[start])
                end++;
            if (end - start > 1)
                AddRun(words, numbers, start, end);
            if (_numbers.Count >= PartRows || (end == words.Length && _numbers.Count > 0))
                SortPart(sorter, numbers, isExact);
            start = end;
        }
    }

    /// <summary>Orders rows that are all NULL in the first key.</summary>
    public void SortEqual(uint* numbers, int count)
    {
        var rows = Rows(numbers, count, firstKey: 1);
        using (var sorter = new TupleSorter(_order.RemoveAt(0), _context.Account, _context.Cancellation))
            sorter.Sort(rows, count);
        Take(rows, numbers, count);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _store.Dispose();
        _rows.Dispose();
        _words.Dispose();
        _numbers.Dispose();
        _runs.Dispose();
    }

    private void AddRun(ReadOnlySpan<ulong> words, uint* numbers, int start, int end)
    {
        words[start..end].CopyTo(new Span<ulong>(_words.Append(end - start), end - start));
        new Span<uint>(numbers + start, end - start).CopyTo(new Span<uint>(_numbers.Append(end - start), end - start));
        _runs.Add(start);
        _runs.Add(end);
    }

    private void SortPart(TupleSorter sorter, uint* numbers, bool isExact)
    {
        var rows = Rows(_numbers.First, _numbers.Count, firstKey: isExact ? 1 : 0);
        sorter.SortTies(rows, _numbers.Count, _words.First, isExact, isNull: false);
        for (var run = 0; run < _runs.Count; run += 2)
        {
            var (start, end) = (_runs.First[run], _runs.First[run + 1]);
            Take(rows, numbers + start, end - start);
            rows += end - start;
        }

        _words.Clear();
        _numbers.Clear();
        _runs.Clear();
    }

    // The keys before the first are equal in rows that are compared, and not looked at.
    private nint* Rows(uint* numbers, int count, int firstKey)
    {
        _context.ThrowIfCanceled();
        _store.Reset();
        _rows.Clear();
        var rows = _rows.Append(count);
        _store.Append(new Span<nint>(rows, count));
        var numberOffset = _layout.Payload[^1].Offset;
        for (var i = 0; i < count; i++)
        {
            *(uint*)(rows[i] + numberOffset) = numbers[i];
            new Span<byte>((void*)(rows[i] + _layout.PayloadValidityOffset), _layout.PayloadValidityBytes).Fill(0xFF);
        }

        for (var key = firstKey; key < _plan.KeyColumns.Length; key++)
            _pages.CopyTo(_plan.KeyColumns[key], numbers, count, _layout.Payload[key], rows);
        return rows;
    }

    private void Take(nint* rows, uint* numbers, int count)
    {
        var offset = _layout.Payload[^1].Offset;
        for (var i = 0; i < count; i++)
            numbers[i] = *(uint*)(rows[i] + offset);
    }
}

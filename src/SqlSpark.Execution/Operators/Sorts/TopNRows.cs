using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Rows that may be among the first of an order. When there are too many, they are sorted and only the first are kept.</summary>
internal sealed unsafe class TopNRows : IDisposable
{
    private const int SpareRows = 4096;

    private readonly SortPlan _plan;
    private readonly int _wanted;
    private readonly bool _isNull;
    private readonly NativeList<ulong> _words;
    private readonly NativeList<nint> _rows;
    private readonly NativeList<int> _places;
    private readonly NativeList<nint> _sorted;
    private TupleStore _store;
    private TupleStore _spare;

    /// <summary>No rows.</summary>
    /// <param name="plan">The order.</param>
    /// <param name="wanted">How many rows are wanted.</param>
    /// <param name="isNull">True when the first key is NULL in all rows.</param>
    /// <param name="account">Pays for them.</param>
    public TopNRows(SortPlan plan, int wanted, bool isNull, MemoryAccount account)
    {
        _plan = plan;
        _wanted = wanted;
        _isNull = isNull;
        _words = new NativeList<ulong>(account);
        _rows = new NativeList<nint>(account);
        _places = new NativeList<int>(account);
        _sorted = new NativeList<nint>(account);
        _store = new TupleStore(plan.Layout, account);
        _spare = new TupleStore(plan.Layout, account);
    }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>True once there are as many rows as wanted, all with words up to <see cref="Threshold"/>.</summary>
    public bool HasThreshold { get; private set; }

    /// <summary>No more rows with a larger word are wanted.</summary>
    public ulong Threshold { get; private set; }

    /// <summary>True when equal words mean equal first keys.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Bytes held.</summary>
    public long UsedBytes => _store.UsedBytes + _spare.UsedBytes + _words.UsedBytes + _rows.UsedBytes + _places.UsedBytes + _sorted.UsedBytes;

    /// <summary>True when <see cref="Prune"/> should be called.</summary>
    public bool IsFull => Count >= _wanted + Math.Max(_wanted, SpareRows);

    /// <summary>The rows, in order after <see cref="Prune"/>.</summary>
    public ReadOnlySpan<nint> Rows => _rows.Values;

    /// <summary>Adds rows of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="writer">Writes them.</param>
    /// <param name="count">How many.</param>
    /// <param name="live">Their numbers; null when all rows are meant.</param>
    /// <param name="words">The words of their first keys; null when these are NULL.</param>
    /// <param name="isExact">False when equal words may stand for different first keys.</param>
    public void Add(RecordBatch batch, SortRowWriter writer, int count, int* live, ulong* words, bool isExact)
    {
        var rows = writer.Write(batch, _store, count, live);
        new Span<nint>(rows, count).CopyTo(new Span<nint>(_rows.Append(count), count));
        var target = new Span<ulong>(_words.Append(count), count);
        if (words == null)
            target.Clear();
        else
            new Span<ulong>(words, count).CopyTo(target);
        IsExact &= isExact || words == null;
    }

    /// <summary>Sorts the rows and keeps the first.</summary>
    public void Prune(RadixSorter radix, TupleSorter sorter)
    {
        var count = Count;
        _places.Clear();
        _sorted.Clear();
        var places = _places.Append(count);
        for (var i = 0; i < count; i++)
            places[i] = i;
        radix.Sort(_words.Values, _places.Values);
        var sorted = _sorted.Append(count);
        for (var i = 0; i < count; i++)
            sorted[i] = _rows.First[places[i]];
        var kept = Math.Min(count, _wanted);
        if (kept == _wanted)
            (HasThreshold, Threshold) = (true, _words.First[kept - 1]);
        sorter.SortTies(sorted, count, _words.First, IsExact, _isNull);
        _words.Return(count - kept);
        Keep(sorted, kept);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _store.Dispose();
        _spare.Dispose();
        _words.Dispose();
        _rows.Dispose();
        _places.Dispose();
        _sorted.Dispose();
    }

    private void Keep(nint* sorted, int kept)
    {
        _spare.Reset();
        _rows.Clear();
        var rows = _rows.Append(kept);
        _spare.Append(new Span<nint>(rows, kept));
        var layout = _plan.Layout;
        for (var i = 0; i < kept; i++)
            Buffer.MemoryCopy((void*)sorted[i], (void*)rows[i], layout.RowBytes, layout.RowBytes);
        foreach (var column in layout.Payload)
        {
            if (column.Physical == PhysicalType.View)
                TupleScatter.CopyLongViews(rows, column.Offset, kept, _spare.Heap);
        }

        (_store, _spare) = (_spare, _store);
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>The rows of one worker that may be among the first; those whose first key is NULL apart.</summary>
internal sealed unsafe class TopNLocal : LocalSink
{
    private readonly SortPlan _plan;
    private readonly TopNThreshold _shared;
    private readonly SortKeyReader _keys;
    private readonly SortRowWriter _writer;
    private readonly TopNFilter _filter;
    private readonly RadixSorter _radix;
    private readonly TupleSorter _sorter;
    private bool _isHandedOver;

    /// <summary>No rows.</summary>
    /// <param name="plan">The order.</param>
    /// <param name="shared">What all workers know of the limit.</param>
    /// <param name="account">Pays for rows.</param>
    /// <param name="cancellation">Stops sorting.</param>
    public TopNLocal(SortPlan plan, TopNThreshold shared, MemoryAccount account, CancellationToken cancellation)
    {
        _plan = plan;
        _shared = shared;
        _keys = new SortKeyReader(plan, account);
        _writer = new SortRowWriter(plan, account);
        _filter = new TopNFilter(account);
        _radix = new RadixSorter(account);
        _sorter = new TupleSorter(plan.SortColumns, account, cancellation);
        Values = new TopNRows(plan, shared.Wanted, isNull: plan.FirstKey < 0, account);
        Nulls = new TopNRows(plan, shared.Wanted, isNull: true, account);
    }

    /// <summary>Rows with a first key.</summary>
    public TopNRows Values { get; }

    /// <summary>Rows whose first key is NULL.</summary>
    public TopNRows Nulls { get; }

    /// <summary>For each column of the rows, whether one may have NULL there.</summary>
    public ReadOnlySpan<bool> HasNulls => _writer.HasNulls;

    /// <summary>Bytes held, as of the last batch.</summary>
    public long UsedBytes { get; private set; }

    private bool IsSingleKey => _plan.KeyCount == 1;

    /// <inheritdoc />
    public override SinkStatus Consume(RecordBatch batch, TaskContext context)
    {
        context.ThrowIfCanceled();
        if (_shared.Wanted == 0)
            return SinkStatus.Finished;
        if (!TryGetLimit(out var limit) && !_shared.WantsNulls)
            return SinkStatus.More;
        var rows = batch.Rows;
        if (_plan.FirstKey >= 0 && limit < ulong.MaxValue)
            rows = _filter.Apply(batch[_plan.FirstKey], rows, limit, _plan.FirstColumn.IsDescending, _shared.WantsNulls);
        if (rows.IsEmpty)
            return SinkStatus.More;
        _keys.Load(batch);
        _keys.ReadKeys(batch, rows);
        if (_plan.FirstKey >= 0 && limit < ulong.MaxValue)
            _keys.DropAbove(limit);
        if (!_shared.WantsNulls)
            _keys.DropNulls();
        if (_keys.ValidCount > 0)
            Add(batch, Values, _keys.ValidCount, _keys.Valid, _keys.Words);
        if (_keys.NullCount > 0)
            Add(batch, Nulls, _keys.NullCount, _keys.Null, null);
        UsedBytes = Values.UsedBytes + Nulls.UsedBytes;
        return SinkStatus.More;
    }

    /// <summary>Leaves disposal to the sink, by <see cref="Free"/>.</summary>
    public void HandOver() => _isHandedOver = true;

    /// <summary>Frees everything.</summary>
    public void Free()
    {
        _keys.Dispose();
        _writer.Dispose();
        _filter.Dispose();
        _radix.Dispose();
        _sorter.Dispose();
        Values.Dispose();
        Nulls.Dispose();
        UsedBytes = 0;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (!_isHandedOver)
            Free();
    }

    // Where one exact key is all, a later row of the same worker loses against an equal earlier one.
    private bool TryGetLimit(out ulong limit)
    {
        limit = _shared.Limit;
        if (_plan.FirstKey < 0)
        {
            limit = ulong.MaxValue;
            return !Values.HasThreshold;
        }

        if (!_shared.WantsValues)
        {
            limit = 0;
            return false;
        }

        if (!Values.HasThreshold)
            return true;
        if (!IsSingleKey || !Values.IsExact)
        {
            limit = Math.Min(limit, Values.Threshold);
            return true;
        }

        if (Values.Threshold == 0)
        {
            limit = 0;
            return false;
        }

        limit = Math.Min(limit, Values.Threshold - 1);
        return true;
    }

    private void Add(RecordBatch batch, TopNRows rows, int count, int* live, ulong* words)
    {
        rows.Add(batch, _writer, count, live, words, _keys.IsExact);
        if (!rows.IsFull)
            return;
        rows.Prune(_radix, _sorter);
        if (ReferenceEquals(rows, Values))
            _shared.NoteValues(rows.Threshold);
        else
            _shared.NoteNulls();
    }
}

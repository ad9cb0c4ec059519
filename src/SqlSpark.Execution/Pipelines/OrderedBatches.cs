using System.Runtime.ExceptionServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Pipelines;

/// <summary>
/// Puts the batches of several workers in the order of their source, and keeps only the rows of a LIMIT with OFFSET. Owns retained
/// batches. Not thread-safe: the sink that uses it locks.
/// </summary>
/// <remarks>
/// Every worker brings partitions in ascending order and says which one it is at. The lowest of those is the head: what belongs to
/// it is in order already, what lies ahead of it waits. A worker that has not started takes its first partition after all that were
/// taken before, so it holds up nobody.
/// </remarks>
/// <param name="account">Pays for the bitmaps of batches that the limit cuts.</param>
/// <param name="offset">How many rows are left out first.</param>
/// <param name="limit">How many rows are kept then.</param>
internal sealed class OrderedBatches(MemoryAccount account, long offset = 0, long limit = long.MaxValue)
{
    private readonly SortedDictionary<int, Queue<RecordBatch>> _ahead = [];
    private readonly SortedDictionary<int, SqlSparkException> _errors = [];    // by partition
    private readonly List<int> _positions = [];    // of each worker
    private readonly long _wantedRows = limit > long.MaxValue - offset ? long.MaxValue : offset + limit;
    private long _rowsToSkip = offset;
    private long _rowsToTake = limit;
    private long _orderedRows;

    /// <summary>Batches in order, ready to be taken.</summary>
    public Queue<RecordBatch> Ready { get; } = new();

    /// <summary>Batches that wait for rows before them.</summary>
    public int AheadCount { get; private set; }

    /// <summary>The partition whose batches are in order as they come.</summary>
    public int Head { get; private set; }

    /// <summary>Rows that were kept.</summary>
    public long KeptRowCount { get; private set; }

    /// <summary>Batches that were kept.</summary>
    public long KeptBatchCount { get; private set; }

    /// <summary>True when the limit is reached.</summary>
    public bool IsSatisfied => _rowsToTake == 0;

    /// <summary>A worker that starts; returns its number.</summary>
    public int AddWorker()
    {
        _positions.Add(Head);
        return _positions.Count - 1;
    }

    /// <summary>
    /// Says that a worker is at a partition and will bring none before it; <see cref="LocalSink.EndOfInput"/> ends it. One that had to wait before it took its first partition says less than is
    /// known of it.
    /// </summary>
    /// <exception cref="SqlSparkException">The error that was held until now.</exception>
    public void Advance(int worker, int partition)
    {
        _positions[worker] = Math.Max(_positions[worker], partition);
        MoveHead();
    }

    /// <summary>
    /// Keeps an error of a worker, behind the rows that the worker has brought, if rows of other workers come before it and the limit may be reached by then.
    /// <see cref="Advance"/> throws it when they are there.
    /// </summary>
    /// <returns>False when the error counts now.</returns>
    public bool TryHold(int worker, SqlSparkException error)
    {
        if (IsSatisfied)
            return true;
        if (_wantedRows == long.MaxValue || _positions[worker] <= Head)
            return false;
        _errors.TryAdd(_positions[worker], error);
        return true;
    }

    /// <summary>True when rows of a partition can still be among those that the limit keeps.</summary>
    public bool IsWanted(int partition)
    {
        if (_wantedRows == long.MaxValue)
            return true;
        var before = _orderedRows;
        foreach (var (ordinal, batches) in _ahead)
        {
            if (before >= _wantedRows || ordinal > partition)
                break;
            foreach (var batch in batches)
                before += batch.LiveCount;
        }

        return before < _wantedRows;
    }

    /// <summary>Takes over a retained batch.</summary>
    public void Add(RecordBatch batch)
    {
        if (batch.PartitionOrdinal <= Head)
        {
            AddOrdered(batch);
            return;
        }

        if (!_ahead.TryGetValue(batch.PartitionOrdinal, out var batches))
            _ahead.Add(batch.PartitionOrdinal, batches = new Queue<RecordBatch>());
        batches.Enqueue(batch);
        AheadCount++;
    }

    /// <summary>Says that all workers have ended.</summary>
    public void Complete() => OrderUpTo(LocalSink.EndOfInput);

    /// <summary>Releases everything; nothing more is wanted.</summary>
    public void Clear()
    {
        _rowsToTake = 0;
        while (Ready.TryDequeue(out var batch))
            batch.Release();
        OrderUpTo(LocalSink.EndOfInput);
    }

    private void MoveHead()
    {
        var head = LocalSink.EndOfInput;
        foreach (var position in _positions)
            head = Math.Min(head, position);
        if (head == LocalSink.EndOfInput || head == Head)
            return;
        Head = head;
        OrderUpTo(head);
        if (!IsSatisfied && _errors.TryGetValue(head, out var error))
            ExceptionDispatchInfo.Throw(error);
    }

    private void OrderUpTo(int partition)
    {
        while (_ahead.Count > 0)
        {
            var (ordinal, batches) = _ahead.First();
            if (ordinal > partition)
                return;
            _ahead.Remove(ordinal);
            AheadCount -= batches.Count;
            foreach (var batch in batches)
                AddOrdered(batch);
        }
    }

    private void AddOrdered(RecordBatch batch)
    {
        var rowCount = batch.LiveCount;
        _orderedRows += rowCount;
        var skipped = (int)Math.Min(_rowsToSkip, rowCount);
        var taken = (int)Math.Min(_rowsToTake, rowCount - skipped);
        _rowsToSkip -= skipped;
        _rowsToTake -= _wantedRows == long.MaxValue ? 0 : taken;
        KeptRowCount += taken;
        KeptBatchCount += taken > 0 ? 1 : 0;
        if (taken == rowCount)
        {
            Ready.Enqueue(batch);
            return;
        }

        if (taken > 0)
            Ready.Enqueue(RowRange.Cut(batch, skipped, taken, account));
        batch.Release();
    }
}

using System.Diagnostics.CodeAnalysis;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Results;

/// <summary>What a reader finds in a result queue.</summary>
internal enum TakeStatus : byte
{
    /// <summary>A batch.</summary>
    Taken,

    /// <summary>Nothing yet.</summary>
    Empty,

    /// <summary>Nothing, now or later: all rows were taken, or the query has ended early.</summary>
    Completed,
}

/// <summary>
/// Carries batches from the workers of a query to its reader, in source order. Bounded: workers whose batches find no room park
/// until the reader has taken some. Thread-safe; one reader.
/// </summary>
/// <param name="account">The query's account.</param>
/// <param name="offset">How many rows are left out first.</param>
/// <param name="limit">How many rows come then, at most.</param>
internal sealed class ResultQueue(MemoryAccount account, long offset, long limit)
{
    // A morsel of the usual size in full batches, so that a worker can finish one while the reader is at another.
    private const int MaxReadyCount = 16;
    private const int MaxAheadCountPerWorker = 16;

    private readonly object _gate = new();
    private readonly OrderedBatches _batches = new(account, offset, limit);
    private readonly List<Waker> _waiting = [];
    private int _workerCount;
    private bool _isSatisfied = limit == 0;
    private bool _isComplete;
    private SqlSparkException? _error;
    private TaskCompletionSource? _arrival;

    /// <summary>True when no more rows are wanted.</summary>
    public bool IsSatisfied => Volatile.Read(ref _isSatisfied);

    /// <summary>The error that ended the query; known once the queue is completed.</summary>
    public SqlSparkException? Error
    {
        get
        {
            lock (_gate)
                return _error;
        }
    }

    /// <summary>A worker that starts; returns its number.</summary>
    public int AddWorker()
    {
        lock (_gate)
        {
            _workerCount++;
            return _batches.AddWorker();
        }
    }

    /// <summary>Offers a borrowed batch; it is retained when there is room.</summary>
    public SinkStatus Offer(RecordBatch batch, TaskContext context)
    {
        lock (_gate)
        {
            if (_isSatisfied || !_batches.IsWanted(batch.PartitionOrdinal))
                return SinkStatus.Finished;
            if (!HasRoom(batch.PartitionOrdinal))
            {
                var waker = new Waker();
                _waiting.Add(waker);
                context.Waker = waker;
                return SinkStatus.Blocked;
            }

            _batches.Add(batch.Retain());
            NoteArrival();
            return _isSatisfied ? SinkStatus.Finished : SinkStatus.More;
        }
    }

    /// <summary>Says that a worker is at a partition and will bring none before it.</summary>
    public void Advance(int worker, int partition)
    {
        Waker[] woken;
        lock (_gate)
        {
            var head = _batches.Head;
            _batches.Advance(worker, partition);
            if (_batches.Head == head)
                return;
            NoteArrival();
            woken = TakeWaiting();
        }

        Wake(woken);
    }

    /// <summary>Keeps an error of a worker until the rows before it are there; see <see cref="LocalSink.TryHold"/>.</summary>
    public bool TryHold(int worker, SqlSparkException error)
    {
        lock (_gate)
            return _batches.TryHold(worker, error);
    }

    /// <summary>Says that no worker brings any more.</summary>
    /// <returns>How much was queued in all.</returns>
    public (long RowCount, long BatchCount) CompleteOrder()
    {
        lock (_gate)
        {
            _batches.Complete();
            NoteArrival();
            return (_batches.KeptRowCount, _batches.KeptBatchCount);
        }
    }

    /// <summary>Says that the query has ended and holds nothing but what is in this queue. With an error, what was not read is dropped.</summary>
    public void Complete(SqlSparkException? error)
    {
        lock (_gate)
        {
            _isComplete = true;
            _error = error;
            if (error is not null)
                Drop();
            NoteArrival();
        }
    }

    /// <summary>Drops what was not read and takes no more.</summary>
    public void Discard()
    {
        Waker[] woken;
        lock (_gate)
        {
            Drop();
            woken = TakeWaiting();
        }

        Wake(woken);
    }

    /// <summary>Takes the next batch; the caller releases it.</summary>
    public TakeStatus TryTake([NotNull] out RecordBatch? batch)
    {
        Waker[] woken;
        lock (_gate)
        {
            if (!_batches.Ready.TryDequeue(out batch))
            {
                batch = null!;
                return _isComplete ? TakeStatus.Completed : TakeStatus.Empty;
            }

            // Half a queue at a time, or worker and reader would wake each other for every batch.
            woken = _batches.Ready.Count <= MaxReadyCount / 2 ? TakeWaiting() : [];
        }

        Wake(woken);
        return TakeStatus.Taken;
    }

    /// <summary>Blocks the thread until there is something to take or nothing will come.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (_batches.Ready.Count == 0 && !_isComplete)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Blocks the thread until the query has ended.</summary>
    public void WaitForEnd()
    {
        lock (_gate)
        {
            while (!_isComplete)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Ends when there is something to take or nothing will come.</summary>
    public Task WhenArrived()
    {
        lock (_gate)
        {
            if (_batches.Ready.Count > 0 || _isComplete)
                return Task.CompletedTask;
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task;
        }
    }

    private bool HasRoom(int partition) => partition <= _batches.Head
        ? _batches.Ready.Count < MaxReadyCount
        : _batches.AheadCount < MaxAheadCountPerWorker * _workerCount;

    private void Drop()
    {
        _batches.Clear();
        Volatile.Write(ref _isSatisfied, true);
    }

    private void NoteArrival()
    {
        if (_batches.IsSatisfied)
            Volatile.Write(ref _isSatisfied, true);
        if (_batches.Ready.Count == 0 && !_isComplete)
            return;
        Monitor.PulseAll(_gate);
        _arrival?.TrySetResult();
        _arrival = null;
    }

    private Waker[] TakeWaiting()
    {
        if (_waiting.Count == 0)
            return [];
        Waker[] woken = [.. _waiting];
        _waiting.Clear();
        return woken;
    }

    private static void Wake(Waker[] woken)
    {
        foreach (var waker in woken)
            waker.Wake();
    }
}

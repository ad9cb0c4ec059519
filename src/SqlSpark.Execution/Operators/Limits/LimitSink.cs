using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Metrics;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Limits;

/// <summary>
/// Keeps the first rows in the order of the source, or all of them. Holds them as retained batches: no more than the limit and its offset for each
/// worker, and at most a batch beyond. Its rows may be read several times.
/// </summary>
internal sealed class LimitSink(MemoryAccount account, long offset = 0, long limit = long.MaxValue, OperatorMetrics? metrics = null) : Sink
{
    private readonly Lock _gate = new();
    private readonly OrderedBatches _batches = new(account, offset, limit);
    private bool _isFinished = limit == 0;

    /// <inheritdoc />
    public override bool IsFinished => Volatile.Read(ref _isFinished);

    /// <summary>The rows of the finished sink, in order.</summary>
    public IReadOnlyCollection<RecordBatch> Batches => _batches.Ready;

    /// <summary>How many rows are kept.</summary>
    public long RowCount => _batches.KeptRowCount;

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context) => new Local(this);

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context)
    {
    }

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        _batches.Complete();
        metrics?.Add(_batches.KeptRowCount, _batches.KeptBatchCount, 0);
        return 0;
    }

    /// <inheritdoc />
    public override PipelineSource CreateSource() => new RetainedBatchSource(_batches.Ready);

    /// <inheritdoc />
    public override void Dispose() => _batches.Clear();

    private SinkStatus Take(RecordBatch batch)
    {
        lock (_gate)
        {
            if (_batches.IsSatisfied || !_batches.IsWanted(batch.PartitionOrdinal))
                return SinkStatus.Finished;
            _batches.Add(batch.Retain());
            return NoteProgress() ? SinkStatus.Finished : SinkStatus.More;
        }
    }

    private void Advance(int worker, int partition)
    {
        lock (_gate)
        {
            _batches.Advance(worker, partition);
            NoteProgress();
        }
    }

    private bool TryHold(int worker, SqlSparkException error)
    {
        lock (_gate)
            return _batches.TryHold(worker, error);
    }

    private int AddWorker()
    {
        lock (_gate)
            return _batches.AddWorker();
    }

    private bool NoteProgress()
    {
        if (_batches.IsSatisfied)
            Volatile.Write(ref _isFinished, true);
        return _batches.IsSatisfied;
    }

    private sealed class Local(LimitSink sink) : LocalSink
    {
        private readonly int _worker = sink.AddWorker();

        public override SinkStatus Consume(RecordBatch batch, TaskContext context) => sink.Take(batch);

        public override void Advance(int partitionOrdinal) => sink.Advance(_worker, partitionOrdinal);

        public override bool TryHold(SqlSparkException error) => sink.TryHold(_worker, error);

        public override void Dispose()
        {
        }
    }
}

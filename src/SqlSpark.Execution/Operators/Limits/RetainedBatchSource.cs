using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Limits;

/// <summary>
/// Hands out the retained batches of a finished sink, each as a partition of its own. It retains them once more: several pipelines may read the same batches at the same time, but what is
/// derived of a batch on demand belongs to one.
/// </summary>
internal sealed class RetainedBatchSource : PipelineSource
{
    private readonly RecordBatch[] _batches;
    private bool _isOnePartition;
    private int _next;

    /// <summary>A source of these batches.</summary>
    public RetainedBatchSource(IEnumerable<RecordBatch> batches) => _batches = [.. batches.Select(batch => batch.Retain())];

    /// <inheritdoc />
    public override int MaxParallelism => _isOnePartition ? 1 : Math.Max(1, _batches.Length);

    /// <inheritdoc />
    public override int PartitionCount => _isOnePartition ? 1 : _batches.Length;

    /// <inheritdoc />
    public override void FixPartitions() => _isOnePartition = true;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new Reader(this);

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var batch in _batches)
            batch.Release();
    }

    private sealed class Reader(RetainedBatchSource source) : BatchOperator
    {
        private readonly RecordBatch _batch = new();

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            var index = Interlocked.Increment(ref source._next) - 1;
            if (index >= source._batches.Length)
                return PullStatus.Finished;
            var retained = source._batches[index];
            _batch.Set(retained, retained.Selection);
            (_batch.PartitionOrdinal, _batch.Sequence) = source._isOnePartition ? (0, index) : (index, 0);
            return PullStatus.Ready;
        }

        public override void Dispose()
        {
        }
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Limits;

/// <summary>Hands out retained batches that a finished sink owns, each as a partition of its own.</summary>
internal sealed class RetainedBatchSource(RecordBatch[] batches) : PipelineSource
{
    private int _next;

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, batches.Length);

    /// <inheritdoc />
    public override int PartitionCount => batches.Length;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new Reader(this, batches);

    private sealed class Reader(RetainedBatchSource source, RecordBatch[] batches) : BatchOperator
    {
        private readonly RecordBatch _batch = new();

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            var index = Interlocked.Increment(ref source._next) - 1;
            if (index >= batches.Length)
                return PullStatus.Finished;
            var retained = batches[index];
            _batch.Set(retained, retained.Selection);
            _batch.PartitionOrdinal = index;
            _batch.Sequence = 0;
            return PullStatus.Ready;
        }

        public override void Dispose()
        {
        }
    }
}

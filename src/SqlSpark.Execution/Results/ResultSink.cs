using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Metrics;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Results;

/// <summary>Puts the batches of a query's last pipeline into its result queue. Holds no rows itself; what is queued belongs to the queue.</summary>
/// <param name="queue">The queue.</param>
/// <param name="metrics">The metrics of the plan node whose work the queue does, or null.</param>
internal sealed class ResultSink(ResultQueue queue, OperatorMetrics? metrics) : Sink
{
    /// <inheritdoc />
    public override bool IsFinished => queue.IsSatisfied;

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context) => new Local(queue);

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context)
    {
    }

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        var (rowCount, batchCount) = queue.CompleteOrder();
        metrics?.Add(rowCount, batchCount, 0);
        return 0;
    }

    private sealed class Local(ResultQueue queue) : LocalSink
    {
        private readonly int _worker = queue.AddWorker();

        public override SinkStatus Consume(RecordBatch batch, TaskContext context) => queue.Offer(batch, context);

        public override void Advance(int partitionOrdinal) => queue.Advance(_worker, partitionOrdinal);

        public override bool TryHold(SqlSparkException error) => queue.TryHold(_worker, error);

        public override void Dispose()
        {
        }
    }
}

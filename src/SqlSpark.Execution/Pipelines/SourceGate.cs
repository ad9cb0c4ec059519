using System.Diagnostics;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.Pipelines;

/// <summary>
/// Stands between a source and the operators of one worker. Before each batch it looks whether the query is canceled, the sink
/// wants no more, or the slice is over; it gives partitions their place among all sources of the pipeline, and notes in the context
/// which one is read. So nothing above it can run long without noticing. Holds no rows.
/// </summary>
/// <param name="reader">The source's reader.</param>
/// <param name="sink">The pipeline's sink.</param>
/// <param name="firstOrdinal">The ordinal of the source's first partition.</param>
internal sealed class SourceGate(BatchOperator reader, Sink sink, int firstOrdinal) : BatchOperator
{
    private readonly RecordBatch _shifted = new();

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        batch = null!;
        if (context.Cancellation.IsCancellationRequested || sink.IsFinished)
            return PullStatus.Finished;
        if (context.IsSliceOver)
            return context.Yield();
        var status = reader.Next(context, out batch);
        if (status == PullStatus.Blocked)
            context.Partition = Math.Max(context.Partition, firstOrdinal);    // what waits is no reason for others to wait
        if (status != PullStatus.Ready)
            return status;
        Debug.Assert(batch.LiveCount > 0, "a source returned a batch without live rows");
        if (firstOrdinal > 0)
        {
            var ordinal = firstOrdinal + batch.PartitionOrdinal;
            batch = _shifted.Set(batch, batch.Selection);
            batch.PartitionOrdinal = ordinal;
        }

        Debug.Assert(batch.PartitionOrdinal >= context.Partition, "partitions come in ascending order");
        context.Partition = batch.PartitionOrdinal;
        return PullStatus.Ready;
    }

    /// <inheritdoc />
    public override void Dispose() => reader.Dispose();
}

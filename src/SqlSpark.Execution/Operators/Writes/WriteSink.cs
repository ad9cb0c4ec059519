using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Writes;

/// <summary>
/// Hands each worker's batches to a writer of its own, and keeps what the writers say they wrote. Whoever runs the query commits it. Holds no
/// rows itself; the writers hold what they buffer.
/// </summary>
/// <param name="write">The run of the write.</param>
/// <param name="keepsOrder">Whether the rows are to be written in their order.</param>
internal sealed class WriteSink(IBatchWrite write, bool keepsOrder) : Sink
{
    private readonly List<WriterCommitMessage> _messages = [];
    private int _nextTask;

    /// <summary>What the tasks wrote; complete when the query has ended.</summary>
    public IReadOnlyList<WriterCommitMessage> Messages => _messages;

    /// <inheritdoc />
    public override int MaxParallelism => keepsOrder ? 1 : int.MaxValue;

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context)
    {
        var task = Interlocked.Increment(ref _nextTask) - 1;
        return new Local(write.CreateWriter(new WriteContext(task, context.Account, context.BatchCapacity, context.Cancellation)));
    }

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context) => _messages.Add(((Local)local).Message!);

    private sealed class Local(IDataWriter writer) : LocalSink
    {
        /// <summary>What was written; there from the end of the input on.</summary>
        public WriterCommitMessage? Message { get; private set; }

        public override SinkStatus Consume(RecordBatch batch, TaskContext context)
        {
            writer.Write(batch);
            return SinkStatus.More;
        }

        // Ends the files on the worker that wrote them, while others still write.
        public override void Advance(int partitionOrdinal)
        {
            if (partitionOrdinal == EndOfInput)
                Message = writer.Commit();
        }

        public override void Dispose() => writer.Dispose();
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;

namespace SqlSpark.Execution.Pipelines;

/// <summary>What a sink says to a batch.</summary>
internal enum SinkStatus : byte
{
    /// <summary>Taken; more is welcome.</summary>
    More,

    /// <summary>Taken or not needed; nothing more is wanted, sources may stop.</summary>
    Finished,

    /// <summary>Not taken: offer the same batch again when the waker in the context says so.</summary>
    Blocked,
}

/// <summary>
/// The end of a pipeline, shared by its workers: aggregation, sort, result queue. Workers consume into local states, each local
/// state is combined once, then the sink is finished: <see cref="PrepareFinish"/> once, its tasks in parallel.
/// When the query fails or is canceled, what is left out are the later calls; <see cref="Dispose"/> always comes, and frees everything.
/// </summary>
internal abstract class Sink : IDisposable
{
    /// <summary>How many workers may feed it at a time, at most; 1 for sinks that need the rows in the order of their source.</summary>
    public virtual int MaxParallelism => int.MaxValue;

    /// <summary>A local state for one worker.</summary>
    public abstract LocalSink CreateLocal(TaskContext context);

    /// <summary>True when nothing more is wanted of anybody: sources stop before their next batch. Read by several threads.</summary>
    public virtual bool IsFinished => false;

    /// <summary>Takes over what a worker's local state holds. Called once a local state, never at the same time as another call.</summary>
    public abstract void Combine(LocalSink local, TaskContext context);

    /// <summary>Called once when all local states are combined. Returns how many tasks finish the work, perhaps none.</summary>
    public virtual int PrepareFinish(TaskContext context) => 0;

    /// <summary>
    /// Runs one of the tasks that <see cref="PrepareFinish"/> announced; tasks run at the same time on several workers. They are not cut
    /// into slices: many tasks of some milliseconds are better than few long ones.
    /// </summary>
    public virtual void RunFinishTask(int task, TaskContext context)
    {
    }

    /// <summary>The rows of the finished sink as the source of a later pipeline; null for sinks without rows, such as result queues.</summary>
    public virtual PipelineSource? CreateSource() => null;

    /// <summary>Bytes that <see cref="Spill"/> could free.</summary>
    public virtual long SpillableBytes => 0;

    /// <summary>Moves state to disk; until spilling exists, fails the query with a classed error.</summary>
    public virtual long Spill() => throw ExecutionErrors.SpillNotSupported(GetType().Name);

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }
}

/// <summary>What one worker has consumed of a pipeline.</summary>
internal abstract class LocalSink : IDisposable
{
    /// <summary>Above the ordinal of every partition.</summary>
    public const int EndOfInput = int.MaxValue;

    /// <summary>Takes the live rows of a borrowed batch.</summary>
    public abstract SinkStatus Consume(RecordBatch batch, TaskContext context);

    /// <summary>
    /// Says that no later batch of this worker comes from a partition below <paramref name="partitionOrdinal"/>; for sinks that put
    /// batches in order. Called before a partition's first batch, soon also when operators drop all its rows, and with
    /// <see cref="EndOfInput"/> when the worker brings no more.
    /// </summary>
    public virtual void Advance(int partitionOrdinal)
    {
    }

    /// <summary>
    /// Keeps an error of the worker, who brings nothing more and stays where it is, until all rows before it are there; then <see cref="Advance"/> of another worker throws it.
    /// For sinks that put batches in order and may have enough before the error counts: rows are there one after the other, as if one worker had computed them.
    /// </summary>
    /// <returns>False when the error counts now.</returns>
    public virtual bool TryHold(SqlSparkException error) => false;

    /// <summary>Frees what was not combined.</summary>
    public abstract void Dispose();
}

using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.Pipelines;

/// <summary>What a pull brought.</summary>
internal enum PullStatus : byte
{
    /// <summary>A batch with at least one live row.</summary>
    Ready,

    /// <summary>Nothing, now or later.</summary>
    Finished,

    /// <summary>Nothing yet; the context holds the waker that will say when to try again.</summary>
    Blocked,
}

/// <summary>
/// A running operator of one worker: pulls batches from its input and transforms them. What it returns is borrowed until the next
/// call; it never returns a batch without live rows, never blocks the thread, and checks cancellation per batch.
/// </summary>
/// <remarks>
/// Batches come in ascending order of partition. One that keeps rows from call to call hands those of an earlier partition than
/// <see cref="TaskContext.Partition"/> out before it returns Blocked: others wait for them.
/// </remarks>
internal abstract class BatchOperator : IDisposable
{
    /// <summary>Brings the next batch.</summary>
    public abstract PullStatus Next(TaskContext context, out RecordBatch batch);

    /// <summary>Frees registers and disposes the input.</summary>
    public abstract void Dispose();
}

using System.Diagnostics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Pipelines;

/// <summary>What running operators of one task may use. One task runs on one thread at a time.</summary>
/// <param name="account">The task's account, a child of the query's.</param>
/// <param name="batchCapacity">Rows of a batch at most.</param>
/// <param name="cancellation">Cancels the query.</param>
internal sealed class TaskContext(MemoryAccount account, int batchCapacity, CancellationToken cancellation)
{
    private int _sourcePartition;

    /// <summary>The task's account, a child of the query's.</summary>
    public MemoryAccount Account { get; } = account;

    /// <summary>Rows of a batch at most; 1 to 32768.</summary>
    public int BatchCapacity { get; } = batchCapacity;

    /// <summary>Cancels the query; checked at least once a batch and once in 10 ms of work.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What is added to the seeds of random functions: the number of steps before, in a step of a recursive query.</summary>
    public int SeedShift { get; init; }

    /// <summary>Set by whoever returned Blocked: signals when the task should be tried again.</summary>
    public Waker? Waker { get; set; }

    /// <summary>The partition of the last batch that a source gave, whether or not its rows went on; ascending, but for <see cref="YieldIn"/>.</summary>
    public int Partition { get; set; }

    /// <summary>When the task should let others run, in ticks of <see cref="Stopwatch"/>; sources look at it once a batch.</summary>
    public long SliceEnd { get; set; } = long.MaxValue;

    /// <summary>True when the task has used up its slice.</summary>
    public bool IsSliceOver => Stopwatch.GetTimestamp() >= SliceEnd;

    /// <summary>Blocked for no other reason than that others should run: the task is queued again at once.</summary>
    public PullStatus Yield()
    {
        Waker = Waker.AlreadyWoken;
        return PullStatus.Blocked;
    }

    /// <summary>Yields in the middle of a batch, whose partition may lie before that of the source's last batch: until the operator goes on, the task is there.</summary>
    public PullStatus YieldIn(RecordBatch batch)
    {
        _sourcePartition = Partition;
        Partition = batch.PartitionOrdinal;
        return Yield();
    }

    /// <summary>Takes back what <see cref="YieldIn"/> said of the partition; before operators go on.</summary>
    public void Resume() => Partition = Math.Max(Partition, _sourcePartition);

    /// <summary>Blocked until <paramref name="waker"/> is called.</summary>
    public PullStatus BlockOn(Waker waker)
    {
        Waker = waker;
        return PullStatus.Blocked;
    }

    /// <summary>For loops that work long without a source, such as merges: call it once in some milliseconds.</summary>
    /// <exception cref="OperationCanceledException">The query is canceled.</exception>
    public void ThrowIfCanceled() => Cancellation.ThrowIfCancellationRequested();
}

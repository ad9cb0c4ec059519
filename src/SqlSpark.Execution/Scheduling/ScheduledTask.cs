using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Scheduling;

/// <summary>What a slice ended with.</summary>
internal enum SliceOutcome : byte
{
    /// <summary>There is more to do: the task is queued again, behind the others.</summary>
    Yielded,

    /// <summary>There is nothing to do until the task's waker is called.</summary>
    Parked,

    /// <summary>The task has ended and is not run again.</summary>
    Done,
}

/// <summary>Where a task is.</summary>
internal enum TaskState : byte
{
    /// <summary>Not given to the pool yet.</summary>
    Created,

    /// <summary>Waits for a worker.</summary>
    Ready,

    /// <summary>Runs on a worker.</summary>
    Running,

    /// <summary>Waits for its waker.</summary>
    Parked,

    /// <summary>Has ended.</summary>
    Done,
}

/// <summary>Work of a query that is run in slices of one to two milliseconds, on one thread at a time.</summary>
internal abstract class ScheduledTask
{
    private readonly Action _resume;

    /// <summary>A task of a query.</summary>
    protected ScheduledTask(QueryShare share)
    {
        Share = share;
        _resume = () => Share.Pool.Resume(this);
    }

    /// <summary>The query as the pool sees it.</summary>
    public QueryShare Share { get; }

    /// <summary>Where the task is; belongs to the pool, under its lock.</summary>
    public TaskState State { get; set; }

    /// <summary>Works until <paramref name="sliceEnd"/>, in ticks of <see cref="System.Diagnostics.Stopwatch"/>. Never throws.</summary>
    /// <param name="sliceEnd">When to let others run.</param>
    /// <param name="waker">Who wakes the task when it parks.</param>
    public abstract SliceOutcome RunSlice(long sliceEnd, out Waker? waker);

    /// <summary>Resumes the task when the waker is called, or at once when it was.</summary>
    internal void ResumeBy(Waker waker) => waker.OnWake(_resume);
}

namespace SqlSpark.Execution.Scheduling;

/// <summary>One query's part of a <see cref="WorkerPool"/>: its waiting tasks and the time it has had. Belongs to the pool, under its lock.</summary>
/// <param name="pool">The pool.</param>
/// <param name="maxRunningCount">How many tasks run at a time, at most, those on lent threads included.</param>
internal sealed class QueryShare(WorkerPool pool, int maxRunningCount)
{
    /// <summary>The pool.</summary>
    public WorkerPool Pool { get; } = pool;

    /// <summary>How many tasks run at a time, at most.</summary>
    public int MaxRunningCount { get; } = maxRunningCount;

    /// <summary>Tasks that wait for a worker, in the order in which they get one.</summary>
    public Queue<ScheduledTask> Ready { get; } = new();

    /// <summary>Tasks that wait for their wakers.</summary>
    public List<ScheduledTask> Parked { get; } = [];

    /// <summary>Tasks that run.</summary>
    public int RunningCount { get; set; }

    /// <summary>Worker time consumed, in ticks, starting from the pool's at the time the query joined: the query with the least runs next.</summary>
    public long Pass { get; set; }

    /// <summary>True while the query is among those that have waiting tasks.</summary>
    public bool IsListed { get; set; }

    /// <summary>True when the query ends early: no task parks any more.</summary>
    public bool IsStopping { get; set; }
}

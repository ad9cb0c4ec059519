using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Pipelines;

/// <summary>What running operators of one task may use. One task runs on one thread at a time.</summary>
/// <param name="account">The task's account, a child of the query's.</param>
/// <param name="batchCapacity">Rows of a batch at most.</param>
/// <param name="cancellation">Cancels the query.</param>
internal sealed class TaskContext(MemoryAccount account, int batchCapacity, CancellationToken cancellation)
{
    /// <summary>The task's account, a child of the query's.</summary>
    public MemoryAccount Account { get; } = account;

    /// <summary>Rows of a batch at most; 1 to 32768.</summary>
    public int BatchCapacity { get; } = batchCapacity;

    /// <summary>Cancels the query; checked at least once a batch and once in 10 ms of work.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Set by whoever returned Blocked: signals when the task should be tried again.</summary>
    public Waker? Waker { get; set; }
}

/// <summary>
/// Wakes a parked task. Whoever returns Blocked hands one out and calls <see cref="Wake"/> when progress is possible; a wake before
/// the task is parked is not lost.
/// </summary>
internal sealed class Waker
{
    private static readonly Action Woken = static () => { };

    private Action? _continuation;

    /// <summary>Says that the task should run again. May be called several times, from any thread.</summary>
    public void Wake()
    {
        var continuation = Interlocked.Exchange(ref _continuation, Woken);
        if (!ReferenceEquals(continuation, Woken))
            continuation?.Invoke();
    }

    /// <summary>Registers what <see cref="Wake"/> calls, once; at once when it was called before.</summary>
    public void OnWake(Action continuation)
    {
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
            continuation();
    }
}

namespace SqlSpark.Execution.Pipelines;

/// <summary>
/// Wakes a parked task. Whoever returns Blocked hands one out and calls <see cref="Wake"/> when progress is possible; a wake before
/// the task is parked is not lost. One waker serves one park.
/// </summary>
internal sealed class Waker
{
    private static readonly Action Woken = static () => { };

    private Action? _continuation;

    /// <summary>A waker that was called already: the task is not parked but queued again, behind the others.</summary>
    public static Waker AlreadyWoken { get; } = new() { _continuation = Woken };

    /// <summary>True when <see cref="Wake"/> was called.</summary>
    public bool IsWoken => ReferenceEquals(Volatile.Read(ref _continuation), Woken);

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

using System.Diagnostics;
using System.Globalization;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Scheduling;

/// <summary>
/// The threads that run queries. Queries share them fairly: the one that has had the least worker time runs its next slice of one
/// to two milliseconds (stride scheduling with equal weights). Tasks never block a thread; they park. Thread-safe.
/// </summary>
public sealed class WorkerPool : IDisposable
{
    private const int StackBytes = 8 << 20;
    private static readonly long SliceTicks = Stopwatch.Frequency / 1000;
    private static readonly long SpinTicks = Stopwatch.Frequency * 30 / 1_000_000;
    private static readonly Lazy<WorkerPool> SharedPool = new(() => new WorkerPool(Environment.ProcessorCount, MemoryPool.Shared.TrimIdle));

    [ThreadStatic]
    private static bool t_runsTask;

    private readonly object _gate = new();
    private readonly List<QueryShare> _shares = [];   // those with waiting tasks
    private readonly Thread[] _threads;
    private readonly Action? _onIdle;
    private readonly TimeSpan _idleTime;
    private long _virtualTime;
    private int _workVersion;      // changes whenever a search for work may find more than before
    private int _sleepingCount;
    private bool _hasWorkedSinceIdle;
    private bool _isStopping;

    /// <summary>A pool of its own; a process needs no other than <see cref="Shared"/>, tests make theirs.</summary>
    /// <param name="workerCount">How many threads.</param>
    /// <param name="onIdle">Called by a worker after some time without work; or null.</param>
    /// <param name="idleTime">How long that is; null for 10 seconds.</param>
    public WorkerPool(int workerCount, Action? onIdle = null, TimeSpan? idleTime = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workerCount, 1);
        _onIdle = onIdle;
        _idleTime = idleTime ?? TimeSpan.FromSeconds(10);
        _threads = new Thread[workerCount];
        for (var i = 0; i < workerCount; i++)
        {
            var thread = new Thread(Work, StackBytes) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"SqlSpark worker {i}") };
            _threads[i] = thread;
            thread.Start();
        }
    }

    /// <summary>The pool of the process: a thread per core.</summary>
    public static WorkerPool Shared => SharedPool.Value;

    /// <summary>How many threads there are.</summary>
    public int WorkerCount => _threads.Length;

    /// <summary>True while the current thread runs a task, as one of the pool or lent to it: no query may be started then.</summary>
    internal static bool RunsTask => t_runsTask;

    /// <summary>Ends the threads when they have finished their slices. Queries must have ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
            thread.Join();
    }

    /// <summary>Queues new tasks of one query.</summary>
    internal void Submit(ReadOnlySpan<ScheduledTask> tasks)
    {
        lock (_gate)
        {
            foreach (var task in tasks)
                Enqueue(task);
        }
    }

    /// <summary>Queues a parked task; does nothing when it is not parked any more.</summary>
    internal void Resume(ScheduledTask task)
    {
        lock (_gate)
        {
            if (task.State != TaskState.Parked)
                return;
            task.Share.Parked.Remove(task);
            Enqueue(task);
        }
    }

    /// <summary>Queues the parked tasks of a query that ends early, and lets none park again: each runs once more to clean up.</summary>
    internal void Stop(QueryShare share)
    {
        lock (_gate)
        {
            share.IsStopping = true;
            foreach (var task in share.Parked)
                Enqueue(task);
            share.Parked.Clear();
        }
    }

    /// <summary>Lends the current thread for one slice of a task of this query. Returns false when none may run now.</summary>
    internal bool TryLend(QueryShare share)
    {
        if (t_runsTask || TryTake(share) is not { } task)
            return false;
        Run(task, isLent: true);
        return true;
    }

    private void Work()
    {
        while (true)
        {
            var version = Volatile.Read(ref _workVersion);
            if (TryTake(null) is { } task)
                Run(task, isLent: false);
            else if (!SpinForWork(version) && !WaitForWork())
                return;
        }
    }

    private ScheduledTask? TryTake(QueryShare? only)
    {
        lock (_gate)
        {
            var share = only is null ? FindNext() : MayRun(only) ? only : null;
            if (share is null)
                return null;
            var task = share.Ready.Dequeue();
            if (share.Ready.Count == 0)
            {
                _shares.Remove(share);
                share.IsListed = false;
            }

            share.RunningCount++;
            if (only is null)
                _virtualTime = Math.Max(_virtualTime, share.Pass);
            task.State = TaskState.Running;
            return task;
        }
    }

    // Running slices are counted in advance, or all workers would flock to one query until the first slice ends.
    private QueryShare? FindNext()
    {
        QueryShare? next = null;
        var least = long.MaxValue;
        foreach (var share in _shares)
        {
            var pass = share.Pass + (share.RunningCount * SliceTicks);
            if (pass < least && MayRun(share))
            {
                least = pass;
                next = share;
            }
        }

        return next;
    }

    private static bool MayRun(QueryShare share) => share.Ready.Count > 0 && share.RunningCount < share.MaxRunningCount;

    private void Run(ScheduledTask task, bool isLent)
    {
        var start = Stopwatch.GetTimestamp();
        t_runsTask = true;
        var outcome = task.RunSlice(start + SliceTicks, out var waker);
        t_runsTask = false;
        if (Release(task, outcome, Stopwatch.GetTimestamp() - start, isLent))
            task.ResumeBy(waker!);
    }

    // Returns true when the task parked.
    private bool Release(ScheduledTask task, SliceOutcome outcome, long elapsedTicks, bool isLent)
    {
        lock (_gate)
        {
            var share = task.Share;
            share.RunningCount--;
            share.Pass += elapsedTicks;
            if (outcome == SliceOutcome.Done)
            {
                task.State = TaskState.Done;
            }
            else if (outcome == SliceOutcome.Parked && !share.IsStopping)
            {
                task.State = TaskState.Parked;
                share.Parked.Add(task);
            }
            else
            {
                Enqueue(task);
            }

            // A worker looks for its next task by itself; a lent thread may go away.
            if (isLent && share.Ready.Count > 0)
                Signal();
            return task.State == TaskState.Parked;
        }
    }

    private void Enqueue(ScheduledTask task)
    {
        var share = task.Share;
        task.State = TaskState.Ready;
        share.Ready.Enqueue(task);
        _hasWorkedSinceIdle = true;
        if (!share.IsListed)
        {
            // Time spent without work is no credit: nobody may starve the others afterwards.
            share.Pass = Math.Max(share.Pass, _virtualTime);
            share.IsListed = true;
            _shares.Add(share);
        }

        Signal();
    }

    private void Signal()
    {
        Volatile.Write(ref _workVersion, _workVersion + 1);
        if (_sleepingCount > 0)
            Monitor.Pulse(_gate);
    }

    // Waking a thread costs more than a short wait.
    private bool SpinForWork(int version)
    {
        var end = Stopwatch.GetTimestamp() + SpinTicks;
        do
        {
            Thread.SpinWait(20);
            if (Volatile.Read(ref _workVersion) != version)
                return true;
        }
        while (Stopwatch.GetTimestamp() < end && !Volatile.Read(ref _isStopping));
        return false;
    }

    // Returns false when the pool stops.
    private bool WaitForWork()
    {
        while (true)
        {
            var isIdle = false;
            lock (_gate)
            {
                if (_isStopping)
                    return false;
                if (FindNext() is not null)
                    return true;
                _sleepingCount++;
                var timeout = _hasWorkedSinceIdle ? _idleTime : Timeout.InfiniteTimeSpan;
                if (!Monitor.Wait(_gate, timeout) && _hasWorkedSinceIdle)
                {
                    isIdle = true;
                    _hasWorkedSinceIdle = false;
                }

                _sleepingCount--;
            }

            if (isIdle)
                _onIdle?.Invoke();
            else
                return true;
        }
    }
}

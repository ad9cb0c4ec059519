using System.Diagnostics;
using SqlSpark.Execution.Pipelines;
using Xunit;

namespace SqlSpark.Execution.Scheduling;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Queries_get_equal_worker_time_whatever_their_number_of_tasks(int workerCount)
    {
        using var pool = new WorkerPool(workerCount);
        var many = new QueryShare(pool, 8);
        var single = new QueryShare(pool, 8);
        var slices = 0;
        var longest = 0L;
        using var done = new CountdownEvent(9);
        SliceOutcome Spin(long sliceEnd, ref Waker? _)
        {
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetTimestamp() < sliceEnd)
                Thread.SpinWait(10);
            Max(ref longest, Stopwatch.GetTimestamp() - start);
            if (Interlocked.Increment(ref slices) < 200)
                return SliceOutcome.Yielded;
            done.Signal();
            return SliceOutcome.Done;
        }

        var tasks = Enumerable.Range(0, 9).Select(i => new TestTask(i < 8 ? many : single, Spin)).ToArray();
        pool.Submit(tasks);
        done.Wait();

        // A query that lags behind runs next, so they are never apart by more than what is running at a time. The single task cannot
        // use two workers: it gets one of them all the time, which is as much as the eight others get.
        // The rest is for time that the system took between a slice and its measuring.
        Assert.InRange(Math.Abs(many.Pass - single.Pass), 0, (longest * (workerCount + 1)) + ((many.Pass + single.Pass) / 5));
    }

    [Fact]
    public void A_query_that_joins_late_does_not_starve_the_others()
    {
        using var pool = new WorkerPool(1);
        var early = new QueryShare(pool, 1);
        var passOfLastSlice = RunSlices(pool, early, 50);
        Assert.True(passOfLastSlice > 0);
        var late = new QueryShare(pool, 1);
        Assert.True(RunSlices(pool, late, 1) >= passOfLastSlice);
    }

    [Fact]
    public void A_parked_task_runs_again_when_its_waker_is_called()
    {
        using var pool = new WorkerPool(1);
        var share = new QueryShare(pool, 1);
        var waker = new Waker();
        using var parked = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var runs = 0;
        var task = new TestTask(share, (long _, ref Waker? wakes) =>
        {
            if (++runs == 2)
            {
                done.Set();
                return SliceOutcome.Done;
            }

            wakes = waker;
            parked.Set();
            return SliceOutcome.Parked;
        });
        pool.Submit([task]);
        parked.Wait();
        RunSlices(pool, new QueryShare(pool, 1), 3);
        Assert.Equal(1, Volatile.Read(ref runs));
        waker.Wake();
        waker.Wake();
        done.Wait();
        Assert.Equal(2, runs);
    }

    [Fact]
    public void A_wake_before_the_task_is_parked_is_not_lost()
    {
        using var pool = new WorkerPool(1);
        using var done = new ManualResetEventSlim();
        var runs = 0;
        pool.Submit([new TestTask(new QueryShare(pool, 1), (long _, ref Waker? waker) =>
        {
            if (++runs == 100)
            {
                done.Set();
                return SliceOutcome.Done;
            }

            waker = new Waker();
            waker.Wake();
            return SliceOutcome.Parked;
        })]);
        done.Wait();
    }

    [Fact]
    public void Wakes_from_other_threads_are_never_lost()
    {
        using var pool = new WorkerPool(2);
        var share = new QueryShare(pool, 2);
        using var done = new CountdownEvent(2);
        using var wakers = new System.Collections.Concurrent.BlockingCollection<Waker>();
        TestTask Create()
        {
            var runs = 0;
            return new TestTask(share, (long _, ref Waker? waker) =>
            {
                if (++runs == 5000)
                {
                    done.Signal();
                    return SliceOutcome.Done;
                }

                waker = new Waker();
                wakers.Add(waker);
                return SliceOutcome.Parked;
            });
        }

        var thread = new Thread(() =>
        {
            foreach (var waker in wakers.GetConsumingEnumerable())
                waker.Wake();
        });
        thread.Start();
        pool.Submit([Create(), Create()]);
        done.Wait();
        wakers.CompleteAdding();
        thread.Join();
    }

    [Fact]
    public void Stopping_a_query_runs_its_parked_tasks_once_more_and_parks_none()
    {
        using var pool = new WorkerPool(1);
        var share = new QueryShare(pool, 1);
        using var parked = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var runs = 0;
        pool.Submit([new TestTask(share, (long _, ref Waker? waker) =>
        {
            if (++runs == 3)
            {
                done.Set();
                return SliceOutcome.Done;
            }

            waker = new Waker();
            parked.Set();
            return SliceOutcome.Parked;
        })]);
        parked.Wait();
        pool.Stop(share);
        done.Wait();
    }

    [Fact]
    public void A_lent_thread_runs_tasks_of_its_own_query_only()
    {
        using var pool = new WorkerPool(1);
        using var release = new ManualResetEventSlim();
        using var busy = new ManualResetEventSlim();
        pool.Submit([new TestTask(new QueryShare(pool, 1), (long _, ref Waker? _) =>
        {
            busy.Set();
            release.Wait();
            return SliceOutcome.Done;
        })]);
        busy.Wait();
        var mine = new QueryShare(pool, 1);
        Thread? ranOn = null;
        var task = new TestTask(mine, (long _, ref Waker? _) =>
        {
            ranOn = Thread.CurrentThread;
            return SliceOutcome.Done;
        });
        pool.Submit([task]);
        Assert.False(pool.TryLend(new QueryShare(pool, 1)));
        Assert.True(pool.TryLend(mine));
        Assert.Same(Thread.CurrentThread, ranOn);
        Assert.False(pool.TryLend(mine));
        release.Set();
    }

    [Fact]
    public void A_pool_without_work_says_so_after_a_while()
    {
        using var idle = new ManualResetEventSlim();
        using var pool = new WorkerPool(2, idle.Set, TimeSpan.FromMilliseconds(1));
        RunSlices(pool, new QueryShare(pool, 1), 1);
        Assert.True(idle.Wait(TimeSpan.FromSeconds(30)));
    }

    // Returns the query's pass at the start of the last slice.
    private static long RunSlices(WorkerPool pool, QueryShare share, int count)
    {
        var pass = 0L;
        using var done = new ManualResetEventSlim();
        pool.Submit([new TestTask(share, (long sliceEnd, ref Waker? _) =>
        {
            while (Stopwatch.GetTimestamp() < sliceEnd)
                Thread.SpinWait(10);
            if (--count > 0)
                return SliceOutcome.Yielded;
            pass = share.Pass;
            done.Set();
            return SliceOutcome.Done;
        })]);
        done.Wait();
        SpinWait.SpinUntil(() => share.RunningCount == 0);
        return pass;
    }

    private static void Max(ref long most, long value)
    {
        long seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private delegate SliceOutcome Slice(long sliceEnd, ref Waker? waker);

    private sealed class TestTask(QueryShare share, Slice slice) : ScheduledTask(share)
    {
        public override SliceOutcome RunSlice(long sliceEnd, out Waker? waker)
        {
            waker = null;
            return slice(sliceEnd, ref waker);
        }
    }
}

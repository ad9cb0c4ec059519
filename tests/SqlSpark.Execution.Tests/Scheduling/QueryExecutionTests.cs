using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Planning;
using Xunit;

namespace SqlSpark.Execution.Scheduling;

public sealed class QueryExecutionTests
{
    private static readonly ConfSnapshot Conf = ConfSnapshot.Default;

    [Fact]
    public async Task Two_unread_readers_on_one_worker_make_progress_when_read_in_turn()
    {
        using var engine = new EngineFixture(workerCount: 1);
        using var first = engine.Engine.Execute(EngineFixture.Numbers(1_000_000_000), Conf);
        using var second = engine.Engine.Execute(EngineFixture.Numbers(2_000_000_000, 1_000_000_000), Conf);
        for (var i = 0; i < 100; i++)
        {
            // The asynchronous call lends no thread: the only worker has to serve both.
            Assert.Equal(i * 4096L, FirstValue(await first.NextAsync()));
            Assert.Equal(1_000_000_000 + (i * 4096L), FirstValue(await second.NextAsync()));
        }
    }

    [Fact]
    public void Two_synchronous_readers_on_one_worker_make_progress_when_read_in_turn()
    {
        using var engine = new EngineFixture(workerCount: 1);
        using var first = engine.Engine.Execute(EngineFixture.Numbers(1_000_000_000), Conf);
        using var second = engine.Engine.Execute(EngineFixture.Numbers(2_000_000_000, 1_000_000_000), Conf);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(first.TryNext(out var batch));
            Assert.Equal(i * 4096L, FirstValue(batch));
            Assert.True(second.TryNext(out batch));
            Assert.Equal(1_000_000_000 + (i * 4096L), FirstValue(batch));
        }
    }

    [Fact]
    public async Task An_unread_query_waits_instead_of_filling_memory()
    {
        using var engine = new EngineFixture(workerCount: 2);
        using var result = engine.Engine.Execute(EngineFixture.Numbers(1_000_000_000_000), Conf);
        await result.NextAsync();

        // Another query on the same workers gets them, because the first one's tasks are parked.
        Assert.Equal(300_000, engine.Rows(EngineFixture.Numbers(300_000)).Count);
        Assert.True(result.UsedBytes < 16 << 20, $"{result.UsedBytes} bytes are held by an unread query");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Cancellation_takes_less_than_a_tenth_of_a_second(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var best = Quickest.Of(TimeSpan.FromMilliseconds(100), () =>
        {
            using var source = new CancellationTokenSource();
            var (plan, running) = NeverEnding();
            using var result = engine.Engine.Start(plan, Conf, source.Token);
            running.Wait();
            var start = Stopwatch.GetTimestamp();
            source.Cancel();
            var error = Assert.Throws<SqlSparkException>(() => result.TryNext(out _));
            Assert.Equal("QUERY_CANCELED", error.Condition);
            Assert.Equal(0, result.UsedBytes);
            return Stopwatch.GetElapsedTime(start);
        });

        Assert.True(best < TimeSpan.FromMilliseconds(100), $"cancellation took {best}");
    }

    [Fact]
    public void A_query_that_is_canceled_before_it_starts_does_not_run()
    {
        using var engine = new EngineFixture();
        using var result = engine.Engine.Execute(EngineFixture.Numbers(10), Conf, new CancellationToken(canceled: true));
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => result.TryNext(out _)).Condition);
    }

    [Fact]
    public void Cancel_reaches_a_reader_that_waits()
    {
        using var engine = new EngineFixture();
        var (plan, running) = NeverEnding();
        using var result = engine.Engine.Start(plan, Conf, CancellationToken.None);
        var reader = Task.Run(() => result.TryNext(out _));
        running.Wait();
        result.Cancel();
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => reader.GetAwaiter().GetResult()).Condition);
    }

    [Fact]
    public async Task Canceling_an_asynchronous_read_cancels_the_query()
    {
        using var engine = new EngineFixture();
        var (plan, running) = NeverEnding();
        await using var result = engine.Engine.Start(plan, Conf, CancellationToken.None);
        using var source = new CancellationTokenSource();
        var read = result.NextAsync(source.Token).AsTask();
        running.Wait();
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal("QUERY_CANCELED", (await Assert.ThrowsAsync<SqlSparkException>(() => result.NextAsync().AsTask())).Condition);
    }

    [Fact]
    public void Disposing_a_result_ends_its_query_and_frees_its_memory()
    {
        using var engine = new EngineFixture();
        var (plan, running) = NeverEnding();
        var result = engine.Engine.Start(plan, Conf, CancellationToken.None);
        running.Wait();
        result.Dispose();
        Assert.Equal(0, engine.Memory.UsedBytes);
        result.Dispose();

        var half = engine.Engine.Execute(EngineFixture.Numbers(1_000_000), Conf);
        Assert.True(half.TryNext(out _));
        half.Dispose();
        Assert.Equal(0, engine.Memory.UsedBytes);
    }

    [Fact]
    public void A_retained_batch_outlives_the_next_read()
    {
        using var engine = new EngineFixture();
        using var result = engine.Engine.Execute(EngineFixture.Numbers(100_000), Conf);
        Assert.True(result.TryNext(out var batch));
        var kept = batch.Retain();
        Assert.True(result.TryNext(out _));
        Assert.Equal(0, FirstValue(kept));
        kept.Release();
    }

    [Fact]
    public void A_forgotten_result_is_freed_by_its_finalizer()
    {
        using var engine = new EngineFixture();
        Forget(engine);
        for (var i = 0; i < 1000 && engine.Memory.UsedBytes > 0; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced);
            GC.WaitForPendingFinalizers();
            Thread.Yield();
        }

        Assert.Equal(0, engine.Memory.UsedBytes);
    }

    [Fact]
    public void The_first_failure_ends_its_query_alone()
    {
        using var engine = new EngineFixture(workerCount: 4);
        using var healthy = engine.Engine.Execute(EngineFixture.Numbers(500_000), Conf);
        var range = PhysicalPlanner.Plan(EngineFixture.Numbers(10_000_000), Conf);
        var failing = new OperatorExec(range, (input, _) => new VerdictOperator(input, (batch, _) => batch.PartitionOrdinal >= 3
            ? throw SqlSparkException.Create("DIVIDE_BY_ZERO", null, ("config", "x"))
            : Verdict.Drop));
        for (var i = 0; i < 20; i++)
        {
            using var failed = engine.Engine.Start(failing, Conf, CancellationToken.None);
            Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<SqlSparkException>(() => failed.TryNext(out _)).Condition);
            Assert.Equal(0, failed.UsedBytes);
        }

        Assert.Equal(500_000, healthy.CollectRows().Count);
    }

    [Fact]
    public void An_exception_that_is_no_user_error_is_reported_as_internal()
    {
        using var engine = new EngineFixture();
        var range = PhysicalPlanner.Plan(EngineFixture.Numbers(10), Conf);
        foreach (var plan in (PhysicalPlan[])
        [
            new OperatorExec(range, (_, _) => throw new InvalidOperationException("operator")),
            new OperatorExec(range, (input, _) => new VerdictOperator(input, (_, _) => throw new InvalidOperationException("next"))),
            new SourceExec(range.Output, (_, _) => throw new InvalidOperationException("source")),
            new SinkExec(range, _ => throw new InvalidOperationException("sink")),
        ])
        {
            using var result = engine.Engine.Start(plan, Conf, CancellationToken.None);
            var error = Assert.Throws<SqlSparkException>(() => result.TryNext(out _));
            Assert.Equal("INTERNAL_ERROR", error.Condition);
            Assert.IsType<InvalidOperationException>(error.InnerException);
        }
    }

    [Fact]
    public void A_query_inside_a_running_function_is_refused()
    {
        using var engine = new EngineFixture(workerCount: 1);
        var range = PhysicalPlanner.Plan(EngineFixture.Numbers(10), Conf);
        var nested = new OperatorExec(range, (input, _) => new VerdictOperator(input, (_, _) =>
        {
            engine.Engine.Execute(EngineFixture.Numbers(1), Conf).Dispose();
            return Verdict.Pass;
        }));
        using var result = engine.Engine.Start(nested, Conf, CancellationToken.None);
        Assert.Equal("NESTED_QUERY_FROM_WORKER", Assert.Throws<SqlSparkException>(() => result.TryNext(out _)).Condition);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_more_tasks_run_at_a_time_than_the_master_allows(int taskCount)
    {
        using var engine = new EngineFixture(workerCount: 8);
        var running = 0;
        var most = 0;
        var conf = EngineFixture.Conf(64, 64, taskCount);
        var plan = new OperatorExec(PhysicalPlanner.Plan(EngineFixture.Numbers(100_000), conf), (input, _) => new VerdictOperator(input, (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.SpinWait(50);
            Interlocked.Decrement(ref running);
            return Verdict.Drop;
        }));
        using var result = engine.Engine.Start(plan, conf, CancellationToken.None);
        Assert.False(result.TryNext(out _));
        Assert.InRange(most, 1, taskCount);
    }

    [Fact]
    public void A_memory_limit_fails_the_query_with_a_classed_error_and_leaves_nothing_behind()
    {
        using var engine = new EngineFixture(workerCount: 2, memoryLimit: 256 << 10);
        using var result = engine.Engine.Execute(EngineFixture.Numbers(1_000_000), Conf);
        Assert.Equal("MEMORY_LIMIT_EXCEEDED", Assert.Throws<SqlSparkException>(() => result.CollectRows()).Condition);
        Assert.Equal(0, result.UsedBytes);
    }

    private static long FirstValue(RecordBatch? batch) => ((FlatVector)batch![0]).Values<long>()[0];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(EngineFixture engine)
    {
        var result = engine.Engine.Execute(EngineFixture.Numbers(1_000_000_000), Conf);
        Assert.True(result.TryNext(out _));
        Assert.True(engine.Memory.UsedBytes > 0);
    }

    // A range of 10^12 rows of which none comes through, and an event that says that it runs.
    private static (PhysicalPlan Plan, ManualResetEventSlim Running) NeverEnding()
    {
        var running = new ManualResetEventSlim();
        var plan = new OperatorExec(PhysicalPlanner.Plan(EngineFixture.Numbers(1_000_000_000_000), Conf), (input, _) => new VerdictOperator(input, (_, _) =>
        {
            running.Set();
            return Verdict.Drop;
        }));
        return (plan, running);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}

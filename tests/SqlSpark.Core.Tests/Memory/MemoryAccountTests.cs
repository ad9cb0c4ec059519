using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Core.Tests.Memory;

public sealed class MemoryAccountTests : IDisposable
{
    private const long Kilobyte = 1 << 10;
    private const long Megabyte = 1 << 20;

    private readonly MemoryPool _pool = new(64 * Megabyte);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void The_tree_shows_names_parents_and_limits()
    {
        var query = _pool.CreateAccount("query", 10 * Megabyte);
        var task = query.CreateChild("task", Megabyte);
        Assert.Equal("task", task.Name);
        Assert.Same(query, task.Parent);
        Assert.Null(query.Parent);
        Assert.Same(_pool, task.Pool);
        Assert.Equal(Megabyte, task.LimitBytes);
        Assert.Equal(64 * Megabyte, _pool.LimitBytes);
    }

    [Fact]
    public void Use_counts_in_every_account_above_and_returns_to_zero()
    {
        var query = _pool.CreateAccount("query");
        var task = query.CreateChild("task");
        var inTask = task.Allocate(1000);
        var inQuery = query.Allocate(100 * Kilobyte);
        query.Reserve(17);
        Assert.Equal(1024, task.UsedBytes);
        Assert.Equal(1024 + (128 * Kilobyte) + 17, query.UsedBytes);
        Assert.Equal(query.UsedBytes, _pool.UsedBytes);
        inTask.Release();
        inQuery.Release();
        query.ReleaseReservation(17);
        Assert.Equal((0, 0, 0), (task.UsedBytes, query.UsedBytes, _pool.UsedBytes));
        task.Dispose();
        query.Dispose();
        Assert.Equal(0, _pool.UsedBytes);
    }

    [Fact]
    public void The_peak_is_the_most_that_was_used_at_a_time()
    {
        var query = _pool.CreateAccount("query");
        var first = query.Allocate(3 * Megabyte);
        var second = query.Allocate(2 * Megabyte);
        first.Release();
        var third = query.Allocate(Megabyte);
        Assert.Equal(5 * Megabyte, query.PeakBytes);
        Assert.Equal(3 * Megabyte, query.UsedBytes);
        Assert.InRange(_pool.PeakBytes, 5 * Megabyte, 8 * Megabyte);
        second.Release();
        third.Release();
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("query")]
    [InlineData("task")]
    public void Each_level_holds_its_limit_to_the_byte(string level)
    {
        using var pool = new MemoryPool(level == "pool" ? Megabyte : 64 * Megabyte);
        var query = pool.CreateAccount("query", level == "query" ? Megabyte : long.MaxValue);
        var task = query.CreateChild("task", level == "task" ? Megabyte : long.MaxValue);
        var buffers = Enumerable.Range(0, 16).Select(_ => task.Allocate(64 * Kilobyte)).ToList();
        Assert.Equal(Megabyte, task.UsedBytes);
        Assert.False(task.TryAllocate(0, out var refused));
        Assert.Null(refused);
        Assert.False(task.TryReserve(1));
        var error = Assert.Throws<SqlSparkException>(() => task.Allocate(1));
        Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
        Assert.Equal("1048576", error.Parameters["limitBytes"]);
        Assert.Equal("1048576", error.Parameters["usedBytes"]);
        Assert.Equal("64", error.Parameters["requestedBytes"]);
        Assert.Throws<SqlSparkException>(() => task.Reserve(1));
        Assert.Equal(Megabyte, task.UsedBytes);
        buffers[0].Release();
        Assert.True(task.TryAllocate(64 * Kilobyte, out var again));
        again.Release();
        buffers.Skip(1).ToList().ForEach(buffer => buffer.Release());
        Assert.Equal(0, pool.UsedBytes);
    }

    [Fact]
    public void Absurd_sizes_are_over_the_limit_and_negative_ones_are_refused()
    {
        using var pool = new MemoryPool(long.MaxValue);
        var query = pool.CreateAccount("query");
        Assert.Throws<SqlSparkException>(() => query.Allocate(long.MaxValue));
        Assert.Throws<SqlSparkException>(() => query.Reserve(long.MaxValue));
        Assert.False(query.TryReserve(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.Allocate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.TryReserve(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.ReleaseReservation(-1));
        Assert.Equal(0, query.UsedBytes);
    }

    [Fact]
    public void What_one_task_keeps_idle_serves_another()
    {
        var query = _pool.CreateAccount("query", 64 * Megabyte);
        var tasks = Enumerable.Range(0, 32).Select(i => query.CreateChild("task " + i)).ToList();
        foreach (var task in tasks)
            task.Allocate(Kilobyte).Release();
        Assert.Equal(0, query.UsedBytes);
        Assert.True(tasks[0].TryReserve(64 * Megabyte));
        Assert.Equal(64 * Megabyte, _pool.UsedBytes);
        tasks[0].ReleaseReservation(64 * Megabyte);
    }

    [Fact]
    public void What_one_query_keeps_idle_serves_another()
    {
        var idle = _pool.CreateAccount("idle").CreateChild("task");
        idle.Reserve(1);
        idle.ReleaseReservation(1);
        var busy = _pool.CreateAccount("busy");
        busy.Reserve(64 * Megabyte);
        Assert.False(idle.TryReserve(1));
        busy.ReleaseReservation(64 * Megabyte);
        Assert.True(idle.TryReserve(1));
        idle.ReleaseReservation(1);
    }

    [Fact]
    public void More_than_was_reserved_can_not_be_given_back()
    {
        var query = _pool.CreateAccount("query");
        query.Reserve(10);
        Assert.Throws<InternalException>(() => query.ReleaseReservation(11));
        Assert.Equal(10, query.UsedBytes);
        query.ReleaseReservation(10);
    }

    [Fact]
    public void Pressure_asks_from_the_account_up_to_the_pool_and_tries_again()
    {
        var asked = new List<string>();
        var query = _pool.CreateAccount("query", Megabyte);
        var task = query.CreateChild("task");
        var held = new Stack<NativeBuffer>(Enumerable.Range(0, 4).Select(_ => task.Allocate(256 * Kilobyte)));
        task.OnPressure = bytes => Note("task", bytes, 0);
        query.OnPressure = bytes =>
        {
            held.Pop().Release();
            return Note("query", bytes, 256 * Kilobyte);
        };
        _pool.OnPressure = bytes => Note("pool", bytes, 0);

        var buffer = task.Allocate(500 * Kilobyte);

        Assert.Equal(["task 524288", "query 524288", "query 524288"], asked);
        Assert.Equal(Megabyte, query.UsedBytes);
        buffer.Release();
        while (held.TryPop(out var rest))
            rest.Release();

        long Note(string who, long bytes, long freed)
        {
            asked.Add($"{who} {bytes}");
            return freed;
        }
    }

    [Fact]
    public void Pressure_without_relief_ends_in_the_error()
    {
        var query = _pool.CreateAccount("query", Megabyte);
        var promises = 0;
        query.OnPressure = _ => ++promises;
        Assert.Throws<SqlSparkException>(() => query.Reserve(2 * Megabyte));
        Assert.InRange(promises, 1, 1000);
        Assert.Equal(0, query.UsedBytes);
    }

    [Fact]
    public void A_request_for_memory_within_the_pressure_call_does_not_call_again()
    {
        var query = _pool.CreateAccount("query", Megabyte);
        var calls = 0;
        query.OnPressure = _ =>
        {
            calls++;
            Assert.Throws<SqlSparkException>(() => query.Reserve(2 * Megabyte));
            return 0;
        };
        Assert.Throws<SqlSparkException>(() => query.Allocate(2 * Megabyte));
        Assert.Equal(1, calls);
        Assert.Throws<SqlSparkException>(() => query.Allocate(2 * Megabyte));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Trying_does_not_call_for_relief()
    {
        var query = _pool.CreateAccount("query", Megabyte);
        query.OnPressure = _ => throw new InvalidOperationException("asked");
        Assert.False(query.TryAllocate(2 * Megabyte, out _));
        Assert.False(query.TryReserve(2 * Megabyte));
    }

    [Fact]
    public void A_failing_pressure_call_leaves_the_account_as_it_was()
    {
        var query = _pool.CreateAccount("query", Megabyte);
        query.OnPressure = _ => throw new NotSupportedException();
        Assert.Throws<NotSupportedException>(() => query.Allocate(2 * Megabyte));
        Assert.Equal(0, query.UsedBytes);
        query.OnPressure = _ => 0;
        Assert.Throws<SqlSparkException>(() => query.Allocate(2 * Megabyte));
    }

    [Fact]
    public void A_disposed_account_refuses_and_counts_until_its_last_buffer_is_released()
    {
        var query = _pool.CreateAccount("query");
        var task = query.CreateChild("task");
        var buffer = task.Allocate(1000);
        query.Dispose();
        query.Dispose();
        Assert.Throws<InternalException>(() => task.Allocate(1));
        Assert.Throws<InternalException>(() => query.CreateChild("late"));
        Assert.Equal(1024, _pool.UsedBytes);
        Assert.Equal(1024, query.UsedBytes);
        buffer.Release();
        Assert.Equal(0, query.UsedBytes);
        Assert.Equal(0, _pool.UsedBytes);
        Assert.Throws<InternalException>(() => task.Allocate(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_abandoned_query_is_freed_as_a_whole(bool isChecked)
    {
        using var pool = new MemoryPool(256 * Megabyte, new MemoryPoolOptions { IsChecked = isChecked });
        using var other = pool.CreateAccount("other");
        var query = pool.CreateAccount("query");
        var task = query.CreateChild("task");
        var released = 0;
        unsafe
        {
            var bytes = stackalloc byte[10];
            NativeBuffer.Wrap(bytes, 10, _ => released++, task);
        }

        query.Allocate(100).Retain();
        task.Allocate(100);
        task.Allocate(3 * Megabyte);
        task.Allocate(40 * Megabyte);
        task.Reserve(5000);
        var kept = task.Allocate(200);
        kept.TransferTo(other);
        kept.AsSpan<byte>().Fill(1);
        query.ForceFree = true;

        query.Dispose();

        Assert.Equal(0, query.UsedBytes);
        Assert.Equal(1, released);
        Assert.Equal(256, pool.UsedBytes);
        task.ReleaseReservation(5000);
        Assert.Equal(256, pool.UsedBytes);
        Assert.Equal(200, kept.AsSpan<byte>().Count((byte)1));
        kept.Release();
        Assert.Equal(0, pool.UsedBytes);
    }

    [Fact]
    public void Freeing_all_goes_on_past_an_owner_that_fails()
    {
        var query = _pool.CreateAccount("query");
        unsafe
        {
            var bytes = stackalloc byte[10];
            NativeBuffer.Wrap(bytes, 10, _ => throw new NotSupportedException(), query);
        }

        query.Allocate(100);
        Assert.Throws<NotSupportedException>(query.FreeAll);
        Assert.Equal(0, query.UsedBytes);
        query.Dispose();
    }
}

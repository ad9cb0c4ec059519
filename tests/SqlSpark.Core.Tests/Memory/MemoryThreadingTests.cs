using System.Collections.Concurrent;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Core.Tests.Memory;

public sealed class MemoryThreadingTests
{
    private const int ThreadCount = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_allocated_on_one_thread_are_freed_on_another(bool isChecked)
    {
        using var pool = new MemoryPool(1 << 30, new MemoryPoolOptions { IsChecked = isChecked });
        using var query = pool.CreateAccount("query");
        using var handed = new BlockingCollection<(NativeBuffer Buffer, byte Mark)>(256);
        var rounds = isChecked ? 500 : 20_000;
        var consumers = Start(ThreadCount, _ =>
        {
            foreach (var (buffer, mark) in handed.GetConsumingEnumerable())
            {
                Assert.Equal(-1, buffer.AsSpan<byte>().IndexOfAnyExcept(mark));
                buffer.Release();
            }
        });
        var producers = Start(ThreadCount, thread =>
        {
            using var task = query.CreateChild("task " + thread);
            var random = new Random(thread);
            for (var i = 0; i < rounds; i++)
            {
                var buffer = task.Allocate(random.Next(1 << random.Next(1, 15)));
                var mark = (byte)random.Next();
                buffer.AsSpan<byte>().Fill(mark);
                buffer.TransferTo(query);
                handed.Add((buffer, mark));
            }
        });
        Join(producers);
        handed.CompleteAdding();
        Join(consumers);
        Assert.Equal(0, query.UsedBytes);
        Assert.Equal(0, pool.UsedBytes);
    }

    [Fact]
    public void A_tight_limit_is_never_passed_and_no_block_is_given_twice()
    {
        const long Limit = 4 << 20;
        using var pool = new MemoryPool(Limit);
        using var query = pool.CreateAccount("query");
        var granted = 0L;
        Join(Start(ThreadCount, thread =>
        {
            using var task = query.CreateChild("task " + thread);
            var random = new Random(thread);
            var held = new Queue<(NativeBuffer Buffer, byte Mark)>();
            for (var i = 0; i < 20_000; i++)
            {
                if (task.TryAllocate(random.Next(300_000), out var buffer))
                {
                    var mark = (byte)random.Next();
                    buffer.AsSpan<byte>()[..Math.Min(64, (int)buffer.ByteLength)].Fill(mark);
                    held.Enqueue((buffer, mark));
                    Interlocked.Increment(ref granted);
                }

                if (held.Count > random.Next(8) && held.TryDequeue(out var oldest))
                    Free(oldest);
            }

            while (held.TryDequeue(out var rest))
                Free(rest);
        }));
        Assert.InRange(pool.PeakBytes, 1, Limit);
        Assert.Equal(0, pool.UsedBytes);
        Assert.InRange(granted, 1000, long.MaxValue);

        static void Free((NativeBuffer Buffer, byte Mark) held)
        {
            Assert.Equal(-1, held.Buffer.AsSpan<byte>()[..Math.Min(64, (int)held.Buffer.ByteLength)].IndexOfAnyExcept(held.Mark));
            held.Buffer.Release();
        }
    }

    [Fact]
    public void Trimming_while_others_allocate_harms_nobody()
    {
        using var pool = new MemoryPool(1 << 30);
        using var query = pool.CreateAccount("query");
        var running = ThreadCount;
        var workers = Start(ThreadCount, thread =>
        {
            try
            {
                var random = new Random(thread);
                for (var i = 0; i < 2000; i++)
                {
                    var buffer = query.Allocate(random.Next(1 << random.Next(10, 22)));
                    buffer.AsSpan<byte>().Fill((byte)thread);
                    Assert.Equal(-1, buffer.AsSpan<byte>().IndexOfAnyExcept((byte)thread));
                    buffer.Release();
                }
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        });
        while (Volatile.Read(ref running) > 0)
        {
            pool.Trim();
            pool.TrimIdle();
            _ = pool.UsedBytes;
            Thread.Yield();
        }

        Join(workers);
        pool.Trim();
        Assert.Equal((0, 0), (pool.UsedBytes, pool.ResidentBytes));
    }

    [Fact]
    public void References_are_counted_across_threads()
    {
        using var pool = new MemoryPool(1 << 20);
        using var query = pool.CreateAccount("query");
        var buffer = query.Allocate(1000);
        Join(Start(ThreadCount, _ =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                buffer.Retain();
                buffer.Release();
            }
        }));
        Assert.Equal(1, buffer.ReferenceCount);
        buffer.Release();
        Assert.Equal(0, query.UsedBytes);
    }

    [Fact]
    public void Reservations_of_many_threads_on_one_account_add_up()
    {
        using var pool = new MemoryPool(1 << 30);
        using var query = pool.CreateAccount("query");
        Join(Start(ThreadCount, thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                query.Reserve(thread + 1);
                query.Reserve(100_000);
                query.ReleaseReservation(100_000);
            }
        }));
        Assert.Equal(20_000L * ThreadCount * (ThreadCount + 1) / 2, query.UsedBytes);
        query.ReleaseReservation(query.UsedBytes);
        Assert.Equal(0, pool.UsedBytes);
    }

    private static List<(Thread Thread, Task Done)> Start(int count, Action<int> body)
    {
        var threads = new List<(Thread, Task)>();
        for (var i = 0; i < count; i++)
        {
            var number = i;
            var done = new TaskCompletionSource();
            var thread = new Thread(() =>
            {
                try
                {
                    body(number);
                    done.SetResult();
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            });
            thread.Start();
            threads.Add((thread, done.Task));
        }

        return threads;
    }

    private static void Join(List<(Thread Thread, Task Done)> threads)
    {
        foreach (var (thread, done) in threads)
        {
            thread.Join();
            done.GetAwaiter().GetResult();
        }
    }
}

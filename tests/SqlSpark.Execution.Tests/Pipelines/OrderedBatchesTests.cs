using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Execution.Pipelines;

public sealed class OrderedBatchesTests
{
    [Fact]
    public void Any_interleaving_of_workers_gives_the_rows_in_order() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Check(new Random(seed), limited: false)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_interleaving_of_workers_gives_the_rows_of_the_limit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Check(new Random(seed), limited: true)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_head_is_the_lowest_partition_of_the_workers_that_have_started()
    {
        using var memory = new MemoryPool(1 << 20);
        using var account = memory.CreateAccount("test");
        var batches = new OrderedBatches(account);
        var first = batches.AddWorker();
        batches.Advance(first, 3);
        Assert.Equal(3, batches.Head);
        var second = batches.AddWorker();
        batches.Advance(second, 0);                 // it had to wait before it took a partition
        Assert.Equal(3, batches.Head);
        batches.Advance(first, 5);
        Assert.Equal(3, batches.Head);
        batches.Advance(second, 4);
        Assert.Equal(4, batches.Head);
        batches.Advance(second, LocalSink.EndOfInput);
        Assert.Equal(5, batches.Head);
        batches.Advance(first, LocalSink.EndOfInput);
        Assert.Equal(5, batches.Head);
    }

    // Workers take partitions in order, bring some batches of each (perhaps none) and are interleaved at random.
    private static void Check(Random random, bool limited)
    {
        using var memory = new MemoryPool(64 << 20, new MemoryPoolOptions { IsChecked = true });
        using var account = memory.CreateAccount("test");
        var partitions = Enumerable.Range(0, random.Next(20)).Select(_ => Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, 100)).ToArray()).ToArray();
        var rowCount = partitions.Sum(p => p.Sum());
        var (offset, limit) = limited ? (random.Next(rowCount + 2), random.Next(1, rowCount + 2)) : (0, int.MaxValue);
        var batches = limited ? new OrderedBatches(account, offset, limit) : new OrderedBatches(account);
        using var writer = new VectorWriter(LongType.Instance, account);
        var firstRows = partitions.Select((_, i) => partitions.Take(i).Sum(p => p.Sum())).ToArray();

        var workers = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Worker()).ToList();
        var nextPartition = 0;
        var result = new List<long>();
        while (workers.Count > 0)
        {
            var worker = workers[random.Next(workers.Count)];
            worker.Number ??= batches.AddWorker();
            if (worker.Batches.Count > 0)
            {
                var (start, count) = worker.Batches.Dequeue();
                if (batches.IsSatisfied || !batches.IsWanted(worker.Partition))
                    worker.Batches.Clear();
                else
                    batches.Add(Retained(writer, start, count, worker.Partition));
            }
            else if (nextPartition == partitions.Length || batches.IsSatisfied)
            {
                batches.Advance(worker.Number.Value, LocalSink.EndOfInput);
                workers.Remove(worker);
            }
            else
            {
                worker.Partition = nextPartition++;
                var start = firstRows[worker.Partition];
                foreach (var count in partitions[worker.Partition])
                {
                    worker.Batches.Enqueue((start, count));
                    start += count;
                }

                batches.Advance(worker.Number.Value, worker.Partition);
            }

            Drain(batches, result);
        }

        batches.Complete();
        Drain(batches, result);
        Assert.Equal(0, batches.AheadCount);
        batches.Clear();
        Assert.Equal(Enumerable.Range(0, rowCount).Skip(offset).Take(limit).Select(i => (long)i), result);
    }

    private static RecordBatch Retained(VectorWriter writer, int start, int count, int partition)
    {
        writer.Begin(count);
        for (var i = 0; i < count; i++)
            writer.Values<long>()[i] = start + i;
        return new RecordBatch { PartitionOrdinal = partition }.Set(count, [writer.Publish()]).Retain();
    }

    private static void Drain(OrderedBatches batches, List<long> result)
    {
        while (batches.Ready.TryDequeue(out var batch))
        {
            foreach (var row in batch.Rows)
                result.Add(((FlatVector)batch[0]).Values<long>()[row]);
            batch.Release();
        }
    }

    private sealed class Worker
    {
        public int? Number { get; set; }

        public int Partition { get; set; }

        public Queue<(int Start, int Count)> Batches { get; } = new();
    }
}

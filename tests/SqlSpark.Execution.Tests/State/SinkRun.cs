using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using Xunit;

namespace SqlSpark.Execution.State;

/// <summary>Runs a sink as the scheduler does, without threads, and reads its rows; all memory must come back.</summary>
internal static class SinkRun
{
    public static object?[][] Rows(Func<MemoryAccount, Sink> create, TestBatches input, int workers, int capacity, MemoryAccount query)
    {
        var before = query.UsedBytes;
        List<object?[]> rows = [];
        var account = query.CreateChild("query");
        using (var sink = create(account))
        {
            var context = new TaskContext(account, capacity, CancellationToken.None);
            Consume(sink, input.Batches, workers, context);
            Finish(sink, context);
            using var source = sink.CreateSource()!;
            Read(source, workers, context, rows);
        }

        account.Dispose();
        Assert.Equal(before, query.UsedBytes);
        return [.. rows];
    }

    /// <summary>Gives whole partitions to workers in turn, as morsels are taken.</summary>
    public static void Consume(Sink sink, IEnumerable<RecordBatch> batches, int workers, TaskContext context)
    {
        var locals = new LocalSink[workers];
        for (var i = 0; i < workers; i++)
            locals[i] = sink.CreateLocal(context);
        foreach (var batch in batches)
        {
            if (locals[batch.PartitionOrdinal % workers].Consume(batch, context) == SinkStatus.Finished)
                break;
        }

        for (var i = workers - 1; i >= 0; i--)
        {
            sink.Combine(locals[i], context);
            locals[i].Dispose();
        }
    }

    public static void Finish(Sink sink, TaskContext context)
    {
        var tasks = sink.PrepareFinish(context);
        for (var task = tasks - 1; task >= 0; task--)
            sink.RunFinishTask(task, context);
    }

    private static void Read(PipelineSource source, int readers, TaskContext context, List<object?[]> rows)
    {
        var byPlace = new SortedDictionary<(int, long), object?[][]>();
        var operators = Enumerable.Range(0, readers).Select(_ => source.CreateReader(context)).ToArray();
        while (true)
        {
            var isFinished = true;
            foreach (var reader in operators)
            {
                if (reader.Next(context, out var batch) != PullStatus.Ready)
                    continue;
                isFinished = false;
                Assert.InRange(batch.LiveCount, 1, context.BatchCapacity);
                Assert.InRange(batch.PartitionOrdinal, 0, source.PartitionCount - 1);
                byPlace.Add((batch.PartitionOrdinal, batch.Sequence), Boxed(batch));
            }

            if (isFinished)
                break;
        }

        foreach (var reader in operators)
            reader.Dispose();
        foreach (var batch in byPlace.Values)
            rows.AddRange(batch);
    }

    private static object?[][] Boxed(RecordBatch batch)
    {
        var rows = new List<object?[]>();
        foreach (var row in batch.Rows)
        {
            var values = new object?[batch.ColumnCount];
            for (var c = 0; c < values.Length; c++)
                values[c] = BoxedValues.Get(batch[c], row);
            rows.Add(values);
        }

        return [.. rows];
    }
}

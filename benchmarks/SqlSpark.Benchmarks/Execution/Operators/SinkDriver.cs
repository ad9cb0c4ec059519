using SqlSpark.Benchmarks.Planning;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>Runs a sink as one worker does: all batches in, finish, all rows out.</summary>
internal static class SinkDriver
{
    /// <summary>Runs a sink and adds up what <paramref name="digest"/> makes of its batches.</summary>
    public static long Run(Func<MemoryAccount, Sink> create, MemoryBatches input, Func<RecordBatch, long> digest)
    {
        using var account = input.Account.CreateChild("query");
        using var sink = create(account);
        var context = new TaskContext(account, MemoryBatches.BatchRows, CancellationToken.None);
        var local = sink.CreateLocal(context);
        foreach (var batch in input.Batches)
            local.Consume(batch, context);
        sink.Combine(local, context);
        local.Dispose();
        var tasks = sink.PrepareFinish(context);
        for (var task = 0; task < tasks; task++)
            sink.RunFinishTask(task, context);
        using var source = sink.CreateSource()!;
        using var reader = source.CreateReader(context);
        var sum = 0L;
        while (reader.Next(context, out var batch) == PullStatus.Ready)
            sum += digest(batch);
        return sum;
    }

    /// <summary>An aggregate function as the analyzer binds it.</summary>
    /// <param name="call">The call over constants of the argument types: <c>sum(1L)</c>.</param>
    public static BoundAggregate Bind(string call)
    {
        var plan = PlanningQueries.Session().Prepare($"select {call}", CancellationToken.None);
        return plan.Expressions.Select(e => e.Collect<AggregateExpression>().FirstOrDefault()).First(a => a is not null)!.Call.Bound;
    }
}

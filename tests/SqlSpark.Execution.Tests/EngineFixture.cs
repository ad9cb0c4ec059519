using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Scheduling;
using Xunit;
using Range = SqlSpark.Catalyst.Plans.Range;

namespace SqlSpark.Execution;

/// <summary>An engine with workers and checked memory of its own. Disposing it checks that all memory came back.</summary>
internal sealed class EngineFixture : IDisposable
{
    public EngineFixture(int workerCount = 2, long memoryLimit = 1L << 30, bool isChecked = true)
    {
        Workers = new WorkerPool(workerCount);
        Memory = new MemoryPool(memoryLimit, new MemoryPoolOptions { IsChecked = isChecked });
        Engine = new QueryEngine(Workers, Memory);
    }

    public WorkerPool Workers { get; }

    public MemoryPool Memory { get; }

    public QueryEngine Engine { get; }

    /// <summary>Batch capacities, morsel sizes and workers under which every query must give the same rows: each capacity, and the extremes with few and many workers.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 100, 1 },
        { 1, 100, 8 },
        { 63, 1000, 2 },
        { 64, 1000, 8 },
        { 65, 1000, 1 },
        { 4096, 1000, 1 },
        { 4096, 1000, 2 },
        { 4096, 1000, 8 },
    };

    public static ConfSnapshot Conf(params ReadOnlySpan<(string Key, string Value)> settings)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in settings)
            texts.Add(key, value);
        return new SessionConf(texts).Snapshot;
    }

    public static ConfSnapshot Conf(int batchCapacity, int morselRows, int taskCount) => Conf(
        ("sqlspark.batch.capacity", $"{batchCapacity}"), ("sqlspark.morsel.rows", $"{morselRows}"), ("sqlspark.master", $"local[{taskCount}]"));

    public static Range Numbers(long end, long start = 0, long step = 1) =>
        new(start, end, step, null, new AttributeReference("id", LongType.Instance, false));

    public static AttributeReference Column(string name, DataType type) => new(name, type);

    public static LocalRelation Table(EquatableArray<AttributeReference> columns, params IEnumerable<object?[]> rows) =>
        new(columns, rows.Select(EquatableArray.ToEquatableArray).ToEquatableArray());

    public static Limit Limit(LogicalPlan child, long rowCount) => new(Literal.Long(rowCount), child);

    public static Offset Offset(LogicalPlan child, long rowCount) => new(Literal.Long(rowCount), child);

    public List<object?[]> Rows(LogicalPlan plan, ConfSnapshot? conf = null)
    {
        using var result = Engine.Execute(plan, conf ?? ConfSnapshot.Default);
        var rows = result.CollectRows();
        Assert.Equal(0, result.UsedBytes);
        return rows;
    }

    public List<long> Longs(LogicalPlan plan, ConfSnapshot? conf = null) => Rows(plan, conf).ConvertAll(row => (long)row[0]!);

    public void Dispose()
    {
        Workers.Dispose();
        Assert.Equal(0, Memory.UsedBytes);
        Memory.Dispose();
    }
}

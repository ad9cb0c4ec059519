using SqlSpark.Core.Memory;
using SqlSpark.Execution;
using SqlSpark.Execution.Scheduling;
using SqlSpark.Sessions;
using Xunit;

namespace SqlSpark.Sql;

/// <summary>Workers and memory of their own, so that tests can see whether a query gave everything back.</summary>
internal sealed class TestEngine : IDisposable
{
    private readonly WorkerPool _workers;
    private readonly QueryEngine _engine;

    public TestEngine(int workerCount, bool isChecked = true, long memoryLimit = 1L << 30)
    {
        _workers = new WorkerPool(workerCount);
        Memory = new MemoryPool(memoryLimit, new MemoryPoolOptions { IsChecked = isChecked });
        _engine = new QueryEngine(_workers, Memory);
    }

    public MemoryPool Memory { get; }

    public SparkSession NewSession(params IEnumerable<KeyValuePair<string, string>> settings) =>
        SparkSession.Create(SessionState.Create(settings, _engine));

    public void Dispose()
    {
        _workers.Dispose();
        Assert.Equal(0, Memory.UsedBytes);
        Memory.Dispose();
    }
}

using BenchmarkDotNet.Attributes;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>What benchmarks of sinks share: a table in memory, made before and freed afterwards.</summary>
public abstract class SinkBenchmarks
{
    /// <summary>The table.</summary>
    private protected MemoryBatches Input { get; private set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        Input = new MemoryBatches();
        Fill(new Random(1));
        Input.Complete();
    }

    [GlobalCleanup]
    public void Cleanup() => Input.Dispose();

    /// <summary>Adds the columns of <see cref="Input"/>.</summary>
    private protected abstract void Fill(Random random);
}

using BenchmarkDotNet.Attributes;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution;
using SqlSpark.Execution.Scheduling;

namespace SqlSpark.Benchmarks.Execution;

/// <summary>How long does a query of one row take from a resolved plan to its end, and how much of it is planning?</summary>
[MemoryDiagnoser]
public class QueryLatencyBenchmarks
{
    private readonly WorkerPool _workers = new(Environment.ProcessorCount);
    private readonly MemoryPool _memory = new(1L << 30);
    private QueryEngine _engine = null!;
    private LogicalPlan _plan = null!;

    [GlobalSetup]
    public void Setup()
    {
        _engine = new QueryEngine(_workers, _memory);
        var a = new AttributeReference("a", LongType.Instance);
        var table = new LocalRelation([a], [[1L]]);
        var sum = new Arithmetic(ArithmeticOperator.Add, a, Literal.Long(1), EvalMode.Ansi);
        _plan = new Project([new Alias(sum, "x")], new Filter(new Comparison(ComparisonOperator.GreaterThan, a, Literal.Long(0)), table));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _workers.Dispose();
        _memory.Dispose();
    }

    [Benchmark]
    public int Query()
    {
        using var result = _engine.Execute(_plan, ConfSnapshot.Default);
        var count = 0;
        while (result.TryNext(out var batch))
            count += batch.LiveCount;
        return count;
    }

    [Benchmark]
    public string Plan() => _engine.Explain(_plan, ConfSnapshot.Default);
}

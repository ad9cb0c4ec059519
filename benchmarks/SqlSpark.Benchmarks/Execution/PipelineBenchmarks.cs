using System.Numerics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution;
using SqlSpark.Execution.Operators.Ranges;
using SqlSpark.Execution.Scheduling;

namespace SqlSpark.Benchmarks.Execution;

/// <summary>What do pipelines, scheduling and the result queue cost on top of the work itself: 100 million numbers, filtered?</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private const long RowCount = 100_000_000;
    private const long Bound = RowCount - 10;
    private const int BatchCapacity = 4096;

    private readonly long[] _values = new long[BatchCapacity];
    private WorkerPool _workers = null!;
    private MemoryPool _memory = null!;
    private QueryEngine _engine = null!;
    private LogicalPlan _filtered = null!;
    private LogicalPlan _limited = null!;

    /// <summary>How many threads work.</summary>
    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _workers = new WorkerPool(Workers);
        _memory = new MemoryPool(1L << 30);
        _engine = new QueryEngine(_workers, _memory);
        var range = new Catalyst.Plans.Range(0, RowCount, 1, null, new AttributeReference("id", LongType.Instance, false));
        _filtered = new Filter(new Comparison(ComparisonOperator.GreaterThanOrEqual, range.Attribute, Literal.Long(Bound)), range);
        _limited = new Limit(Literal.Long(10), range with { End = 10_000_000_000 });
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _workers.Dispose();
        _memory.Dispose();
    }

    /// <summary>The same work in one loop, without an engine.</summary>
    [Benchmark(Baseline = true)]
    public long Loop()
    {
        var counts = Vector<long>.Zero;
        var bound = new Vector<long>(Bound);
        for (var first = 0L; first < RowCount; first += BatchCapacity)
        {
            var values = _values.AsSpan(0, (int)Math.Min(BatchCapacity, RowCount - first));
            RangeSource.Fill(values, first, 1);
            ref var start = ref MemoryMarshal.GetReference(values);
            for (nuint i = 0; i < (nuint)values.Length; i += (nuint)Vector<long>.Count)
                counts -= Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref start, i), bound);
        }

        return Vector.Sum(counts);
    }

    [Benchmark]
    public long Filter() => Run(_filtered);

    [Benchmark]
    public long LimitOfTenBillionRows() => Run(_limited);

    private long Run(LogicalPlan plan)
    {
        using var result = _engine.Execute(plan, ConfSnapshot.Default);
        var count = 0L;
        while (result.TryNext(out var batch))
            count += batch.LiveCount;
        return count;
    }
}

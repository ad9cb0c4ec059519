using BenchmarkDotNet.Attributes;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Generation;
using SqlSpark.Tpch.Output;

namespace SqlSpark.Benchmarks.Tpch;

/// <summary>
/// How fast one thread makes the batches of a table at scale factor 1, and turns them into lines. An operation is eight batches in a row: about 32,768 rows,
/// for lines 4.1 MB of text.
/// </summary>
[MemoryDiagnoser]
public class TpchGenerationBenchmarks
{
    private const int Batches = 8;

    private MemoryPool _pool = null!;
    private TpchData _data = null!;
    private TableGenerator _generator = null!;
    private DelimitedEncoder _encoder = null!;
    private long _next;

    [Params(TpchTable.LineItem, TpchTable.Orders, TpchTable.PartSupp, TpchTable.Customer, TpchTable.Part)]
    public TpchTable Table { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _pool = new MemoryPool(2L << 30);
        _data = new TpchData(TpchScale.One, _pool);
        _data.PrepareText(Environment.ProcessorCount);
        _generator = _data.CreateGenerator(Table, _data.Account);
        _encoder = new DelimitedEncoder<TblFormat>(Table, _data.Account);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _encoder.Dispose();
        _generator.Dispose();
        _data.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    public int Columns()
    {
        var rowCount = 0;
        for (var i = 0; i < Batches; i++)
            rowCount += _generator.Generate(Advance(), _generator.BatchSize).RowCount;
        return rowCount;
    }

    [Benchmark]
    public int Lines()
    {
        _encoder.Clear();
        for (var i = 0; i < Batches; i++)
            _encoder.Append(_generator.Generate(Advance(), _generator.BatchSize));
        return _encoder.Written.Length;
    }

    // New rows each time, so that the text comes from memory as it does in a whole run.
    private long Advance()
    {
        var first = _next;
        _next += _generator.BatchSize;
        if (_next + _generator.BatchSize > _generator.SourceRowCount)
            _next = 0;
        return first;
    }
}

/// <summary>How long the 300 MiB of text take that comments are cut from.</summary>
public class TpchTextBenchmarks
{
    [Params(1, 2)]
    public int Threads { get; set; }

    [Benchmark]
    public void PrepareText()
    {
        using var pool = new MemoryPool(1L << 30);
        using var data = new TpchData(TpchScale.One, pool);
        data.PrepareText(Threads);
    }
}

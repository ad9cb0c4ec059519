using BenchmarkDotNet.Attributes;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Writing;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Generation;

namespace SqlSpark.Benchmarks.Parquet;

/// <summary>How long does a row group of each column of <c>lineitem</c> take, from batches as the generator has them to pages in memory?</summary>
[MemoryDiagnoser]
public class WritingBenchmarks
{
    private const int RowCount = 120_000;

    private readonly List<RecordBatch> _batches = [];
    private readonly RecordBatch _shell = new();
    private MemoryPool _pool = null!;
    private TpchData _data = null!;
    private TableGenerator _generator = null!;
    private MemoryAccount _account = null!;
    private RowGroupEncoder _encoder = null!;
    private int _ordinal;

    /// <summary>Sorted and unique numbers, amounts, numbers and texts of few values, dates, long texts.</summary>
    [Params("l_orderkey", "l_partkey", "l_linenumber", "l_extendedprice", "l_linestatus", "l_shipdate", "l_comment")]
    public string Column { get; set; } = "";

    /// <summary>The codec.</summary>
    [Params("none", "snappy", "zstd")]
    public string Codec { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _pool = new MemoryPool(2L << 30);
        _data = new TpchData(TpchScale.One, _pool);
        _account = _pool.CreateAccount("benchmark");
        _generator = _data.CreateGenerator(TpchTable.LineItem, _account);
        for (var (first, rows) = (0L, 0); rows < RowCount; first += _generator.BatchSize)
        {
            var batch = _generator.Generate(first, _generator.BatchSize).Retain();
            _batches.Add(batch);
            rows += batch.RowCount;
        }

        _ordinal = _generator.Schema.IndexOf(Column);
        var options = new SourceOptions(new Dictionary<string, string> { ["compression"] = Codec }, "parquet");
        var schema = new StructType(EquatableArray.Create<StructField>([_generator.Schema.Fields[_ordinal]]));
        _encoder = ParquetFileWriterFactory.Create(options, ConfSnapshot.Default).CreateEncoder(new FileWriteContext(schema, _account, CancellationToken.None));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _encoder.Dispose();
        foreach (var batch in _batches)
            batch.Release();
        _generator.Dispose();
        _account.Dispose();
        _data.Dispose();
        _pool.Dispose();
    }

    [Benchmark(OperationsPerInvoke = RowCount)]
    public long RowGroup()
    {
        foreach (var batch in _batches)
            _encoder.Add(_shell.Set(batch.RowCount, [batch[_ordinal]]), 0);
        using var rowGroup = _encoder.Finish();
        return rowGroup.Columns[0].Pages.Length;
    }
}

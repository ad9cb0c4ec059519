using BenchmarkDotNet.Attributes;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet;
using SqlSpark.DataSources.Parquet.Writing;

namespace SqlSpark.Benchmarks.Parquet;

/// <summary>How long one worker takes to read a column of a million rows off the page cache, by encoding and codec.</summary>
[MemoryDiagnoser]
public class ParquetScanBenchmarks
{
    private const int RowCount = 1 << 20;
    private const int BatchRows = 4096;

    private string _path = "";
    private IScan _scan = null!;
    private MemoryPool _pool = null!;
    private MemoryAccount _account = null!;

    public enum Column
    {
        PlainLong,
        DeltaLong,
        SplitDouble,
        CodedLong,
        PlainText,
        DeltaText,
        CodedText,
    }

    [Params(Column.PlainLong, Column.DeltaLong, Column.SplitDouble, Column.CodedLong, Column.PlainText, Column.DeltaText, Column.CodedText)]
    public Column Values { get; set; }

    [Params("none", "snappy", "lz4_raw", "zstd", "gzip")]
    public string Codec { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        _pool = new MemoryPool(1L << 30);
        _account = _pool.CreateAccount("benchmark");
        Write();
        _scan = ParquetTableProvider.Instance.Open(new TableRequest([_path], new Dictionary<string, string>(), null, ConfSnapshot.Default)).NewScanBuilder().Build();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        File.Delete(_path);
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    public long Scan()
    {
        var rows = 0L;
        foreach (var split in _scan.Splits)
        {
            using var reader = _scan.Open(split, new ScanContext(_account, BatchRows, CancellationToken.None));
            while (reader.TryRead(out var batch))
                rows += batch.RowCount;
        }

        return rows;
    }

    private void Write()
    {
        var encoding = Values switch
        {
            Column.DeltaLong => "DELTA_BINARY_PACKED",
            Column.SplitDouble => "BYTE_STREAM_SPLIT",
            Column.DeltaText => "DELTA_BYTE_ARRAY",
            _ => "PLAIN",
        };
        var isCoded = Values is Column.CodedLong or Column.CodedText;
        var options = new Dictionary<string, string> { ["compression"] = Codec, ["parquet.enable.dictionary"] = isCoded ? "true" : "false" };
        if (!isCoded)
            options["parquet.encoding#v"] = encoding;
        DataType type = Values switch
        {
            Column.PlainText or Column.DeltaText or Column.CodedText => StringType.Instance,
            Column.SplitDouble => DoubleType.Instance,
            _ => LongType.Instance,
        };
        var schema = new StructType(EquatableArray.Create<StructField>([new StructField("v", type)]));
        var factory = ParquetFileWriterFactory.Create(new SourceOptions(options, "parquet"), ConfSnapshot.Default);
        using var target = LocalFileSystem.Instance.Create(_path);
        using var writer = factory.Create(target, new FileWriteContext(schema, _account, CancellationToken.None));
        using var vector = new VectorWriter(type, _account);
        var random = new Random(1);
        var batch = new RecordBatch();
        for (var row = 0; row < RowCount; row += BatchRows)
        {
            vector.Begin(BatchRows);
            for (var i = 0; i < BatchRows; i++)
                BoxedValues.Set(vector, i, Next(random, type));
            writer.Write(batch.Set(BatchRows, [vector.Publish()]));
        }

        writer.Finish();
        target.Close();
    }

    // Codes: a hundred values. Others: prices of up to seven digits, or texts that begin alike.
    private object Next(Random random, DataType type)
    {
        var number = Values is Column.CodedLong or Column.CodedText ? random.Next(100) : random.Next(10_000_000);
        return type switch
        {
            StringType => $"order number {number}",
            DoubleType => number / 100.0,
            _ => (long)number,
        };
    }
}

using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources;

namespace SqlSpark.Benchmarks.Sources;

/// <summary>
/// How fast one worker reads CSV out of the page cache, beside a loop by hand that knows everything about its file: the delimiter, the columns,
/// that nothing is quoted or malformed. The files have <see cref="FileBytes"/> bytes, so GB/s are 0.0671 divided by the seconds.
/// </summary>
[MemoryDiagnoser]
public unsafe class CsvScanBenchmarks
{
    public const int FileBytes = 64 << 20;

    private string _path = "";
    private IScan _scan = null!;
    private MemoryPool _pool = null!;
    private MemoryAccount _account = null!;
    private byte[] _buffer = [];

    public enum Content
    {
        Integers,
        Strings,
        Quoted,
        LineItem,
    }

    [Params(Content.Integers, Content.Strings, Content.Quoted, Content.LineItem)]
    public Content File { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _path = Path.GetTempFileName();
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.Length < FileBytes)
            AppendRow(text, random);
        System.IO.File.WriteAllBytes(_path, Encoding.ASCII.GetBytes(text.ToString()));
        _pool = new MemoryPool(1L << 30);
        _account = _pool.CreateAccount("benchmark");
        var format = File == Content.LineItem ? "tbl" : "csv";
        var table = DataSourceRegistry.Get(format).Open(new TableRequest([_path], new Dictionary<string, string>(), Schema(), ConfSnapshot.Default));
        _scan = table.NewScanBuilder().Build();
        _buffer = new byte[1 << 20];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        System.IO.File.Delete(_path);
        _account.Dispose();
        _pool.Dispose();
    }

    [Benchmark]
    public long Scan()
    {
        var rows = 0L;
        foreach (var split in _scan.Splits)
        {
            using var reader = _scan.Open(split, new ScanContext(_account, 4096, CancellationToken.None));
            while (reader.TryRead(out var batch))
                rows += batch.RowCount;
        }

        return rows;
    }

    /// <summary>Reads the file, finds each delimiter with a vectorized search and adds up the integers: no batches, checks or types.</summary>
    [Benchmark(Baseline = true)]
    public long Loop()
    {
        using var handle = System.IO.File.OpenHandle(_path);
        var delimiter = File == Content.LineItem ? (byte)'|' : (byte)',';
        var sum = 0L;
        var kept = 0;
        var offset = 0L;
        while (true)
        {
            var count = RandomAccess.Read(handle, _buffer.AsSpan(kept), offset);
            if (count == 0)
                return sum;
            offset += count;
            var text = _buffer.AsSpan(0, kept + count);
            while (true)
            {
                var end = text.IndexOfAny(delimiter, (byte)'\n');
                if (end < 0)
                    break;
                var field = text[..end];
                if (File == Content.Integers)
                {
                    var value = 0L;
                    foreach (var digit in field)
                        value = (value * 10) + (digit - '0');
                    sum += value;
                }
                else
                {
                    sum += field.Length;
                }

                text = text[(end + 1)..];
            }

            kept = text.Length;
            text.CopyTo(_buffer);
        }
    }

    private void AppendRow(StringBuilder text, Random random)
    {
        var culture = CultureInfo.InvariantCulture;
        switch (File)
        {
            case Content.Integers:
                text.Append(culture, $"{random.Next(100)},{random.Next(10_000)},{random.Next(1_000_000)},{random.Next()},{random.NextInt64()}\n");
                break;
            case Content.Strings:
                text.Append(culture, $"name {random.Next(1000)},a somewhat longer text with {random.Next()} in it,{random.Next(10)},short\n");
                break;
            case Content.Quoted:
                text.Append(culture, $"\"name {random.Next(1000)}\",\"a text, with {random.Next()} in it\",\"x\",\"with \\\"escapes\\\"\"\n");
                break;
            default:
                text.Append(culture, $"{random.Next(6_000_000)}|{random.Next(200_000)}|{random.Next(10_000)}|{random.Next(1, 8)}|{random.Next(1, 51)}|{random.Next(90_000, 10_000_000) / 100m}|0.0{random.Next(10)}|0.0{random.Next(9)}|N|O|1996-0{random.Next(1, 10)}-{random.Next(10, 29)}|1997-02-12|1996-03-22|DELIVER IN PERSON|TRUCK|ly final dependencies: slyly bold {random.Next(100)}|\n");
                break;
        }
    }

    private StructType Schema()
    {
        DataType[] types = File switch
        {
            Content.Integers => [IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, LongType.Instance],
            Content.Strings or Content.Quoted => [StringType.Instance, StringType.Instance, StringType.Instance, StringType.Instance],
            _ =>
            [
                LongType.Instance, LongType.Instance, LongType.Instance, IntegerType.Instance, new DecimalType(15, 2), new DecimalType(15, 2), new DecimalType(15, 2),
                new DecimalType(15, 2), StringType.Instance, StringType.Instance, DateType.Instance, DateType.Instance, DateType.Instance, StringType.Instance,
                StringType.Instance, StringType.Instance,
            ],
        };
        var schema = StructType.Empty;
        for (var i = 0; i < types.Length; i++)
            schema = schema.Add("c" + i.ToString(CultureInfo.InvariantCulture), types[i]);
        return schema;
    }
}

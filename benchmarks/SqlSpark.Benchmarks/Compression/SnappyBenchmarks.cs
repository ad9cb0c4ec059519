using BenchmarkDotNet.Attributes;
using SqlSpark.DataSources.Compression.Snappy;

namespace SqlSpark.Benchmarks.Compression;

/// <summary>
/// How fast pages are compressed and decompressed by Snappy, beside IronSnappy. A page of numbers has 983,040 bytes, one of comments about 3.7 million: GB/s are
/// that divided by the nanoseconds.
/// </summary>
[MemoryDiagnoser]
public class SnappyBenchmarks
{
    private CodecPage _own = null!;
    private byte[] _otherBlock = [];

    [Params("orderkey", "extendedprice", "comment", "noise")]
    public string Column { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _own = new CodecPage(Column, account => new SnappyCodec(account));
        _otherBlock = IronSnappy.Snappy.Encode(_own.Page);

        // Both read the block of the other library, as files of other writers are what matters.
        _own.Block = _otherBlock;
    }

    [GlobalCleanup]
    public void Cleanup() => _own.Dispose();

    [Benchmark(Baseline = true)]
    public byte[] DecompressByIronSnappy() => IronSnappy.Snappy.Decode(_otherBlock);

    [Benchmark]
    public byte[] Decompress() => _own.Decompress();

    [Benchmark]
    public byte[] CompressByIronSnappy() => IronSnappy.Snappy.Encode(_own.Page);

    [Benchmark]
    public int Compress() => _own.Compress();
}

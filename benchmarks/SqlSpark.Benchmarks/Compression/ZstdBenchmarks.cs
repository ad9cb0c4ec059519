using BenchmarkDotNet.Attributes;
using SqlSpark.DataSources.Compression.Zstd;

namespace SqlSpark.Benchmarks.Compression;

/// <summary>How fast the managed implementation of Zstandard is beside libzstd at level 3; both read libzstd's block.</summary>
[MemoryDiagnoser]
public class ZstdBenchmarks
{
    private CodecPage _native = null!;
    private CodecPage _managed = null!;

    [Params("orderkey", "extendedprice", "comment", "noise")]
    public string Column { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var library = NativeZstd.Instance ?? throw new InvalidOperationException("libzstd is not installed.");
        _native = new CodecPage(Column, account => new NativeZstdCodec(library, account));
        _managed = new CodecPage(Column, account => new ManagedZstdCodec(account)) { Block = _native.Block };
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _native.Dispose();
        _managed.Dispose();
    }

    [Benchmark(Baseline = true)]
    public byte[] DecompressByLibzstd() => _native.Decompress();

    [Benchmark]
    public byte[] Decompress() => _managed.Decompress();

    [Benchmark]
    public int CompressByLibzstd() => _native.Compress();

    [Benchmark]
    public int Compress() => _managed.Compress();
}

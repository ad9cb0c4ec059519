using BenchmarkDotNet.Attributes;
using SqlSpark.DataSources.Compression;

namespace SqlSpark.Benchmarks.Compression;

/// <summary>What each format costs on the same pages, by the codec that a scan would get.</summary>
[MemoryDiagnoser]
public class BlockCodecBenchmarks
{
    private CodecPage _page = null!;

    [Params("Snappy", "Lz4Raw", "Zstd", "Gzip", "Brotli")]
    public string Codec { get; set; } = "";

    [Params("orderkey", "extendedprice", "comment")]
    public string Column { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _page = new CodecPage(
        Column, account => BlockCodecs.TryCreate(Enum.Parse<CompressionCodec>(Codec), account, out var codec) ? codec : throw new InvalidOperationException(Codec));

    [GlobalCleanup]
    public void Cleanup() => _page.Dispose();

    [Benchmark]
    public byte[] Decompress() => _page.Decompress();

    [Benchmark]
    public int Compress() => _page.Compress();
}

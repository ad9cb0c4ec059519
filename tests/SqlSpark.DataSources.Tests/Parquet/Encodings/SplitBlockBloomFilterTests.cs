using System.Text;
using SqlSpark.Core.Kernels;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class SplitBlockBloomFilterTests
{
    [Fact]
    public void What_was_inserted_is_found_and_little_else()
    {
        const int Count = 20_000;
        var byteLength = SplitBlockBloomFilter.OptimalByteLength(Count, 0.01);
        Assert.Equal(32 * 1024, byteLength);
        using var memory = GuardedMemory.Output(byteLength);
        memory.Span<byte>().Clear();
        var filter = new SplitBlockBloomFilter(memory.Address, byteLength);
        for (var i = 0L; i < Count; i++)
            filter.Insert(XxHash64.Hash(i));
        for (var i = 0L; i < Count; i++)
            Assert.True(filter.MayContain(XxHash64.Hash(i)));
        var found = 0;
        for (var i = 0L; i < Count; i++)
            found += filter.MayContain(XxHash64.Hash(-1 - i)) ? 1 : 0;
        Assert.InRange(found, 1, Count / 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(48)]
    public void Sizes_that_are_no_blocks_are_malformed(int byteLength)
    {
        using var memory = GuardedMemory.Output(64);
        Assert.Throws<MalformedDataException>(() => new SplitBlockBloomFilter(memory.Address, byteLength));
    }

    [Fact]
    public void Sizes_have_bounds()
    {
        Assert.Equal(32, SplitBlockBloomFilter.OptimalByteLength(0, 0.01));
        Assert.Equal(128 << 20, SplitBlockBloomFilter.OptimalByteLength(long.MaxValue, 0.0001));
    }

    [SkippableFact]
    public void Filters_of_parquet_java_are_understood()
    {
        var path = RepositoryRoot.Shared("parquet-testing/data/bloom_filter.xxhash.bin");
        Skip.If(path is null, "no sample files");
        var bytes = File.ReadAllBytes(path);

        // A Thrift header of a few bytes, then 1024 bytes of blocks.
        using var memory = GuardedMemory.Input(bytes.AsSpan(bytes.Length - 1024));
        var filter = new SplitBlockBloomFilter(memory.Address, 1024);
        foreach (var text in new[] { "hello", "parquet", "bloom", "filter" })
            Assert.True(filter.MayContain(XxHash64.Hash(Encoding.UTF8.GetBytes(text))), text);
        foreach (var text in new[] { "hello world", "arrow", "other" })
            Assert.False(filter.MayContain(XxHash64.Hash(Encoding.UTF8.GetBytes(text))), text);
    }
}

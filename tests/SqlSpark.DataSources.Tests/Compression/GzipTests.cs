using SqlSpark.DataSources.Compression;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

public sealed class GzipTests
{
    [Fact]
    public void Reads_members_one_after_the_other_as_one_block()
    {
        using var run = new CodecRun(CompressionCodec.Gzip);
        var bytes = SampleBlocks.Text(100_000);
        byte[] members = [.. run.Compress(bytes[..1]), .. run.Compress([]), .. run.Compress(bytes[1..70_000]), .. run.Compress(bytes[70_000..])];
        Assert.Equal(bytes, run.Decompress(members, bytes.Length));
        Assert.False(run.Survives(members, bytes.Length - 1));
        Assert.False(run.Survives(members, bytes.Length + 1));
    }

    [Fact]
    public void Refuses_bytes_behind_the_last_member()
    {
        using var run = new CodecRun(CompressionCodec.Gzip);
        var bytes = SampleBlocks.Text(1000);
        var block = run.Compress(bytes);
        Assert.False(run.Survives([.. block, 0], bytes.Length));
        Assert.False(run.Survives([.. block, 1, 2, 3, 4, 5], bytes.Length));
    }

    [Fact]
    public void Takes_no_byte_of_the_content_for_the_end_mark()
    {
        using var run = new CodecRun(CompressionCodec.Gzip);
        var block = run.Compress("THE"u8.ToArray());
        Assert.Equal("THE"u8.ToArray(), run.Decompress(block, 3));
        Assert.False(run.Survives(block, 2));
        Assert.False(run.Survives(block, 4));
    }

    [Fact]
    public void Verifies_the_checksum()
    {
        using var run = new CodecRun(CompressionCodec.Gzip);
        var block = run.Compress(SampleBlocks.Noise(1000));
        block[^5] ^= 1;
        Assert.False(run.Survives(block, 1000));
    }

    [Fact]
    public void Higher_levels_take_fewer_bytes()
    {
        using var run = new CodecRun(CompressionCodec.Gzip);
        var bytes = SampleBlocks.Text(100_000);
        Assert.True(run.Compress(bytes, 9).Length < run.Compress(bytes, 1).Length);
        Assert.Equal(run.Compress(bytes, 6), run.Compress(bytes));
    }
}

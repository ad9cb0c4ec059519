using System.Buffers.Binary;
using System.Text;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Compression.Lz4;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

public sealed class Lz4Tests
{
    /// <summary>Blocks written by hand from lz4_Block_format.md.</summary>
    public static TheoryData<string, string> KnownBlocks => new()
    {
        { "00", "" },
        { "10 61", "a" },
        { "14 61 01 00 50 62 62 62 62 62", "aaaaaaaaabbbbb" },   // a match of 8 bytes from 1 back
        { "20 61 62 02 00 50 63 63 63 63 63", "abababccccc" },
        { "F0 00 61 62 63 64 65 66 67 68 69 6A 6B 6C 6D 6E 6F", "abcdefghijklmno" },
        { "1F 61 01 00 00 50 62 62 62 62 62", "aaaaaaaaaaaaaaaaaaaabbbbb" },
    };

    /// <summary>Blocks that break a rule, each with the size they claim.</summary>
    public static TheoryData<string, int> BadBlocks => new()
    {
        { "", 0 },                                               // no token
        { "10", 1 },                                             // literal missing
        { "F0", 15 },                                            // length cut off
        { "F0 FF", 270 },                                        // length cut off
        { "10 61 01", 5 },                                       // offset cut off
        { "10 61 00 00 00", 5 },                                 // offset 0
        { "10 61 02 00 00", 5 },                                 // offset before the start
        { "14 61 01 00 00", 5 },                                 // match past the end
        { "10 61 01 00", 5 },                                    // ends with a match
        { "20 61 62", 1 },                                       // literals past the end
        { "00 00 00 00", 0 },                                    // bytes after the end
    };

    [Theory]
    [MemberData(nameof(KnownBlocks))]
    public void Reads_known_blocks(string block, string expected)
    {
        using var run = new CodecRun(CompressionCodec.Lz4Raw);
        foreach (var slack in new[] { 0, 64, 200 })
            Assert.Equal(expected, Encoding.ASCII.GetString(run.Decompress(Hex.Parse(block), expected.Length, slack)));
    }

    [Theory]
    [MemberData(nameof(BadBlocks))]
    public void Refuses_bad_blocks(string block, int byteLength)
    {
        using var run = new CodecRun(CompressionCodec.Lz4Raw);
        foreach (var slack in new[] { 0, 64, 200 })
            Assert.False(run.Survives(Hex.Parse(block), byteLength, slack));
    }

    [SkippableFact]
    public void Agrees_with_liblz4()
    {
        var library = SystemLibrary.Lz4();
        using var run = new CodecRun(CompressionCodec.Lz4Raw);
        foreach (var (sample, bytes) in SampleBlocks.All())
        {
            Assert.True(bytes.AsSpan().SequenceEqual(library.DecompressLz4(run.Compress(bytes), bytes.Length)), sample);
            var block = library.CompressLz4(bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(block, bytes.Length)), sample);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(block, bytes.Length, IBlockCodec.SlackBytes)), sample);
        }
    }

    [Fact]
    public void Reads_a_bare_block_in_place_of_hadoops_form()
    {
        using var raw = new CodecRun(CompressionCodec.Lz4Raw);
        using var hadoop = new CodecRun(CompressionCodec.Lz4Hadoop);
        foreach (var (sample, bytes) in SampleBlocks.All())
            Assert.True(bytes.AsSpan().SequenceEqual(hadoop.Decompress(raw.Compress(bytes), bytes.Length)), sample);
    }

    [Fact]
    public void Reads_chunks_and_blocks_of_hadoop()
    {
        using var raw = new CodecRun(CompressionCodec.Lz4Raw);
        using var hadoop = new CodecRun(CompressionCodec.Lz4Hadoop);
        var bytes = SampleBlocks.Text(50_000);
        var first = raw.Compress(bytes[..10_000]);
        var second = raw.Compress(bytes[10_000..30_000]);
        var third = raw.Compress(bytes[30_000..]);

        byte[] twoChunks = [.. BigEndian(30_000), .. BigEndian(first.Length), .. first, .. BigEndian(second.Length), .. second, .. BigEndian(20_000), .. BigEndian(third.Length), .. third];
        Assert.Equal(bytes, hadoop.Decompress(twoChunks, bytes.Length));
        Assert.False(hadoop.Survives(twoChunks, bytes.Length - 1));
        Assert.False(hadoop.Survives(twoChunks[..^1], bytes.Length));
    }

    [SkippableTheory]
    [InlineData(4, true, true)]
    [InlineData(4, false, true)]
    [InlineData(5, true, false)]
    [InlineData(7, false, false)]
    public void Reads_frames_of_liblz4(int blockSizeCode, bool isLinked, bool hasChecksums)
    {
        var library = SystemLibrary.Lz4();
        using var run = new CodecRun(CompressionCodec.Lz4Hadoop);
        foreach (var (sample, bytes) in SampleBlocks.All())
        {
            var frame = library.CompressLz4Frame(bytes, blockSizeCode, isLinked, hasChecksums);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(frame, bytes.Length)), sample);
            Assert.False(run.Survives(frame[..^1], bytes.Length), sample);
        }

        var text = SampleBlocks.Text(100_000);
        var one = library.CompressLz4Frame(text, blockSizeCode, isLinked, hasChecksums);
        byte[] skippable = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        Assert.Equal([.. text, .. text], run.Decompress([.. one, .. skippable, .. one], 2 * text.Length));
    }

    [SkippableFact]
    public void Verifies_the_checksums_of_frames()
    {
        var library = SystemLibrary.Lz4();
        using var run = new CodecRun(CompressionCodec.Lz4Hadoop);
        var noise = SampleBlocks.Noise(1000);
        var frame = library.CompressLz4Frame(noise, 4, isLinked: false, hasChecksums: true);
        for (var at = 0; at < frame.Length; at++)
        {
            var damaged = frame.ToArray();
            damaged[at] ^= 0x10;
            Assert.False(run.Survives(damaged, noise.Length), $"byte {at}");
        }
    }

    [Theory]
    [InlineData("", 0x02CC5D05U)]
    [InlineData("a", 0x550D7456U)]
    [InlineData("abc", 0x32D153FFU)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2FU)]
    public void Hashes_as_published(string text, uint expected) => Assert.Equal(expected, XxHash32.Hash(Encoding.ASCII.GetBytes(text)));

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

using System.Text;
using SqlSpark.DataSources.Compression;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

public sealed class SnappyTests
{
    /// <summary>Blocks written by hand from format_description.txt.</summary>
    public static TheoryData<string, string> KnownBlocks => new()
    {
        { "00", "" },
        { "01 00 61", "a" },
        { "0A 00 61 15 01", "aaaaaaaaaa" },                      // a copy of 9 bytes from 1 back
        { "08 04 61 62 16 02 00", "abababab" },                  // two-byte offset
        { "08 04 61 62 17 02 00 00 00", "abababab" },            // four-byte offset
        { "03 F0 02 61 62 63", "abc" },                          // length in one byte
        { "03 F4 02 00 61 62 63", "abc" },                       // in two
        { "03 F8 02 00 00 61 62 63", "abc" },                    // in three
        { "03 FC 02 00 00 00 61 62 63", "abc" },                 // in four
        { "80 00", "" },                                         // a length with a zero at the end
    };

    /// <summary>Blocks that break a rule, each with the size they claim.</summary>
    public static TheoryData<string, int> BadBlocks => new()
    {
        { "", 0 },                                               // no length
        { "80", 0 },                                             // length cut off
        { "FF FF FF FF 7F", -1 },                                // length over 32 bits
        { "80 80 80 80 80 00", 0 },                              // length too long
        { "00 00 61", 0 },                                       // bytes after the end
        { "02 00 61", 2 },                                       // ends early
        { "02 04 61", 2 },                                       // literal cut off
        { "04 15 01", 4 },                                       // copy before anything
        { "05 00 61 01 00", 5 },                                 // offset 0
        { "05 00 61 01 02", 5 },                                 // offset before the start
        { "05 00 61 03 01 00", 5 },                              // four-byte offset cut off
        { "04 00 61 15 01", 4 },                                 // copy past the end
        { "02 FC FF FF FF FF 61", 2 },                           // literal of 4 GiB
    };

    [Theory]
    [MemberData(nameof(KnownBlocks))]
    public void Reads_known_blocks(string block, string expected)
    {
        using var run = new CodecRun(CompressionCodec.Snappy);
        foreach (var slack in new[] { 0, 64, 200 })
            Assert.Equal(expected, Encoding.ASCII.GetString(run.Decompress(Hex.Parse(block), expected.Length, slack)));
    }

    [Theory]
    [MemberData(nameof(BadBlocks))]
    public void Refuses_bad_blocks(string block, int byteLength)
    {
        using var run = new CodecRun(CompressionCodec.Snappy);
        foreach (var slack in new[] { 0, 64, 200 })
        {
            Assert.False(run.Survives(Hex.Parse(block), Math.Max(0, byteLength), slack));

            // With room behind, the fast loop meets the same fault.
            if (byteLength >= 0)
                Assert.False(run.Survives([.. Hex.Parse(block), .. new byte[200]], byteLength, slack));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    public void Repeats_patterns_of_every_period(int period)
    {
        using var run = new CodecRun(CompressionCodec.Snappy);
        foreach (var length in new[] { period + 1, 64, 65, 68, 127, 128, 500, 70_000 })
        {
            var bytes = new byte[length];
            for (var i = 0; i < length; i++)
                bytes[i] = (byte)(i % period * 7);
            var block = run.Compress(bytes);
            Assert.Equal(bytes, run.Decompress(block, length));
            Assert.Equal(bytes, run.Decompress(block, length, 128));
        }
    }

    [SkippableFact]
    public void Agrees_with_libsnappy()
    {
        var library = SystemLibrary.Snappy();
        using var run = new CodecRun(CompressionCodec.Snappy);
        foreach (var (sample, bytes) in SampleBlocks.All())
        {
            Assert.True(bytes.AsSpan().SequenceEqual(library.DecompressSnappy(run.Compress(bytes), bytes.Length)), sample);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(library.CompressSnappy(bytes), bytes.Length)), sample);
        }
    }
}

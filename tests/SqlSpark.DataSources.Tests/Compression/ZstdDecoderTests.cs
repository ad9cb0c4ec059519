using System.Text;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Compression.Zstd;
using SqlSpark.DataSources.Files;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>The managed decoder against blocks that libzstd made, and against the rules of RFC 8878.</summary>
public sealed class ZstdDecoderTests
{
    private const int Seed = 8878;

    /// <summary>Frames written by hand from RFC 8878.</summary>
    public static TheoryData<string, string> KnownFrames => new()
    {
        { "", "" },
        { "28B52FFD 20 05 290000 68656C6C6F", "hello" },                         // one raw block
        { "28B52FFD 20 05 2B0000 61", "aaaaa" },                                 // a repeated byte
        { "28B52FFD 20 05 100000 6162 190000 636465", "abcde" },                 // two blocks
        { "28B52FFD 24 03 190000 616263 990977AD", "abc" },                      // with a checksum
        { "28B52FFD 00 00 190000 616263", "abc" },                               // window of 1 KiB, size unknown
        { "28B52FFD 21 00 03 190000 616263", "abc" },                            // dictionary 0 is none
        { "28B52FFD A0 03000000 190000 616263", "abc" },                         // size in four bytes
        { "28B52FFD E0 0300000000000000 190000 616263", "abc" },                 // in eight
        { "28B52FFD 20 03 2D0000 18616263 00", "abc" },                          // a compressed block of literals only
        { "28B52FFD 20 03 1D0000 19 61 00", "aaa" },                             // of repeated literals
        { "502A4D18 02000000 FFFF 28B52FFD 20 01 090000 61 28B52FFD 20 01 090000 62 5F2A4D18 00000000", "ab" },
    };

    /// <summary>Frames that break a rule, each with the size they claim.</summary>
    public static TheoryData<string, int> BadFrames => new()
    {
        { "28B52F", 0 },                                                         // cut off
        { "28B52FFE 20 01 090000 61", 1 },                                       // no magic number
        { "502A4D18 05000000 FFFF", 0 },                                         // skippable frame cut off
        { "28B52FFD 20 01 090000 61 00", 1 },                                    // a byte behind
        { "28B52FFD 28 01 090000 61", 1 },                                       // reserved bit
        { "28B52FFD 21 07 01 090000 61", 1 },                                    // dictionary 7
        { "28B52FFD 00 B0 090000 61", 1 },                                       // window of 4 GiB
        { "28B52FFD 20 02 090000 61", 1 },                                       // size is another
        { "28B52FFD 20 01 0F0000 61", 1 },                                       // reserved kind of block
        { "28B52FFD 24 03 190000 616263 990977AC", 3 },                          // wrong checksum
        { "28B52FFD 20 03 080000 61", 1 },                                       // no last block
        { "28B52FFD 20 02 190000 616263", 3 },                                   // block longer than the window
        { "28B52FFD 20 01 2D0000 13 4000 01 00", 1 },                            // no code to repeat
        { "28B52FFD 20 05 250000 08 61 01 FC", 5 },                              // no table to repeat
        { "28B52FFD 20 05 350000 08 61 01 03 00 01", 5 },                        // reserved modes
        { "28B52FFD 20 03 2D0000 18616263 01", 3 },                              // sequences missing
        { "28B52FFD 20 03 350000 18616263 00 00", 3 },                           // a byte behind the sequences
    };

    public static TheoryData<int> Levels => new(1, 2, 3, 4, 5, 7, 9);

    /// <summary>Levels that take libzstd long.</summary>
    public static TheoryData<int> HighLevels => new(12, 15, 17, 19);

    [Theory]
    [MemberData(nameof(KnownFrames))]
    public void Reads_known_frames(string frame, string expected)
    {
        using var run = Managed();
        foreach (var slack in new[] { 0, 200 })
            Assert.Equal(expected, Encoding.ASCII.GetString(run.Decompress(Hex.Parse(frame), expected.Length, slack)));
    }

    [Theory]
    [MemberData(nameof(BadFrames))]
    public void Refuses_bad_frames(string frame, int byteLength)
    {
        using var run = Managed();
        Assert.False(run.Survives(Hex.Parse(frame), byteLength));
        Assert.False(run.Survives(Hex.Parse(frame), byteLength, slack: 200));
    }

    [Fact]
    public void Says_that_dictionaries_are_not_supported()
    {
        using var run = Managed();
        var exception = Assert.Throws<MalformedDataException>(() => run.Decompress(Hex.Parse("28B52FFD 21 07 01 090000 61"), 1));
        Assert.Contains("dictionary", exception.Reason, StringComparison.Ordinal);
        Assert.Equal(4, exception.ByteOffset);
    }

    [SkippableTheory]
    [MemberData(nameof(Levels))]
    public void Reads_what_libzstd_writes(int level) => ReadsWhatLibzstdWrites(level);

    [SkippableTheory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(HighLevels))]
    public void Reads_what_libzstd_writes_with_effort(int level) => ReadsWhatLibzstdWrites(level);

    [SkippableFact]
    public void Reads_frames_that_follow_each_other()
    {
        using var native = Native();
        using var managed = Managed();
        var bytes = SampleBlocks.Text(300_000);
        byte[] frames = [.. native.Compress(bytes[..100_000], 19), .. native.Compress(bytes[100_000..], 1)];
        Assert.Equal(bytes, managed.Decompress(frames, bytes.Length));
        Assert.Equal(bytes, native.Decompress(frames, bytes.Length));
    }

    [SkippableFact]
    public void Writes_what_libzstd_reads()
    {
        using var native = Native();
        using var managed = Managed();
        foreach (var (sample, bytes) in SampleBlocks.All())
            Assert.True(bytes.AsSpan().SequenceEqual(native.Decompress(managed.Compress(bytes), bytes.Length)), sample);
    }

    [SkippableFact]
    public void Refuses_every_truncation_and_every_other_size()
    {
        using var native = Native();
        using var managed = Managed();
        foreach (var (sample, bytes) in SampleBlocks.Small())
        {
            var block = native.Compress(bytes);
            for (var length = 0; length < block.Length; length += length < 100 ? 1 : 13)
                Assert.False(managed.Survives(block[..length], bytes.Length), $"{sample} cut to {length}");
            Assert.False(managed.Survives(block, bytes.Length + 1), sample);
            Assert.False(managed.Survives(block, bytes.Length - 1), sample);
        }
    }

    [SkippableFact]
    public void Survives_damage_and_accepts_nothing_that_libzstd_reads_differently()
    {
        using var native = Native();
        using var managed = Managed();
        var random = new Random(Seed);
        foreach (var (sample, bytes) in SampleBlocks.Small())
        {
            foreach (var level in new[] { 1, 9, 19 })
            {
                var block = native.Compress(bytes, level);
                for (var round = 0; round < 150; round++)
                {
                    var damaged = BlockCodecTests.Damage(block, random);
                    var slack = round % 2 * IBlockCodec.SlackBytes;
                    if (managed.Survives(damaged, bytes.Length, slack) && native.Survives(damaged, bytes.Length))
                        Assert.True(native.Decompress(damaged, bytes.Length).AsSpan().SequenceEqual(managed.Decompress(damaged, bytes.Length, slack)), $"{sample}, seed {Seed}, round {round}");
                }
            }
        }
    }

    private static void ReadsWhatLibzstdWrites(int level)
    {
        using var native = Native();
        using var managed = Managed();
        foreach (var (sample, bytes) in SampleBlocks.All())
        {
            var block = native.Compress(bytes, level);
            Assert.True(bytes.AsSpan().SequenceEqual(managed.Decompress(block, bytes.Length)), sample);
            Assert.True(bytes.AsSpan().SequenceEqual(managed.Decompress(block, bytes.Length, IBlockCodec.SlackBytes)), sample);
        }
    }

    private static CodecRun Managed() => new(account => new ManagedZstdCodec(account));

    private static CodecRun Native()
    {
        Skip.If(NativeZstd.Instance is null, "libzstd is not installed");
        return new CodecRun(account => new NativeZstdCodec(NativeZstd.Instance!, account));
    }
}

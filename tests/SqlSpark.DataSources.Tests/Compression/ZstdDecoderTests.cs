using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Compression.Zstd;
using SqlSpark.DataSources.Files;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>The managed decoder against blocks that libzstd made, and against the rules of RFC 8878.</summary>
public sealed class ZstdDecoderTests
{
    private const int Seed = 8878;

    public static TheoryData<int> Levels => new(1, 2, 3, 4, 5, 7, 9, 12, 15, 17, 19);

    [SkippableTheory]
    [MemberData(nameof(Levels))]
    public void Reads_what_libzstd_writes(int level)
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

    private static CodecRun Managed() => new(account => new ManagedZstdCodec(account));

    private static CodecRun Native()
    {
        Skip.If(NativeZstd.Instance is null, "libzstd is not installed");
        return new CodecRun(_ => new NativeZstdCodec(NativeZstd.Instance!));
    }
}

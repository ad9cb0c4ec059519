using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Compression.Zstd;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>What every codec owes, whatever its format.</summary>
public sealed class BlockCodecTests
{
    private const int Seed = 4711;

    public static TheoryData<string> Names => new(Codecs.Keys);

    internal static Dictionary<string, Func<MemoryAccount, IBlockCodec>> Codecs { get; } = new(StringComparer.Ordinal)
    {
        ["uncompressed"] = account => Create(CompressionCodec.Uncompressed, account),
        ["snappy"] = account => Create(CompressionCodec.Snappy, account),
        ["gzip"] = account => Create(CompressionCodec.Gzip, account),
        ["brotli"] = account => Create(CompressionCodec.Brotli, account),
        ["lz4 raw"] = account => Create(CompressionCodec.Lz4Raw, account),
        ["lz4 hadoop"] = account => Create(CompressionCodec.Lz4Hadoop, account),
        ["zstd"] = account => Create(CompressionCodec.Zstd, account),
        ["zstd managed"] = account => new ManagedZstdCodec(account),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_back_what_was_compressed(string name)
    {
        using var run = new CodecRun(Codecs[name]);
        foreach (var (sample, bytes) in SampleBlocks.All())
        {
            var block = run.Compress(bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(block, bytes.Length)), sample);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(block, bytes.Length, IBlockCodec.SlackBytes)), sample);
            Assert.True(bytes.AsSpan().SequenceEqual(run.Decompress(block, bytes.Length, 1000)), sample);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_block_of_another_size(string name)
    {
        using var run = new CodecRun(Codecs[name]);
        foreach (var (sample, bytes) in SampleBlocks.Small())
        {
            var block = run.Compress(bytes);
            foreach (var length in new[] { bytes.Length - 1, bytes.Length + 1, 0, 1, bytes.Length * 2, bytes.Length + 100 })
            {
                foreach (var slack in new[] { 0, IBlockCodec.SlackBytes, 200 })
                    Assert.False(run.Survives(block, length, slack), $"{sample} as {length} bytes");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_every_truncation(string name)
    {
        using var run = new CodecRun(Codecs[name]);
        foreach (var (sample, bytes) in SampleBlocks.Small())
        {
            var block = run.Compress(bytes);
            for (var length = 0; length < block.Length; length += length < 100 ? 1 : 13)
                Assert.False(run.Survives(block[..length], bytes.Length), $"{sample} cut to {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Survives_damage_and_stays_inside_its_memory(string name)
    {
        using var run = new CodecRun(Codecs[name]);
        var random = new Random(Seed);
        foreach (var (_, bytes) in SampleBlocks.Small())
        {
            var block = run.Compress(bytes);
            for (var round = 0; round < 200; round++)
            {
                var damaged = Damage(block, random);
                run.Survives(damaged, bytes.Length);
                run.Survives(damaged, bytes.Length, IBlockCodec.SlackBytes);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Survives_noise(string name)
    {
        using var run = new CodecRun(Codecs[name]);
        var random = new Random(Seed);
        for (var round = 0; round < 2000; round++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            run.Survives(noise, random.Next(500), random.Next(2) * random.Next(300));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_target_that_is_too_short_to_compress_into(string name)
    {
        using var run = new CodecRun(Codecs[name]);
        var bytes = SampleBlocks.Noise(1000);
        Assert.ThrowsAny<Exception>(() => run.Codec.Compress(bytes, new byte[500]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_to_its_account(string name)
    {
        using var account = MemoryPool.Shared.CreateAccount("tight", 1000);
        using (var codec = Codecs[name](account))
        {
            var bytes = SampleBlocks.Text(1000);
            var target = new byte[codec.MaxCompressedLength(bytes.Length)];
            if (Record.Exception(() => codec.Compress(bytes, target)) is { } exception)
                Assert.Equal("MEMORY_LIMIT_EXCEEDED", Assert.IsType<SqlSparkException>(exception).Condition);
        }

        Assert.Equal(0, account.UsedBytes);
    }

    [Fact]
    public void Has_no_codec_for_lzo()
    {
        using var account = MemoryPool.Shared.CreateAccount("lzo");
        Assert.False(BlockCodecs.TryCreate(CompressionCodec.Lzo, account, out _));
    }

    internal static byte[] Damage(byte[] block, Random random)
    {
        var damaged = block.ToArray();
        for (var changes = random.Next(1, 4); changes > 0 && damaged.Length > 0; changes--)
        {
            // The start is where the lengths are.
            var at = random.Next(3) == 0 ? random.Next(Math.Min(damaged.Length, 24)) : random.Next(damaged.Length);
            damaged[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(damaged[at] ^ (1 << random.Next(8))),
                _ => random.Next(2) == 0 ? byte.MaxValue : byte.MinValue,
            };
        }

        return damaged;
    }

    private static IBlockCodec Create(CompressionCodec codec, MemoryAccount account)
    {
        Assert.True(BlockCodecs.TryCreate(codec, account, out var created));
        Assert.Equal(codec, created.Codec);
        return created;
    }
}

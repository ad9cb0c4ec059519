using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class LevelDecoderTests
{
    [Fact]
    public void Reads_the_example_of_the_deprecated_encoding()
    {
        using var input = GuardedMemory.Input([0b00000101, 0b00111001, 0b01110111]);
        var levels = new byte[8];
        LevelDecoder.OfBitPacked(input.Address, input.Length, 7, 8, out var total).Decode(levels);
        Assert.Equal(3, total);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], levels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(255)]
    public void Both_encodings_and_pages_give_the_levels_in_any_mix_of_calls(int maxLevel)
    {
        var random = new Random(maxLevel);
        foreach (var count in EncodingTestData.Lengths)
        {
            var levels = Enumerable.Range(0, count).Select(i => (byte)(i / 50 % 2 == 0 ? maxLevel : random.Next(maxLevel + 1))).ToArray();
            var bitWidth = LevelDecoder.BitWidthOf(maxLevel);
            var runs = Runs(levels, bitWidth);
            using var v1 = GuardedMemory.Input([.. BitConverter.GetBytes(runs.Length), .. runs, 1, 2, 3]);
            using var v2 = GuardedMemory.Input(runs);
            using var legacy = GuardedMemory.Input(PackFromTheTop(levels, bitWidth));
            Walk(random, LevelDecoder.OfPageV1(v1.Address, v1.Length, maxLevel, out var total), levels);
            Assert.Equal(runs.Length + 4, total);
            Walk(random, LevelDecoder.OfPageV2(v2.Address, v2.Length, maxLevel), levels);
            Walk(random, LevelDecoder.OfBitPacked(legacy.Address, legacy.Length, maxLevel, count, out total), levels);
            Assert.Equal(legacy.Length, total);
        }
    }

    [Fact]
    public void Levels_of_one_bit_become_validity()
    {
        var random = new Random(9);
        foreach (var count in EncodingTestData.Lengths)
        {
            var levels = Enumerable.Range(0, count).Select(_ => (byte)random.Next(2)).ToArray();
            using var v2 = GuardedMemory.Input(Runs(levels, 1));
            using var legacy = GuardedMemory.Input(PackFromTheTop(levels, 1));
            foreach (var isLegacy in new[] { false, true })
            {
                var decoder = isLegacy ? LevelDecoder.OfBitPacked(legacy.Address, legacy.Length, 1, count, out _) : LevelDecoder.OfPageV2(v2.Address, v2.Length, 1);
                using var output = GuardedMemory.Output(Bitmaps.WordCount(count + 13) * 8);
                Assert.Equal(levels.Count(l => l == 1), decoder.DecodeValidity(output.Span<ulong>(), 13, count));
                for (var i = 0; i < count; i++)
                    Assert.Equal(levels[i] == 1, Bitmaps.Get(output.Span<ulong>(), 13 + i));
            }
        }
    }

    [Fact]
    public void A_level_beyond_the_greatest_is_malformed()
    {
        using var runs = GuardedMemory.Input([20, 3]);
        Assert.Throws<MalformedDataException>(() => LevelDecoder.OfPageV2(runs.Address, runs.Length, 2).Decode(new byte[10]));
        Assert.Throws<MalformedDataException>(() => LevelDecoder.OfPageV2(runs.Address, runs.Length, 2).TryTakeRun(10, out _, out _));
        using var legacy = GuardedMemory.Input([0xFF]);
        Assert.Throws<MalformedDataException>(() => LevelDecoder.OfBitPacked(legacy.Address, 1, 2, 4, out _).Decode(new byte[4]));
        Assert.Throws<MalformedDataException>(() => LevelDecoder.OfBitPacked(legacy.Address, 1, 2, 5, out _));
        Assert.Throws<MalformedDataException>(() => LevelDecoder.OfBitPacked(legacy.Address, 1, 3, 4, out _).Decode(new byte[5]));
    }

    private static void Walk(Random random, LevelDecoder decoder, byte[] levels)
    {
        for (var done = 0; done < levels.Length;)
        {
            var count = Math.Min(random.Next(1, 90), levels.Length - done);
            switch (random.Next(3))
            {
                case 0:
                    decoder.Skip(count);
                    break;
                case 1:
                    if (decoder.TryTakeRun(count, out var level, out count))
                        Assert.All(levels[done..(done + count)], l => Assert.Equal(l, level));
                    break;
                default:
                    var part = new byte[count];
                    decoder.Decode(part);
                    Assert.Equal(levels[done..(done + count)], part);
                    break;
            }

            done += count;
        }
    }

    private static byte[] Runs(byte[] levels, int bitWidth)
    {
        List<byte> bytes = [];
        for (var i = 0; i < levels.Length;)
        {
            var end = i;
            while (end < levels.Length && levels[end] == levels[i])
                end++;
            if (end - i >= 8)
            {
                bytes.WriteUnsigned((ulong)(end - i) << 1);
                bytes.Add(levels[i]);
                i = end;
            }
            else
            {
                var packed = levels.Skip(i).Take(8).Select(l => (ulong)l).ToList();
                while (packed.Count < 8)
                    packed.Add(0);
                bytes.Add(3);
                bytes.AddRange(EncodingTestData.Pack(packed, bitWidth));
                i += 8;
            }
        }

        return [.. bytes];
    }

    private static byte[] PackFromTheTop(byte[] levels, int bitWidth)
    {
        var bytes = new byte[((levels.Length * bitWidth) + 7) / 8];
        for (var i = 0; i < levels.Length; i++)
            for (var bit = 0; bit < bitWidth; bit++)
            {
                var at = (i * bitWidth) + bit;
                bytes[at / 8] |= (byte)((levels[i] >> (bitWidth - 1 - bit) & 1) << (7 - (at % 8)));
            }

        return bytes;
    }
}

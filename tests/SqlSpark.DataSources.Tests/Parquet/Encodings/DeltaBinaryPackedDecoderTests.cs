using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class DeltaBinaryPackedDecoderTests
{
    [Theory]
    [InlineData(128, 4)]
    [InlineData(128, 1)]
    [InlineData(256, 8)]
    [InlineData(2048, 8)]
    public void Differences_of_every_width_come_in_any_mix_of_calls(int blockLength, int miniBlockCount)
    {
        var random = new Random(blockLength + miniBlockCount);
        for (var bitWidth = 0; bitWidth <= 64; bitWidth++)
        {
            var count = random.Next(4) == 0 ? random.Next(40) : random.Next(1500);
            var values = Values(random, bitWidth, count);
            using var input = GuardedMemory.Input([.. Encode(values, blockLength, miniBlockCount, isPadded: true), 0xEE, 0xEE]);
            var decoder = new DeltaBinaryPackedDecoder(input.Address, input.Length);
            Assert.Equal(count, decoder.Count);
            Assert.Equal(input.Length - 2, decoder.MeasureBytes());
            Walk<long>(random, decoder, values);
            Walk<int>(random, decoder, values);
        }
    }

    [Fact]
    public void The_last_mini_block_may_lack_its_padding()
    {
        var random = new Random(11);
        for (var count = 2; count < 140; count++)
        {
            var values = Values(random, 13, count);
            using var input = GuardedMemory.Input([.. Encode(values, 128, 4, isPadded: false)]);
            var decoder = new DeltaBinaryPackedDecoder(input.Address, input.Length);
            Assert.Equal(input.Length, decoder.MeasureBytes());
            Walk<long>(random, decoder, values);
            Assert.Throws<MalformedDataException>(() => DecodeAll(input.Address, input.Length - 1, count));
        }
    }

    [Fact]
    public void Reads_the_example_of_the_format()
    {
        // 7, 5, 3, 1, 2, 3, 4, 5 in blocks of 128 instead of the 8 that the text uses.
        using var input = GuardedMemory.Input([0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b11000000, 0b00111111, 0, 0, 0, 0, 0, 0]);
        Assert.Equal([7, 5, 3, 1, 2, 3, 4, 5], DecodeAll(input.Address, input.Length, 8));
    }

    [Fact]
    public void Nothing_at_all_is_no_values()
    {
        using var input = GuardedMemory.Input([]);
        var decoder = new DeltaBinaryPackedDecoder(input.Address, 0);
        Assert.Equal(0, decoder.Count);
        Assert.Equal(0, decoder.MeasureBytes());
        Assert.Throws<MalformedDataException>(() => DecodeAll(input.Address, 0, 1));
    }

    [Theory]
    [InlineData(0UL, 4UL)]
    [InlineData(128UL, 0UL)]
    [InlineData(128UL, 3UL)]
    [InlineData(128UL, 8UL)]
    [InlineData(128UL, 256UL)]
    [InlineData(1UL << 40, 1UL)]
    public void Blocks_of_odd_sizes_are_malformed(ulong blockLength, ulong miniBlockCount)
    {
        List<byte> bytes = [];
        bytes.WriteUnsigned(blockLength);
        bytes.WriteUnsigned(miniBlockCount);
        bytes.WriteUnsigned(10);
        bytes.WriteSigned(1);
        using var input = GuardedMemory.Input([.. bytes]);
        Assert.Throws<MalformedDataException>(() => new DeltaBinaryPackedDecoder(input.Address, input.Length));
    }

    [Fact]
    public void A_width_above_64_and_counts_above_32_bits_are_malformed()
    {
        using var wide = GuardedMemory.Input([0x80, 1, 4, 8, 14, 3, 65, 0, 0, 0, .. new byte[600]]);
        Assert.Throws<MalformedDataException>(() => DecodeAll(wide.Address, wide.Length, 8));
        using var many = GuardedMemory.Input([0x80, 1, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 14]);
        Assert.Throws<MalformedDataException>(() => new DeltaBinaryPackedDecoder(many.Address, many.Length));
        using var endless = GuardedMemory.Input([0x80, 1, 4, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Throws<MalformedDataException>(() => new DeltaBinaryPackedDecoder(endless.Address, endless.Length));
    }

    /// <summary>The encoding by the letter of the format, one bit after the other.</summary>
    internal static byte[] Encode(long[] values, int blockLength, int miniBlockCount, bool isPadded)
    {
        List<byte> bytes = [];
        bytes.WriteUnsigned((ulong)blockLength);
        bytes.WriteUnsigned((ulong)miniBlockCount);
        bytes.WriteUnsigned((ulong)values.Length);
        bytes.WriteSigned(values.Length > 0 ? values[0] : 0);
        var deltas = values.Skip(1).Select((value, i) => unchecked(value - values[i])).ToArray();
        foreach (var block in deltas.Chunk(blockLength))
        {
            var least = block.Min();
            var parts = block.Select(delta => unchecked((ulong)(delta - least))).Chunk(blockLength / miniBlockCount).ToArray();
            bytes.WriteSigned(least);
            var widths = parts.Select(part => 64 - System.Numerics.BitOperations.LeadingZeroCount(part.Max())).ToArray();
            for (var i = 0; i < miniBlockCount; i++)
                bytes.Add((byte)(i < widths.Length ? widths[i] : 200));
            for (var i = 0; i < parts.Length; i++)
            {
                var isLast = i == parts.Length - 1;
                var padding = isLast && !isPadded ? 0 : (blockLength / miniBlockCount) - parts[i].Length;
                bytes.AddRange(EncodingTestData.Pack([.. parts[i], .. new ulong[padding]], widths[i]));
            }
        }

        return [.. bytes];
    }

    private static long[] Values(Random random, int bitWidth, int count)
    {
        var values = new long[count];
        var value = (long)random.NextBits(64);
        var step = (long)random.NextBits(random.Next(65));
        for (var i = 0; i < count; i++)
        {
            values[i] = value;
            value = unchecked(value + step + (long)random.NextBits(random.Next(10) == 0 ? bitWidth : random.Next(bitWidth + 1)));
        }

        return values;
    }

    private static long[] DecodeAll(byte* data, int byteLength, int count)
    {
        var values = new long[count];
        new DeltaBinaryPackedDecoder(data, byteLength).Decode(values);
        return values;
    }

    private static DeltaBinaryPackedDecoder Copy(DeltaBinaryPackedDecoder decoder) => decoder;

    private static void Walk<T>(Random random, DeltaBinaryPackedDecoder decoder, long[] values)
        where T : unmanaged
    {
        for (var done = 0; done < values.Length;)
        {
            var count = Math.Min(random.Next(3) == 0 ? random.Next(700) : random.Next(70), values.Length - done);
            if (random.Next(3) == 0)
            {
                decoder.Skip(count);
            }
            else
            {
                using var output = GuardedMemory.Output(count * sizeof(T));
                if (sizeof(T) == 8)
                {
                    decoder.Decode(output.Span<long>());
                    Assert.Equal(values[done..(done + count)], output.Span<long>().ToArray());
                }
                else
                {
                    decoder.Decode(output.Span<int>());
                    Assert.Equal(values[done..(done + count)].Select(v => unchecked((int)v)), output.Span<int>().ToArray());
                }
            }

            done += count;
            Assert.Equal(values.Length - done, decoder.Remaining);
        }

        Assert.Throws<MalformedDataException>(() => Copy(decoder).Decode(new int[1]));
    }
}

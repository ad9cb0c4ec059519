using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class RleBitPackedDecoderTests
{
    [Fact]
    public void Reads_the_example_of_the_format()
    {
        using var input = GuardedMemory.Input([0x03, 0b10001000, 0b11000110, 0b11111010]);
        var values = new byte[8];
        new RleBitPackedDecoder(input.Address, input.Length, 3).Decode<byte>(values);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Values_of_every_width_come_in_any_mix_of_calls(int seed)
    {
        var random = new Random(seed);
        for (var bitWidth = 0; bitWidth <= 32; bitWidth++)
        {
            var (bytes, values) = Stream(random, bitWidth, 3000);
            Walk<uint>(random, bytes, values, bitWidth);
            Walk<int>(random, bytes, values, bitWidth);
            if (bitWidth <= 16)
                Walk<ushort>(random, bytes, values, bitWidth);
            if (bitWidth <= 8)
                Walk<byte>(random, bytes, values, bitWidth);
        }
    }

    [Fact]
    public void Small_values_of_a_great_width_fit_narrow_integers()
    {
        var random = new Random(5);
        foreach (var bitWidth in new[] { 9, 13, 17, 25, 31, 32 })
        {
            var (bytes, values) = Stream(random, bitWidth, 2000, greatest: 256);
            using var input = GuardedMemory.Input(bytes);
            var narrow = new byte[values.Length];
            new RleBitPackedDecoder(input.Address, input.Length, bitWidth).Decode<byte>(narrow);
            Assert.Equal(values, narrow.Select(v => (uint)v));
            new RleBitPackedDecoder(input.Address, input.Length, bitWidth).DecodeBelow<byte>(narrow, 256);
            var tooGreat = Stream(random, bitWidth, 2000, greatest: 300);
            using var second = GuardedMemory.Input(tooGreat.Bytes);
            Assert.Throws<MalformedDataException>(() => new RleBitPackedDecoder(second.Address, second.Length, bitWidth).Decode<byte>(new byte[tooGreat.Values.Length]));
        }
    }

    [Fact]
    public void A_value_out_of_range_is_found_wherever_it_is()
    {
        foreach (var count in EncodingTestData.Lengths.Where(n => n > 0))
        {
            foreach (var place in new[] { 0, count / 2, count - 1 })
            {
                var values = Enumerable.Range(0, count).Select(i => i == place ? 200UL : (ulong)(i % 100)).ToArray();
                List<byte> bytes = [];
                bytes.WriteUnsigned(((ulong)(count + 7) / 8 << 1) | 1);
                bytes.AddRange(EncodingTestData.Pack([.. values, .. new ulong[(8 - (count % 8)) % 8]], 8));
                using var input = GuardedMemory.Input([.. bytes]);
                new RleBitPackedDecoder(input.Address, input.Length, 8).DecodeBelow<int>(new int[count], 201);
                Assert.Throws<MalformedDataException>(() => new RleBitPackedDecoder(input.Address, input.Length, 8).DecodeBelow<int>(new int[count], 200));
                Assert.Throws<MalformedDataException>(() => new RleBitPackedDecoder(input.Address, input.Length, 8).DecodeBelow<byte>(new byte[count], 200));
                Assert.Throws<MalformedDataException>(() => new RleBitPackedDecoder(input.Address, input.Length, 8).DecodeBelow<ushort>(new ushort[count], 200));
            }
        }
    }

    [Fact]
    public void A_run_out_of_range_is_malformed()
    {
        using var input = GuardedMemory.Input([20, 7]);
        new RleBitPackedDecoder(input.Address, input.Length, 3).DecodeBelow<int>(new int[10], 8);
        Assert.Throws<MalformedDataException>(() => new RleBitPackedDecoder(input.Address, input.Length, 3).DecodeBelow<int>(new int[10], 7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Values_of_one_bit_become_bits_at_any_row(int seed)
    {
        var random = new Random(seed);
        var (bytes, values) = Stream(random, 1, 5000);
        using var input = GuardedMemory.Input(bytes);
        for (var firstRow = 0; firstRow < 70; firstRow += random.Next(1, 20))
        {
            var decoder = new RleBitPackedDecoder(input.Address, input.Length, 1);
            using var output = GuardedMemory.Output(Bitmaps.WordCount(firstRow + values.Length) * 8);
            var before = output.Span<ulong>().ToArray();
            var ones = 0;
            for (var done = 0; done < values.Length;)
            {
                var count = Math.Min(random.Next(200), values.Length - done);
                ones += decoder.DecodeBits(output.Span<ulong>(), firstRow + done, count);
                done += count;
            }

            Assert.Equal(values.Count(v => v == 1), ones);
            for (var row = 0; row < output.Length * 8; row++)
            {
                var expected = row >= firstRow && row < firstRow + values.Length ? values[row - firstRow] == 1 : Bitmaps.Get(before, row);
                Assert.Equal(expected, Bitmaps.Get(output.Span<ulong>(), row));
            }
        }
    }

    [Fact]
    public void Runs_are_taken_at_once()
    {
        using var input = GuardedMemory.Input([200, 1, 5, 0x03, 0, 0, 0]);
        var decoder = new RleBitPackedDecoder(input.Address, input.Length, 3);
        Assert.True(decoder.TryTakeRun(60, out var value, out var count));
        Assert.Equal((5U, 60), (value, count));
        Assert.True(decoder.TryTakeRun(60, out value, out count));
        Assert.Equal((5U, 40), (value, count));
        Assert.False(decoder.TryTakeRun(60, out _, out count));
        Assert.Equal(0, count);
        decoder.Skip(8);
        Assert.Throws<MalformedDataException>(() => Copy(decoder).TryTakeRun(1, out _, out _));
    }

    [Fact]
    public void The_last_group_may_be_cut_where_the_values_end()
    {
        using var input = GuardedMemory.Input([0x03, 0xFF]);
        var values = new byte[2];
        var decoder = new RleBitPackedDecoder(input.Address, input.Length, 4);
        decoder.Decode<byte>(values);
        Assert.Equal([15, 15], values);
        Assert.Throws<MalformedDataException>(() => Copy(decoder).Skip(1));
    }

    [Fact]
    public void Indices_begin_with_their_width()
    {
        using var input = GuardedMemory.Input([4, 20, 9]);
        var values = new int[10];
        RleBitPackedDecoder.OfIndices(input.Address, input.Length).DecodeBelow<int>(values, 10);
        Assert.All(values, v => Assert.Equal(9, v));
        using var wide = GuardedMemory.Input([33, 20, 9]);
        Assert.Throws<MalformedDataException>(() => RleBitPackedDecoder.OfIndices(wide.Address, wide.Length));
        Assert.Throws<MalformedDataException>(() => RleBitPackedDecoder.OfIndices(wide.Address, 0).Decode<int>(new int[1]));
        RleBitPackedDecoder.OfIndices(wide.Address, 0).Decode<int>([]);
    }

    [Theory]
    [InlineData("0203", "a run without its value")]
    [InlineData("FFFFFFFF1F00", "a run of more than 32 bits")]
    [InlineData("808080808000", "a header without end")]
    [InlineData("80", "a header that is cut")]
    [InlineData("04FF", "a value of more bits than there are")]
    public void Broken_runs_are_malformed(string hex, string what)
    {
        Assert.NotEmpty(what);
        using var input = GuardedMemory.Input(Convert.FromHexString(hex));
        Assert.Throws<MalformedDataException>(() => new RleBitPackedDecoder(input.Address, input.Length, 12 - (hex.StartsWith("04", StringComparison.Ordinal) ? 8 : 0)).Decode<int>(new int[100]));
    }

    [Fact]
    public void A_length_before_the_runs_is_checked()
    {
        using var input = GuardedMemory.Input([2, 0, 0, 0, 20, 1, 99]);
        var decoder = RleBitPackedDecoder.OfLengthPrefixed(input.Address, input.Length, 1, out var total);
        Assert.Equal(6, total);
        Assert.Equal(10, decoder.DecodeBits(new ulong[1], 0, 10));
        Assert.Throws<MalformedDataException>(() => RleBitPackedDecoder.OfLengthPrefixed(input.Address, 5, 1, out _));
        Assert.Throws<MalformedDataException>(() => RleBitPackedDecoder.OfLengthPrefixed(input.Address, 3, 1, out _));
    }

    internal static (byte[] Bytes, uint[] Values) Stream(Random random, int bitWidth, int atLeast, uint greatest = uint.MaxValue)
    {
        List<byte> bytes = [];
        List<uint> values = [];
        while (values.Count < atLeast)
        {
            if (random.Next(2) == 0)
            {
                var count = random.Next(3) == 0 ? random.Next(1, 500) : random.Next(1, 20);
                var value = Next();
                bytes.WriteUnsigned((ulong)count << 1);
                for (var i = 0; i < (bitWidth + 7) / 8; i++)
                    bytes.Add((byte)(value >> (8 * i)));
                values.AddRange(Enumerable.Repeat(value, count));
            }
            else
            {
                var groups = random.Next(4) == 0 ? random.Next(1, 40) : random.Next(1, 4);
                var packed = Enumerable.Range(0, groups * 8).Select(_ => Next()).ToArray();
                bytes.WriteUnsigned(((ulong)groups << 1) | 1);
                bytes.AddRange(EncodingTestData.Pack([.. packed.Select(v => (ulong)v)], bitWidth));
                values.AddRange(packed);
            }
        }

        return ([.. bytes], [.. values]);

        uint Next() => greatest == uint.MaxValue ? (uint)random.NextBits(bitWidth) : (uint)random.NextInt64(greatest);
    }

    private static RleBitPackedDecoder Copy(RleBitPackedDecoder decoder) => decoder;

    private static void Walk<T>(Random random, byte[] bytes, uint[] values, int bitWidth)
        where T : unmanaged
    {
        using var input = GuardedMemory.Input(bytes);
        var decoder = new RleBitPackedDecoder(input.Address, input.Length, bitWidth);
        for (var done = 0; done < values.Length;)
        {
            var count = Math.Min(random.Next(3) == 0 ? random.Next(300) : random.Next(20), values.Length - done);
            switch (random.Next(3))
            {
                case 0:
                    decoder.Skip(count);
                    break;
                case 1 when count > 0:
                    if (decoder.TryTakeRun(count, out var value, out count))
                        Assert.All(values[done..(done + count)], v => Assert.Equal(v, value));
                    break;
                default:
                    using (var output = GuardedMemory.Output(count * sizeof(T)))
                    {
                        decoder.Decode(output.Span<T>());
                        var expected = GuardedMemory.Output(count * sizeof(T));
                        for (var i = 0; i < count; i++)
                            BitConverter.GetBytes(values[done + i]).AsSpan(0, sizeof(T)).CopyTo(expected.Span<byte>()[(i * sizeof(T))..]);
                        Assert.Equal(expected.Span<byte>().ToArray(), output.Span<byte>().ToArray());
                        expected.Dispose();
                    }

                    break;
            }

            done += count;
        }
    }
}

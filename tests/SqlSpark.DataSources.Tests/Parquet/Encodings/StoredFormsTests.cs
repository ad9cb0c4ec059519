using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>Logical types whose stored form is another than the engine's.</summary>
[Trait("Category", "Kernels")]
public sealed unsafe class StoredFormsTests
{
    [Fact]
    public void Decimals_of_every_width_are_read()
    {
        var random = new Random(1);
        for (var width = 1; width <= 20; width++)
        {
            foreach (var count in EncodingTestData.Lengths)
            {
                var values = Enumerable.Range(0, count).Select(i => Decimal(random, Math.Min(width, 16), i)).ToArray();
                var bytes = values.SelectMany(v => BigEndian(v, width)).ToArray();
                using var input = GuardedMemory.Input(bytes);
                var views = new Utf8View[count];
                for (var i = 0; i < count; i++)
                    views[i] = new Utf8View(input.Address + (i * width), width);
                using var wide = GuardedMemory.Output(count * 16);
                BigEndianDecimals.FromFixed(input.Address, width, wide.Span<Int128>());
                Assert.Equal(values, wide.Span<Int128>().ToArray());
                wide.Span<Int128>().Clear();
                BigEndianDecimals.FromViews(views, wide.Span<Int128>());
                Assert.Equal(values, wide.Span<Int128>().ToArray());

                using var narrow = GuardedMemory.Output(count * 8);
                if (values.All(v => v == (long)v))
                {
                    BigEndianDecimals.FromFixed(input.Address, width, narrow.Span<long>());
                    Assert.Equal(values, narrow.Span<long>().ToArray().Select(v => (Int128)v));
                    narrow.Span<long>().Clear();
                    BigEndianDecimals.FromViews(views, narrow.Span<long>());
                    Assert.Equal(values, narrow.Span<long>().ToArray().Select(v => (Int128)v));
                }
                else
                {
                    Assert.Throws<MalformedDataException>(() => BigEndianDecimals.FromFixed(input.Address, width, narrow.Span<long>()));
                    Assert.Throws<MalformedDataException>(() => BigEndianDecimals.FromViews(views, narrow.Span<long>()));
                }
            }
        }
    }

    [Fact]
    public void Decimals_beyond_128_bits_are_malformed_and_none_is_zero()
    {
        Assert.Equal(Int128.Zero, BigEndianDecimals.ToInt128([]));
        Assert.Equal(-1L, BigEndianDecimals.ToInt64([.. Enumerable.Repeat((byte)0xFF, 30)]));
        Assert.Throws<MalformedDataException>(() => BigEndianDecimals.ToInt128([1, .. new byte[16]]));
        Assert.Throws<MalformedDataException>(() => BigEndianDecimals.ToInt128([0, 0x80, .. new byte[15]]));
        Assert.Throws<MalformedDataException>(() => BigEndianDecimals.ToInt128([0xFF, 0x7F, .. new byte[15]]));
    }

    [Theory]
    [InlineData(2_440_588, 0L, 0L)]
    [InlineData(2_440_589, 1_999L, 86_400_000_001L)]
    [InlineData(2_440_587, 86_399_999_999_999L, -1L)]
    [InlineData(2_440_587, -1_500L, -86_400_000_001L)]
    public void Julian_days_become_microseconds(int day, long nanoseconds, long expected)
    {
        using var input = GuardedMemory.Input([.. BitConverter.GetBytes(nanoseconds), .. BitConverter.GetBytes(day)]);
        var microseconds = new long[1];
        Int96Timestamps.ToMicroseconds(input.Address, microseconds);
        Assert.Equal(expected, microseconds[0]);
    }

    [Fact]
    public void Timestamps_go_there_and_back()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 1000).Select(_ => (random.NextInt64() - (1L << 62)) / 4).Concat([0, -1, 1, -86_400_000_000, 86_399_999_999]).ToArray();
        using var stored = GuardedMemory.Output(values.Length * 12);
        Int96Timestamps.FromMicroseconds(values, stored.Address);
        using var input = GuardedMemory.Input(stored.Span<byte>());
        var back = new long[values.Length];
        Int96Timestamps.ToMicroseconds(input.Address, back);
        Assert.Equal(values, back);
        for (var i = 0; i < values.Length; i++)
            Assert.InRange(BitConverter.ToInt64(input.Span<byte>()[(12 * i)..]), 0, 86_399_999_999_999);
    }

    [Fact]
    public void Every_half_becomes_the_single_it_is()
    {
        var halves = Enumerable.Range(0, 65536).Select(bits => (ushort)bits).ToArray();
        using var input = GuardedMemory.Input([.. halves.SelectMany(BitConverter.GetBytes)]);
        foreach (var count in EncodingTestData.Lengths.Append(65536))
        {
            using var output = GuardedMemory.Output(count * 4);
            HalfFloats.ToSingles(input.Address, output.Span<float>());
            for (var i = 0; i < count; i++)
            {
                var expected = (float)BitConverter.UInt16BitsToHalf(halves[i]);
                if (float.IsNaN(expected))
                    Assert.True(float.IsNaN(output.Span<float>()[i]));
                else
                    Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(output.Span<float>()[i]));
            }
        }
    }

    private static Int128 Decimal(Random random, int width, int index)
    {
        var bits = (width * 8) - 1;
        return (index % 5) switch
        {
            0 => -(Int128.One << bits - 1) - (Int128.One << bits - 1),
            1 => (Int128.One << bits - 1) - 1 + (Int128.One << bits - 1),
            2 => Int128.Zero,
            3 => Int128.NegativeOne,
            _ => (Int128)(UInt128.CreateTruncating(random.NextBits(64)) << 64 | random.NextBits(64)) >> (127 - random.Next(bits)),
        };
    }

    private static byte[] BigEndian(Int128 value, int width)
    {
        var bytes = ((BigInteger)value).ToByteArray(isBigEndian: true);
        return [.. Enumerable.Repeat((byte)(value < 0 ? 0xFF : 0), width - bytes.Length), .. bytes];
    }
}

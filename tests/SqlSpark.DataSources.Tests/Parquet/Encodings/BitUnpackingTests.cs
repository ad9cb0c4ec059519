using System.Runtime.InteropServices;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class BitUnpackingTests
{
    [Fact]
    public void Bytes_of_every_width_are_what_bit_by_bit_reading_says() => Check<byte>(8);

    [Fact]
    public void Shorts_of_every_width_are_what_bit_by_bit_reading_says() => Check<ushort>(16);

    [Fact]
    public void Integers_of_every_width_are_what_bit_by_bit_reading_says() => Check<uint>(32);

    [Fact]
    public void Longs_of_every_width_are_what_bit_by_bit_reading_says() => Check<ulong>(64);

    [Fact]
    public void One_value_is_read_at_any_bit()
    {
        var random = new Random(3);
        for (var bitWidth = 0; bitWidth <= 64; bitWidth++)
        {
            var values = Enumerable.Range(0, 40).Select(_ => random.NextBits(bitWidth)).ToArray();
            using var input = GuardedMemory.Input(EncodingTestData.Pack(values, bitWidth));
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(values[i], BitUnpacking.Read(input.Address, i * bitWidth, bitWidth));
        }
    }

    [Fact]
    public void Packing_is_the_inverse()
    {
        PackCheck<byte>(8);
        PackCheck<ushort>(16);
        PackCheck<uint>(32);
        PackCheck<ulong>(64);
    }

    private static void Check<T>(int maxWidth)
        where T : unmanaged
    {
        var random = new Random(1);
        for (var bitWidth = 0; bitWidth <= maxWidth; bitWidth++)
        {
            foreach (var count in EncodingTestData.Lengths)
            {
                var values = Enumerable.Range(0, count).Select(_ => random.NextBits(bitWidth)).ToArray();
                using var input = GuardedMemory.Input(EncodingTestData.Pack(values, bitWidth));
                foreach (var room in new[] { count, count + 5, count + 64 })
                {
                    using var output = GuardedMemory.Output(room * sizeof(T));
                    BitUnpacking.Unpack(input.Address, bitWidth, (T*)output.Address, count, room);
                    Assert.Equal(values, ToLongs(output.Span<T>()[..count]));
                }
            }
        }
    }

    private static void PackCheck<T>(int maxWidth)
        where T : unmanaged
    {
        var random = new Random(2);
        for (var bitWidth = 0; bitWidth <= maxWidth; bitWidth++)
        {
            foreach (var count in EncodingTestData.Lengths)
            {
                var values = Enumerable.Range(0, count).Select(_ => random.NextBits(bitWidth)).ToArray();
                var expected = EncodingTestData.Pack(values, bitWidth);
                using var input = GuardedMemory.Output(count * sizeof(T));
                for (var i = 0; i < count; i++)
                    MemoryMarshal.AsBytes(values.AsSpan(i, 1))[..sizeof(T)].CopyTo(input.Span<byte>()[(i * sizeof(T))..]);
                using var output = GuardedMemory.Output(expected.Length + 8);
                BitPacking.Pack((T*)input.Address, count, bitWidth, output.Address);
                Assert.Equal(expected, output.Span<byte>()[..expected.Length].ToArray());
            }
        }
    }

    private static ulong[] ToLongs<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var longs = new ulong[values.Length];
        for (var i = 0; i < values.Length; i++)
            MemoryMarshal.AsBytes(values.Slice(i, 1)).CopyTo(MemoryMarshal.AsBytes(longs.AsSpan(i, 1)));
        return longs;
    }
}

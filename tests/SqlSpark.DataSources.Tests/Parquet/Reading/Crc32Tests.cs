using SqlSpark.DataSources.Parquet.Reading;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Reading;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_catalogue_comes_out() => Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));

    [Fact]
    public void Every_length_and_start_agrees_with_bit_by_bit()
    {
        var bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        for (var start = 0; start < 9; start++)
        {
            for (var length = 0; length < 80; length++)
                Assert.Equal(Slow(bytes.AsSpan(start, length)), Crc32.Compute(bytes.AsSpan(start, length)));
        }
    }

    private static uint Slow(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}

using SqlSpark.Catalyst.Statistics;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Statistics;

/// <summary>Expected texts are those of Spark's Utils.bytesToString and of java.math.BigDecimal with three digits.</summary>
public sealed class QuantityTextTests
{
    [Theory]
    [InlineData(0, "0.0 B")]
    [InlineData(2047, "2047.0 B")]
    [InlineData(2048, "2.0 KiB")]
    [InlineData(2097151, "2048.0 KiB")]
    [InlineData(2097152, "2.0 MiB")]
    [InlineData(5368709120, "5.0 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Bytes_stand_in_the_largest_unit_of_which_there_are_two(long size, string expected) => Assert.Equal(expected, QuantityText.Bytes(size));

    [Fact]
    public void Sizes_beyond_all_units_are_in_scientific_notation() => Assert.Equal("2.36E+21 B", QuantityText.Bytes((Int128)2048 << 60));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1.00E+3")]
    [InlineData(1234, "1.23E+3")]
    [InlineData(1235, "1.24E+3")]
    [InlineData(9995, "1.00E+4")]
    [InlineData(123456789, "1.23E+8")]
    public void Counts_have_three_digits(long count, string expected) => Assert.Equal(expected, QuantityText.Count(count));
}

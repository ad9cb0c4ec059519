using System.Globalization;
using System.Text;
using SqlSpark.Core.Text;
using Xunit;

namespace SqlSpark.Core.Tests.Text;

public sealed class DecimalToDoubleTests
{
    [Fact]
    public void Gives_the_nearest_double_of_numbers_of_all_sizes()
    {
        var random = new Random(5);
        var decided = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var digits = (ulong)random.NextInt64() >> random.Next(64);
            var text = string.Create(CultureInfo.InvariantCulture, $"{digits}e{random.Next(-345, 312)}");
            decided += Check(text) ? 1 : 0;
            var shortest = BitConverter.Int64BitsToDouble(random.NextInt64()).ToString("R", CultureInfo.InvariantCulture);
            if (char.IsAsciiDigit(shortest[0]))
                Check(shortest);
            Check(string.Create(CultureInfo.InvariantCulture, $"{random.Next(1_000_000)}.{random.NextInt64(10_000_000_000):D10}"));
        }

        Assert.InRange(decided, 180_000, 200_000);
    }

    [Theory]
    [InlineData("9007199254740993")]                        // halves of 2^53 and on
    [InlineData("9007199254740995")]
    [InlineData("9007199254740993.000000001")]
    [InlineData("9007199254740992.999999999")]
    [InlineData("4503599627370496.5")]
    [InlineData("4503599627370497.5")]
    [InlineData("0.500000000000000166533453693773481063544750213623046875")]
    [InlineData("1e23")]
    [InlineData("8.41e21")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("4.9e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623159e308")]
    [InlineData("1e309")]
    [InlineData("1e-400")]
    [InlineData("1e99999999999")]
    [InlineData("0e99999999999")]
    [InlineData("0.00")]
    [InlineData("0000000000000000000000000000001.5")]
    [InlineData(".5E+2")]
    [InlineData("5.e-1")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    public void Gives_the_nearest_double_of_hard_ones(string text) => Check(text);

    /// <summary>Both what is decided here and what casts read.</summary>
    private static bool Check(string text)
    {
        var expected = double.Parse(text, CultureInfo.InvariantCulture);
        var bytes = Encoding.ASCII.GetBytes(text);
        Assert.True(FloatingPointText.TryParse(bytes, out double read));
        Assert.Equal(expected, read);
        if (!DecimalToDouble.TryParse(bytes, out var value))
            return false;
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(value))
            Assert.Fail($"{text} is {value:R} in place of {expected:R}");
        return true;
    }
}

using System.Globalization;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Numbers;

public sealed class RoundTests
{
    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Doubles_are_rounded_as_the_number_that_they_print_as(int digits)
    {
        var random = new Random(digits);
        var values = new double[2000];
        for (var i = 0; i < values.Length; i++)
        {
            var whole = random.NextInt64(-1_000_000_000, 1_000_000_000);
            values[i] = (i % 4) switch
            {
                0 => whole / 1000.0,                // many halves, as text
                1 => whole / Math.Pow(10, digits + 1),
                2 => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits((whole * 10 + 5) / Math.Pow(10, digits + 1)) + random.Next(-2, 3)),      // about halves
                _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 12)),
            };
        }

        var list = string.Join(", ", values.Select(static v => $"(CAST('{v.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE))"));
        var rows = Queries.Rows($"SELECT x, round(x, {digits}) FROM VALUES {list} AS t(x)");
        Assert.Equal(values.Length, rows.Count);
        foreach (var row in rows)
            Assert.Equal(Rounded((double)row[0]!, digits), row[1]);
    }

    [Fact]
    public void There_is_no_negative_zero() => Assert.Equal("[0.0, 0.0, 0.0]", Queries.Value("SELECT CAST(array(round(-0.4D), round(-0.0D), round(-0.0004D, 2)) AS STRING)"));

    private static double Rounded(double value, int digits)
    {
        var exact = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        var shift = 1m;
        for (var i = digits; i < 0; i++)
            shift *= 10;
        var rounded = decimal.Round(exact / shift, Math.Max(digits, 0), MidpointRounding.AwayFromZero) * shift;
        return rounded == 0 ? 0.0 : double.Parse(rounded.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}

using System.Numerics;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class WideMathTests
{
    [Fact]
    public void Powers_of_ten_are_powers_of_ten()
    {
        for (var i = 0; i <= WideMath.MaxPower; i++)
            Assert.Equal(BigInteger.Pow(10, i), (BigInteger)WideMath.PowerOfTen(i));
        for (var i = 0; i <= WideMath.MaxPowerOfInt64; i++)
            Assert.Equal(BigInteger.Pow(10, i), WideMath.PowerOfTen64(i));
    }

    [Fact]
    public void Products_of_128_bits_are_exact() => RandomData.ForSeeds(random =>
    {
        var (a, b) = (Wide(random), Wide(random));
        var exact = (BigInteger)a * b;
        var overflows = WideMath.MultiplyOverflows(a, b, out var product);
        Assert.Equal(exact < (BigInteger)Int128.MinValue || exact > (BigInteger)Int128.MaxValue, overflows);
        Assert.Equal(Int128.CreateTruncating(exact), product);

        var wide = WideMath.Multiply(WideMath.Magnitude(a), WideMath.Magnitude(b));
        Assert.Equal(BigInteger.Abs(exact), ((BigInteger)wide.Upper << 128) + wide.Lower);
        Assert.Equal((BigInteger)(long)a * (long)b, (BigInteger)WideMath.Multiply((long)a, (long)b));
    });

    [Fact]
    public void Division_of_256_bits_is_exact() => RandomData.ForSeeds(random =>
    {
        var divisor = WideMath.Magnitude(Wide(random));
        if (divisor == 0)
            divisor = 1;
        var upper = WideMath.Magnitude(Wide(random)) % divisor;
        var lower = (UInt128)Wide(random);
        var dividend = ((BigInteger)upper << 128) + lower;
        var (quotient, remainder) = new UInt256(upper, lower).DivRem(divisor);
        Assert.Equal(BigInteger.DivRem(dividend, divisor, out var expected), (BigInteger)quotient);
        Assert.Equal(expected, (BigInteger)remainder);
    });

    [Fact]
    public void Division_of_256_bits_corrects_estimates_that_are_too_large()
    {
        var divisor = new UInt128(0x8000_0000_0000_0000, ulong.MaxValue);
        foreach (var upper in new[] { divisor - 1, divisor - 2, new UInt128(0x8000_0000_0000_0000, 0), new UInt128(0x7FFF_FFFF_FFFF_FFFF, ulong.MaxValue) })
        {
            foreach (var lower in new[] { UInt128.Zero, UInt128.MaxValue, new UInt128(0, ulong.MaxValue), new UInt128(ulong.MaxValue, 0) })
            {
                var dividend = ((BigInteger)upper << 128) + lower;
                Assert.Equal(dividend / divisor, (BigInteger)new UInt256(upper, lower).DivRem(divisor).Quotient);
            }
        }
    }

    [Fact]
    public void Scaled_products_and_quotients_round_half_up() => RandomData.ForSeeds(random =>
    {
        var (a, b) = (Digits(random), Digits(random));
        var scale = random.Next(0, 41);
        Verify(WideMath.TryMultiplyScaled(a, b, scale, out var product), product, Round((BigInteger)a * b, BigInteger.Pow(10, scale)));

        if (b == 0)
            b = 7;
        var scaleUp = random.Next(-38, 77);
        var (dividend, divisor) = Scaled(a, b, scaleUp);
        Verify(WideMath.TryDivideScaled(a, b, scaleUp, out var quotient), quotient, Round(dividend, divisor));
        scaleUp = Math.Min(scaleUp, 38);
        (dividend, divisor) = Scaled(a, b, scaleUp);
        Verify(WideMath.TryDivideIntegral(a, b, scaleUp, out var integral), integral, dividend / divisor);
    });

    [Fact]
    public void Quotients_may_be_rounded_twice() => RandomData.ForSeeds(random =>
    {
        var b = Digits(random) | 1;
        var scaleUp = random.Next(-10, 39);
        var guard = random.Next(1, 41);

        // Quotients a little above and below one half show the first rounding.
        var a = random.Chance(50) ? Digits(random) : (b / 2) + random.Next(-2, 3);
        var (dividend, divisor) = Scaled(a, b, scaleUp);
        var first = Round(dividend * BigInteger.Pow(10, guard), divisor);
        Verify(WideMath.TryDivideScaled(a, b, scaleUp, guard, out var quotient), quotient, Round(first, BigInteger.Pow(10, guard)));
    });

    [Fact]
    public void Scaled_sums_and_remainders_are_exact() => RandomData.ForSeeds(random =>
    {
        var (a, b) = (Digits(random), Digits(random));
        var up = random.Next(0, 39);
        var down = random.Next(0, 39);
        var (leftUp, rightUp) = random.Chance(50) ? (up, 0) : (0, up);
        var left = (BigInteger)a * BigInteger.Pow(10, leftUp);
        var right = (BigInteger)b * BigInteger.Pow(10, rightUp);
        Verify(WideMath.TryAddScaled(a, leftUp, b, rightUp, down, out var sum), sum, Round(left + right, BigInteger.Pow(10, down)));
        if (b != 0)
            Assert.Equal(left % right, (BigInteger)WideMath.RemainderScaled(a, leftUp, b, rightUp));
    });

    [Fact]
    public void Rescaling_multiplies_or_rounds() => RandomData.ForSeeds(random =>
    {
        var value = Digits(random);
        var change = random.Next(-45, 46);
        var expected = change >= 0 ? value * BigInteger.Pow(10, change) : Round(value, BigInteger.Pow(10, -change));
        Verify(WideMath.TryRescale(value, change, out var result), result, expected);
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(-10, 2)]
    [InlineData(long.MaxValue, 19)]
    public void Digits_are_counted(long value, int digits) => Assert.Equal(digits, WideMath.DigitCount(value));

    [Fact]
    public void Precision_bounds_are_exclusive_powers_of_ten()
    {
        Assert.True(WideMath.Fits(999, 3));
        Assert.False(WideMath.Fits(1000, 3));
        Assert.False(WideMath.Fits(-1000, 3));
        Assert.True(WideMath.Fits(-999, 3));
        Assert.Equal(38, WideMath.DigitCount(WideMath.PowerOfTen(38) - 1));
        Assert.Equal(39, WideMath.DigitCount(Int128.MaxValue));
    }

    [Theory]
    [InlineData(25, 1, 3)]
    [InlineData(-25, 1, -3)]
    [InlineData(24, 1, 2)]
    [InlineData(-24, 1, -2)]
    [InlineData(long.MaxValue, 18, 9)]
    public void Halves_are_rounded_away_from_zero(long value, int exponent, long expected)
    {
        Assert.Equal(expected, WideMath.DivideByPowerOfTen(value, exponent));
        Assert.Equal(expected, (long)WideMath.DivideByPowerOfTen((Int128)value, exponent));
    }

    private static (BigInteger Dividend, BigInteger Divisor) Scaled(Int128 dividend, Int128 divisor, int scaleUp) =>
        (dividend * BigInteger.Pow(10, Math.Max(scaleUp, 0)), divisor * BigInteger.Pow(10, Math.Max(-scaleUp, 0)));

    private static Int128 Wide(Random random) => random.Value<Int128>(random.Next(4));

    /// <summary>A decimal of up to 38 digits.</summary>
    private static Int128 Digits(Random random)
    {
        var value = Wide(random) % WideMath.PowerOfTen(random.Next(1, 39));
        return random.Chance(10) ? WideMath.PowerOfTen(38) - 1 : value;
    }

    private static void Verify(bool fits, Int128 actual, BigInteger expected)
    {
        if (fits)
            Assert.Equal(expected, (BigInteger)actual);
        else
            Assert.True(BigInteger.Abs(expected) >= (BigInteger)WideMath.PowerOfTen(38), $"{expected} fits");
    }

    private static BigInteger Round(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(BigInteger.Abs(dividend), BigInteger.Abs(divisor), out var remainder);
        if (remainder * 2 >= BigInteger.Abs(divisor))
            quotient++;
        return dividend.Sign * divisor.Sign < 0 ? -quotient : quotient;
    }
}

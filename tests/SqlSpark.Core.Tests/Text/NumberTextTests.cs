using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using Xunit;

namespace SqlSpark.Core.Tests.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData(" \t\u0000 +12\n", 12)]
    [InlineData("-0", 0)]
    [InlineData("007", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Integers_are_read_as_UTF8String_toLong_does(string text, long value)
    {
        Assert.True(IntegerText.TryParse(Bytes(text), allowFraction: false, out var number));
        Assert.Equal(value, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("1 2")]
    [InlineData("1e3")]
    [InlineData("0x1")]
    [InlineData("1.0")]
    [InlineData("１")]
    [InlineData("--1")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("99999999999999999999")]
    public void Other_texts_are_no_integers(string text) => Assert.False(IntegerText.TryParse(Bytes(text), allowFraction: false, out _));

    [Theory]
    [InlineData("1.9", 1)]
    [InlineData("-1.9", -1)]
    [InlineData(".5", 0)]
    [InlineData("1.", 1)]
    [InlineData(".", 0)]
    [InlineData("-.", 0)]
    public void Legacy_mode_drops_fractions(string text, long value)
    {
        Assert.True(IntegerText.TryParse(Bytes(text), allowFraction: true, out var number));
        Assert.Equal(value, number);
    }

    [Theory]
    [InlineData("1.5.5")]
    [InlineData("1.a")]
    [InlineData("1.5e3")]
    public void Fractions_have_digits_only(string text) => Assert.False(IntegerText.TryParse(Bytes(text), allowFraction: true, out _));

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(100.0, "100.0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00099, "9.9E-4")]
    [InlineData(9999999.0, "9999999.0")]
    [InlineData(1e7, "1.0E7")]
    [InlineData(12345678.9, "1.23456789E7")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(1e23, "1.0E23")]
    [InlineData(2e-3, "0.002")]
    [InlineData(double.MaxValue, "1.7976931348623157E308")]
    [InlineData(double.Epsilon, "4.9E-324")]
    [InlineData(1e-323, "9.9E-324")]
    [InlineData(2.2250738585072014E-308, "2.2250738585072014E-308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Doubles_are_written_as_java_19_does(double value, string text) => Assert.Equal(text, FloatingPointText.Format(value));

    [Theory]
    [InlineData(1.1f, "1.1")]
    [InlineData(float.Epsilon, "1.4E-45")]
    [InlineData(float.MaxValue, "3.4028235E38")]
    [InlineData(1.17549435E-38f, "1.1754944E-38")]
    [InlineData(16777216f, "1.6777216E7")]
    [InlineData(0.1f, "0.1")]
    public void Floats_are_written_as_java_19_does(float value, string text) => Assert.Equal(text, FloatingPointText.Format(value));

    [Fact]
    public void Doubles_read_back() => Prop.ForAll(ArbMap.Default.ArbFor<long>(), bits =>
    {
        foreach (var value in (double[])[BitConverter.Int64BitsToDouble(bits * 0x9E3779B97F4A7C1), bits, bits / 1e3, bits * 1e-320])
        {
            var text = FloatingPointText.Format(value);
            Assert.True(FloatingPointText.TryParse(Bytes(text), out double back));
            Assert.Equal(double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture), back.ToString("R", CultureInfo.InvariantCulture));
            var single = (float)value;
            Assert.True(FloatingPointText.TryParse(Bytes(FloatingPointText.Format(single)), out float singleBack));
            Assert.Equal(single, singleBack);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 1.5 ", 1.5)]
    [InlineData("\u0001+.5e1\n", 5)]
    [InlineData("1.", 1)]
    [InlineData("1d", 1)]
    [InlineData("1.0F", 1)]
    [InlineData("1e3D", 1000)]
    [InlineData("1E+05", 100_000)]
    [InlineData("0x1.8p1", 3)]
    [InlineData("-0X.8P-1d", -0.25)]
    [InlineData("0x1p-1074", 4.9e-324)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-400", 0)]
    [InlineData("1e99999999999", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-NaN", double.NaN)]
    [InlineData("nan", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("+INF", double.PositiveInfinity)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("-iNfInItY", double.NegativeInfinity)]
    public void Doubles_are_read_as_java_and_Spark_do(string text, double value)
    {
        Assert.True(FloatingPointText.TryParse(Bytes(text), out double number));
        Assert.Equal(value, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("e1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1 2")]
    [InlineData("1,000")]
    [InlineData("1df")]
    [InlineData("+nan")]
    [InlineData("infinit")]
    [InlineData("0x1")]
    [InlineData("0xp1")]
    [InlineData("0x1p")]
    [InlineData("1_0")]
    [InlineData("\u00A01")]
    public void Other_texts_are_no_doubles(string text) => Assert.False(FloatingPointText.TryParse(Bytes(text), out double _));

    [Theory]
    [InlineData("1.005", 10, 2, "1.01")]
    [InlineData("-1.005", 10, 2, "-1.01")]
    [InlineData(" 12e-1 ", 10, 2, "1.20")]
    [InlineData("1e2", 3, 0, "100")]
    [InlineData(".5", 1, 0, "1")]
    [InlineData("0.49", 1, 0, "0")]
    [InlineData("5.", 1, 0, "5")]
    [InlineData("000123.45000", 5, 2, "123.45")]
    [InlineData("99999999999999999999999999999999999999", 38, 0, "99999999999999999999999999999999999999")]
    [InlineData("0.00000000000000000000000000000000000000000001", 38, 38, "0.00000000000000000000000000000000000000")]
    [InlineData("1E-2147483647", 10, 2, "0.00")]
    [InlineData("+0e10", 10, 2, "0.00")]
    public void Decimals_are_read_and_rounded_half_up(string text, int precision, int scale, string expected)
    {
        Assert.Equal(DecimalParse.Success, DecimalText.Parse(Bytes(text), precision, scale, out var unscaled));
        Assert.Equal(expected, DecimalText.Format(unscaled, scale));
    }

    [Theory]
    [InlineData("", DecimalParse.Malformed)]
    [InlineData("+", DecimalParse.Malformed)]
    [InlineData(".", DecimalParse.Malformed)]
    [InlineData("1.2.3", DecimalParse.Malformed)]
    [InlineData("1e", DecimalParse.Malformed)]
    [InlineData("1e99999999999", DecimalParse.Malformed)]
    [InlineData("NaN", DecimalParse.Malformed)]
    [InlineData("1d", DecimalParse.Malformed)]
    [InlineData("6.0790316E+25569151", DecimalParse.Unsupported)]
    [InlineData("0e50", DecimalParse.Unsupported)]
    [InlineData("123456789012345678901234567890123456789", DecimalParse.Unsupported)]
    [InlineData("1000", DecimalParse.DoesNotFit)]
    [InlineData("999.995", DecimalParse.DoesNotFit)]
    public void Other_texts_are_no_decimals_of_5_digits(string text, DecimalParse outcome) => Assert.Equal(outcome, DecimalText.Parse(Bytes(text), 5, 2, out _));

    [Theory]
    [InlineData(0, 0, "0", "0")]
    [InlineData(0, 2, "0.00", "0.00")]
    [InlineData(0, 7, "0.0000000", "0E-7")]
    [InlineData(1, 6, "0.000001", "0.000001")]
    [InlineData(1, 7, "0.0000001", "1E-7")]
    [InlineData(-123, 10, "-0.0000000123", "-1.23E-8")]
    [InlineData(12345, 2, "123.45", "123.45")]
    [InlineData(-5, 1, "-0.5", "-0.5")]
    public void Decimals_are_written_as_BigDecimal_does(int unscaled, int scale, string plain, string scientific)
    {
        Assert.Equal(plain, DecimalText.Format(unscaled, scale));
        Assert.Equal(scientific, DecimalText.FormatScientific(unscaled, scale));
    }

    [Fact]
    public void Decimals_of_all_sizes_read_back_and_turn_into_the_closest_doubles() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var digits = random.Next(1, 39);
        var scale = random.Next(0, digits + 1);
        Int128 unscaled = 0;
        for (var i = 0; i < digits; i++)
            unscaled = (unscaled * 10) + random.Next(10);
        unscaled = random.Next(2) == 0 ? unscaled : -unscaled;
        var text = DecimalText.Format(unscaled, scale);
        Assert.Equal(DecimalParse.Success, DecimalText.Parse(Bytes(text), 38, scale, out var back));
        Assert.Equal(unscaled, back);
        Assert.Equal(DecimalParse.Success, DecimalText.Parse(Bytes(DecimalText.FormatScientific(unscaled, scale)), 38, scale, out back));
        Assert.Equal(unscaled, back);
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), DecimalText.ToDouble(unscaled, scale));
        Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), DecimalText.ToSingle(unscaled, scale));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.1, 10, 3, "0.100")]
    [InlineData(2.675, 10, 2, "2.68")]
    [InlineData(-2.5, 10, 0, "-3")]
    [InlineData(1.0E10, 11, 0, "10000000000")]
    [InlineData(1.0E-20, 38, 20, "0.00000000000000000001")]
    [InlineData(0.0, 1, 1, "0.0")]
    public void Doubles_turn_into_decimals_by_their_digits(double value, int precision, int scale, string text)
    {
        Assert.True(DecimalText.TryFromDouble(value, precision, scale, out var unscaled));
        Assert.Equal(text, DecimalText.Format(unscaled, scale));
    }

    [Fact]
    public void Doubles_that_do_not_fit_are_refused()
    {
        Assert.False(DecimalText.TryFromDouble(1000, 3, 0, out _));
        Assert.False(DecimalText.TryFromDouble(99.95, 3, 1, out _));
        Assert.False(DecimalText.TryFromDouble(double.MaxValue, 38, 0, out _));
        Assert.False(DecimalText.TryFromDouble(1, 38, 38, out _));
        Assert.True(WideMath.Fits(1, 1));
    }

    [Theory]
    [InlineData("t", true)]
    [InlineData("TRUE", true)]
    [InlineData(" Yes\t", true)]
    [InlineData("y", true)]
    [InlineData("1", true)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("n", false)]
    [InlineData("No", false)]
    [InlineData("0", false)]
    public void Booleans_are_words(string text, bool value)
    {
        Assert.True(BooleanText.TryParse(Bytes(text), out var flag));
        Assert.Equal(value, flag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("on")]
    [InlineData("tru")]
    [InlineData("2")]
    [InlineData("yess")]
    [InlineData("nein!")]
    public void Other_words_are_no_booleans(string text) => Assert.False(BooleanText.TryParse(Bytes(text), out _));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

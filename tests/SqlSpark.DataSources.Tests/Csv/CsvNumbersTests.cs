using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Csv;

public sealed unsafe class CsvNumbersTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("+7", 7L)]
    [InlineData("00000000000000000000000012", 12L)]
    [InlineData("12345678", 12345678L)]
    [InlineData("123456789", 123456789L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("-9223372036854775809", null)]
    [InlineData("9999999999999999999", null)]
    [InlineData("10000000000000000000", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("+-1", null)]
    [InlineData(" 1", null)]
    [InlineData("1 ", null)]
    [InlineData("1.0", null)]
    [InlineData("12345/78", null)]
    [InlineData("1234:678", null)]
    [InlineData("1234567890123456x", null)]
    [InlineData("x234567890123456", null)]
    public void Longs_are_signs_and_digits(string text, long? expected) => Assert.Equal(expected, ReadLong(text));

    [Fact]
    public void Every_long_is_read_back() => Prop.ForAll<long>(value =>
        ReadLong(value.ToString(CultureInfo.InvariantCulture)) == value && ReadLong((value >> 40).ToString(CultureInfo.InvariantCulture)) == value >> 40)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_byte_in_place_of_a_digit_is_noticed()
    {
        for (var length = 1; length <= 19; length++)
            for (var at = 0; at < length; at++)
                for (var character = 1; character < 256; character++)
                {
                    var bytes = Encoding.ASCII.GetBytes(new string('1', length));
                    bytes[at] = (byte)character;
                    var isNumber = char.IsAsciiDigit((char)character) || (at == 0 && length > 1 && character is '-' or '+');
                    Assert.True(isNumber == (ReadLong(bytes) is not null), $"{character} at {at} of {length}");
                }
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-0.1", -0.1)]
    [InlineData("123456789012345678", 123456789012345678d)]
    [InlineData("9007199254740993", 9007199254740992d)]
    [InlineData("0.000001", 1e-6)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1E-400", 0d)]
    [InlineData(" 1.5 ", 1.5)]
    [InlineData("1.5d", 1.5)]
    [InlineData("0x1p3", 8d)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5d)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("inf", null)]
    [InlineData("nan", null)]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData("1.5.5", null)]
    [InlineData("1,5", null)]
    public void Doubles_are_what_java_takes_for_them(string text, double? expected) =>
        Assert.Equal(expected, CsvNumbers.TryReadDouble(Encoding.UTF8.GetBytes(text), out var value) ? value : null);

    [Fact]
    public void Doubles_are_the_nearest_ones() => Prop.ForAll<double>(value =>
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace("∞", "Infinity", StringComparison.Ordinal);
        return CsvNumbers.TryReadDouble(Encoding.UTF8.GetBytes(text), out var read) && read.Equals(value);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1.005", 5, 2, "101")]
    [InlineData("-1.005", 5, 2, "-101")]
    [InlineData("1.004", 5, 2, "100")]
    [InlineData("999.99", 5, 2, "99999")]
    [InlineData("999.995", 5, 2, null)]
    [InlineData("1000", 5, 2, null)]
    [InlineData("1,234,567.8", 18, 1, "12345678")]
    [InlineData("1e3", 5, 0, "1000")]
    [InlineData("12.5e-1", 5, 2, "125")]
    [InlineData("999999999999999999", 18, 0, "999999999999999999")]
    [InlineData("99999999999999999", 18, 2, null)]
    [InlineData("922337203685477581", 18, 1, null)]
    [InlineData("12345678901234567890.5", 38, 10, "123456789012345678905000000000")]
    [InlineData(".5", 5, 2, "50")]
    [InlineData("5.", 5, 2, "500")]
    [InlineData(".", 5, 2, null)]
    [InlineData("", 5, 2, null)]
    [InlineData("-", 5, 2, null)]
    [InlineData(" 1", 5, 2, null)]
    [InlineData("1..5", 5, 2, null)]
    [InlineData("1.x", 5, 2, null)]
    public void Decimals_are_rounded_half_up_to_their_type(string text, int precision, int scale, string? expected) =>
        Assert.Equal(expected, ReadDecimal(text, new DecimalType(precision, scale))?.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Every_decimal_is_read_back_with_any_scale() => Prop.ForAll<long, byte>((unscaled, scaleSeed) =>
    {
        var scale = scaleSeed % 19;
        var value = unscaled % 1_000_000_000_000_000_000;
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = (value < 0 ? "-" : "") + digits[..^scale] + (scale > 0 ? "." + digits[^scale..] : "");
        return ReadDecimal(text, new DecimalType(18, scale)) == value && ReadDecimal(text, new DecimalType(38, scale)) == value;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2020-02-29", 18321)]
    [InlineData("1970-01-01", 0)]
    [InlineData("0001-01-01", -719162)]
    [InlineData("2020-1-5", 18266)]
    [InlineData("2020-01", 18262)]
    [InlineData("2020", 18262)]
    [InlineData(" 2020-01-05 12:00", 18266)]
    [InlineData("2020-01-05T", 18266)]
    [InlineData("2021-02-29", null)]
    [InlineData("2020-13-01", null)]
    [InlineData("2020/01/01", null)]
    [InlineData("2020-0a-01", null)]
    [InlineData("x", null)]
    public void Dates_are_what_casts_take_for_them(string text, int? expected) =>
        Assert.Equal(expected, DateText.TryParse(Encoding.UTF8.GetBytes(text), out var days) ? days : null);

    [Theory]
    [InlineData("2020-02-29", true)]
    [InlineData("-0001-01-01", true)]
    [InlineData("-0000-01-01", false)]
    [InlineData("+2020-01-01", false)]
    [InlineData("12020-01-01", false)]
    [InlineData("+12020-01-01", true)]
    [InlineData("2020-1-01", false)]
    [InlineData("2020-01-01 ", false)]
    [InlineData("2020-01", false)]
    [InlineData("2021-02-29", false)]
    [InlineData("", false)]
    public void Inference_takes_dates_strictly(string text, bool expected) => Assert.Equal(expected, CsvDates.IsStrict(Encoding.UTF8.GetBytes(text)));

    private static byte[] Pad(string text) => [.. Encoding.UTF8.GetBytes(text), .. new byte[64]];

    private static long? ReadLong(string text) => ReadLong(Encoding.UTF8.GetBytes(text));

    private static long? ReadLong(byte[] bytes)
    {
        byte[] padded = [.. bytes, .. "1234567890123456789012345678901234567890"u8];
        fixed (byte* start = padded)
            return CsvNumbers.TryReadLong(start, bytes.Length, out var value) ? value : null;
    }

    private static Int128? ReadDecimal(string text, DecimalType type)
    {
        fixed (byte* start = Pad(text))
        {
            if (type.PhysicalType == PhysicalType.Int64)
                return new Decimal64Reader(type).TryRead(start, text.Length, out var narrow) ? narrow : null;
            return new Decimal128Reader(type).TryRead(start, text.Length, out var wide) ? wide : null;
        }
    }
}

using System.Text;
using SqlSpark.Core.Text.Formatting;
using Xunit;

namespace SqlSpark.Core.Tests.Text.Formatting;

public sealed class FormatSpecifierTests
{
    [Theory]
    [InlineData("%d", 42, "42")]
    [InlineData("%5d|", 42, "   42|")]
    [InlineData("%-5d|", 42, "42   |")]
    [InlineData("%05d", -42, "-0042")]
    [InlineData("%+d", 42, "+42")]
    [InlineData("%,d", 1234567, "1,234,567")]
    [InlineData("%(d", -42, "(42)")]
    [InlineData("%x", -1, "ffffffff")]
    [InlineData("%X", 255, "FF")]
    [InlineData("%#x", 255, "0xff")]
    [InlineData("%o", 8, "10")]
    [InlineData("%c", 65, "A")]
    public void Writes_whole_numbers(string format, int value, string expected)
    {
        var output = new StringBuilder();
        Assert.True(FormatSpecifier.TryParse(format, out var parts));
        foreach (var part in parts)
        {
            if (part.Text is not null)
                output.Append(part.Text);
            else
                Assert.True(part.TryAppendInteger(value, 32, output));
        }

        Assert.Equal(expected, output.ToString());
    }

    [Theory]
    [InlineData("%.2f", 0.125, "0.13")]
    [InlineData("%f", 1.5, "1.500000")]
    [InlineData("%e", 12345.678, "1.234568e+04")]
    [InlineData("%.3E", 0.00012345, "1.235E-04")]
    [InlineData("%g", 0.0001, "0.000100000")]
    [InlineData("%08.2f", -1.5, "-0001.50")]
    [InlineData("%,.1f", 12345.67, "12,345.7")]
    [InlineData("%f", double.NaN, "NaN")]
    [InlineData("%f", double.NegativeInfinity, "-Infinity")]
    public void Writes_numbers_with_a_fraction(string format, double value, string expected)
    {
        var output = new StringBuilder();
        Assert.True(FormatSpecifier.TryParse(format, out var parts));
        Assert.True(parts[0].TryAppendDouble(value, output));
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void Counts_arguments_with_and_without_numbers()
    {
        Assert.True(FormatSpecifier.TryParse("%2$s %s %<s %s %n%%", out var parts));
        Assert.Equal([1, 0, 0, 1, -1, -1], parts.Where(p => p.Text is null).Select(p => p.Argument));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%y")]
    [InlineData("%.d")]
    [InlineData("%<s")]
    public void Refuses_what_is_no_format(string format) => Assert.False(FormatSpecifier.TryParse(format, out _));
}

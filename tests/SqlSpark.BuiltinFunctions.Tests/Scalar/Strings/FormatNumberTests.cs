using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Strings;

public sealed class FormatNumberTests
{
    /// <summary>What <c>java.text.DecimalFormat</c> of Java 17 prints for the doubles 12332.123456, 0.5, 1.5, -0.4, 0, -0.0, 1e20, 0.125, 0.375, 1234567.895, NaN and -Infinity.</summary>
    [Theory]
    [InlineData("#,###,###,##0.00", "12,332.12|0.50|1.50|-0.40|0.00|-0.00|100,000,000,000,000,000,000.00|0.12|0.38|1,234,567.90|NaN|-∞")]
    [InlineData("##################.###", "12332.123|0.5|1.5|-0.4|0|-0|100000000000000000000|0.125|0.375|1234567.895|NaN|-∞")]
    [InlineData("0.###", "12332.123|0.5|1.5|-0.4|0|-0|100000000000000000000|0.125|0.375|1234567.895|NaN|-∞")]
    [InlineData("#.##%", "1233212.35%|50%|150%|-40%|0%|-0%|10000000000000000000000%|12.5%|37.5%|123456789.5%|NaN|-∞%")]
    [InlineData("$#,##0.0;(#)", "$12,332.1|$0.5|$1.5|(0.4)|$0.0|(0.0)|$100,000,000,000,000,000,000.0|$0.1|$0.4|$1,234,567.9|NaN|(∞)")]
    [InlineData("'a'#0", "a12332|a0|a2|-a0|a0|-a0|a100000000000000000000|a0|a0|a1234568|NaN|-a∞")]
    [InlineData("0000.0", "12332.1|0000.5|0001.5|-0000.4|0000.0|-0000.0|100000000000000000000.0|0000.1|0000.4|1234567.9|NaN|-∞")]
    [InlineData("###,###", "12,332|0|2|-0|0|-0|100,000,000,000,000,000,000|0|0|1,234,568|NaN|-∞")]
    public void Doubles_are_printed_as_Java_prints_them(string pattern, string expected)
    {
        Assert.True(DecimalPattern.TryParse(pattern, out var format));
        double[] values = [12332.123456, 0.5, 1.5, -0.4, 0, -0.0, 1e20, 0.125, 0.375, 1234567.895, double.NaN, double.NegativeInfinity];
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        using var heap = new StringHeap(account);
        var writer = new Utf8Writer(heap);
        var printed = new List<string>();
        foreach (var value in values)
        {
            format.Append(value, ref writer);
            printed.Add(writer.Finish().ToString());
        }

        Assert.Equal(expected, string.Join('|', printed));
    }

    [Theory]
    [InlineData("format_number(12345678901234567890.1255, '#,##0.###')", "12,345,678,901,234,567,890.126")]
    [InlineData("format_number(0.125, 2)", "0.12")]
    [InlineData("format_number(-0.005, 2)", "-0.00")]
    [InlineData("format_number(cast(0.1 AS FLOAT), 3)", "0.100")]
    [InlineData("format_number(999.5, 0)", "1,000")]
    [InlineData("format_number(0.1D, 20)", "0.10000000000000000000")]
    [InlineData("format_number(5, -1)", null)]
    [InlineData("format_number(NULL, 1)", null)]
    [InlineData("format_number(5, CAST(NULL AS INT))", null)]
    [InlineData("format_number(1234, '')", "1,234")]
    public void Arguments_of_all_kinds(string expression, string? expected) => Assert.Equal(expected, Queries.Value($"SELECT {expression}"));

    [Fact]
    public void Digits_may_come_from_a_column() =>
        Assert.Equal(
            ["1,234.568", null, "0.5"],
            Queries.Rows("SELECT format_number(a, b) FROM VALUES (1234.5678D, 3), (1D, NULL), (0.5D, 1) AS t(a, b)").Select(r => r[0]));

    [Theory]
    [InlineData("0.0.0")]
    [InlineData("#0#")]
    [InlineData("'open")]
    public void What_is_no_pattern_is_an_error(string pattern) =>
        Assert.Equal("INVALID_PARAMETER_VALUE.PATTERN", Queries.Error($"SELECT format_number(1.5, \"{pattern}\")").Condition);
}

using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class ErrorFormatTests
{
    [Fact]
    public void Names_are_quoted_part_by_part()
    {
        Assert.Equal("`a`.`b c`.`d``e`", ErrorFormat.SqlId("a", "b c", "d`e"));
        Assert.Equal("`x`", ErrorFormat.SqlId((IReadOnlyList<string>)["__auto_generated_subquery_name", "x"]));
        Assert.Equal("`__auto_generated_subquery_name`", ErrorFormat.SqlId("__auto_generated_subquery_name"));
    }

    [Fact]
    public void Types_keys_and_expressions_are_in_double_quotes()
    {
        Assert.Equal("\"DECIMAL(10,2)\"", ErrorFormat.SqlType("decimal(10,2)"));
        Assert.Equal("\"spark.sql.ansi.enabled\"", ErrorFormat.SqlConf("spark.sql.ansi.enabled"));
        Assert.Equal("\"(a + 1)\"", ErrorFormat.SqlExpr("(a + 1)"));
        Assert.Equal("\"header\"", ErrorFormat.SourceOption("header"));
        Assert.Equal("INSERT INTO", ErrorFormat.SqlStatement("insert into"));
    }

    [Fact]
    public void Values_are_SQL_literals()
    {
        Assert.Equal("NULL", ErrorFormat.SqlValue((string?)null));
        Assert.Equal("'a\\\\b\\'c'", ErrorFormat.SqlValue("a\\b'c"));
        Assert.Equal("true", ErrorFormat.SqlValue(true));
        Assert.Equal("-128Y", ErrorFormat.SqlValue(sbyte.MinValue));
        Assert.Equal("7S", ErrorFormat.SqlValue((short)7));
        Assert.Equal("7", ErrorFormat.SqlValue(7));
        Assert.Equal("7L", ErrorFormat.SqlValue(7L));
        Assert.Equal("1.50BD", ErrorFormat.SqlDecimal("1.50"));
        Assert.Equal("X'00FF'", ErrorFormat.SqlValue([0x00, 0xFF]));
        Assert.Equal("DATE '2024-01-01'", ErrorFormat.SqlTypedValue("DATE", "2024-01-01"));
    }

    [Theory]
    [InlineData(0.0, "0.0D")]
    [InlineData(-0.0, "-0.0D")]
    [InlineData(1.0, "1.0D")]
    [InlineData(-1.5, "-1.5D")]
    [InlineData(100.0, "100.0D")]
    [InlineData(1234567.0, "1234567.0D")]
    [InlineData(12345678.0, "1.2345678E7D")]
    [InlineData(1e7, "1.0E7D")]
    [InlineData(0.001, "0.001D")]
    [InlineData(0.00012, "1.2E-4D")]
    [InlineData(1e23, "1.0E23D")]
    [InlineData(123.456, "123.456D")]
    [InlineData(4.9e-324, "4.9E-324D")]
    [InlineData(2e-323, "2.0E-323D")]
    [InlineData(5.0, "5.0D")]
    [InlineData(double.MaxValue, "1.7976931348623157E308D")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Doubles_have_Java_form(double value, string expected) => Assert.Equal(expected, ErrorFormat.SqlValue(value));

    [Theory]
    [InlineData(1.1f, "1.1")]
    [InlineData(3.4028235e38f, "3.4028235E38")]
    [InlineData(float.NaN, "NaN")]
    public void Floats_have_Java_form(float value, string expected) => Assert.Equal(expected, ErrorFormat.SqlValue(value));

    [Fact]
    public void Formatted_doubles_read_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>(), value =>
                !double.IsFinite(value)
                || double.Parse(FloatingPointText.Format(value), System.Globalization.CultureInfo.InvariantCulture).Equals(value))
            .QuickCheckThrowOnFailure();
}

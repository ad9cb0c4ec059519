using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Expressions;

public sealed class LiteralFormatTests
{
    /// <summary>SQL as Spark's <c>Literal.sql</c>, then the form inside column names, as in Spark's golden files.</summary>
    public static TheoryData<object?, DataType, string, string> Literals => new()
    {
        { null, VoidType.Instance, "NULL", "NULL" },
        { null, IntegerType.Instance, "CAST(NULL AS INT)", "NULL" },
        { (sbyte)1, ByteType.Instance, "1Y", "1" },
        { (short)1, ShortType.Instance, "1S", "1" },
        { 1, IntegerType.Instance, "1", "1" },
        { 1L, LongType.Instance, "1L", "1" },
        { 1.5f, FloatType.Instance, "CAST('1.5' AS FLOAT)", "1.5" },
        { float.NaN, FloatType.Instance, "CAST('NaN' AS FLOAT)", "NaN" },
        { 1.5, DoubleType.Instance, "1.5D", "1.5" },
        { double.NegativeInfinity, DoubleType.Instance, "CAST('-Infinity' AS DOUBLE)", "-Infinity" },
        { (Int128)15, new DecimalType(2, 1), "1.5BD", "1.5" },
        { (Int128)1, new DecimalType(8, 8), "1E-8BD", "1E-8" },
        { "a'b", StringType.Instance, "'a\\'b'", "a'b" },
        { true, BooleanType.Instance, "true", "true" },
        { 18_262, DateType.Instance, "DATE '2020-01-01'", "DATE '2020-01-01'" },
        { 0L, TimestampType.Instance, "TIMESTAMP '1970-01-01 02:00:00'", "TIMESTAMP '1970-01-01 02:00:00'" },
        { 0L, TimestampNtzType.Instance, "TIMESTAMP_NTZ '1970-01-01 00:00:00'", "TIMESTAMP_NTZ '1970-01-01 00:00:00'" },
        { 112_000_000_000L, new TimeType(), "TIME '00:01:52'", "TIME '00:01:52'" },
        { 86_400_000_000L, new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day), "INTERVAL '1' DAY", "INTERVAL '1' DAY" },
        { -122, YearMonthIntervalType.Default, "INTERVAL '-10-2' YEAR TO MONTH", "INTERVAL '-10-2' YEAR TO MONTH" },
        { EquatableArray.Create<byte>([10, 255]), BinaryType.Instance, "X'0AFF'", "X'0AFF'" },
        { EquatableArray.Create<object?>([1L, null]), new ArrayType(LongType.Instance), "ARRAY(1L, CAST(NULL AS BIGINT))", "ARRAY(1L, CAST(NULL AS BIGINT))" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Literals_are_printed_as_in_Spark(object? value, DataType type, string sql, string pretty)
    {
        using var scope = CurrentTimeZone.With(ZoneRules.Of("+02:00"));
        var literal = new Literal(value, type);
        Assert.Equal(sql, literal.Sql);
        Assert.Equal(pretty, PrettySql.Of(literal));
    }

    [Fact]
    public void Plans_print_literals_without_suffixes()
    {
        Assert.Equal("0x0AFF", LiteralFormat.ToPlain(new Literal(EquatableArray.Create<byte>([10, 255]), BinaryType.Instance)));
        Assert.Equal("2020-01-01", LiteralFormat.ToPlain(new Literal(18_262, DateType.Instance)));
        Assert.Equal("null", LiteralFormat.ToPlain(Literal.NullVoid));
        Assert.Equal("[1,null]", LiteralFormat.ToPlain(new Literal(EquatableArray.Create<object?>([1, null]), new ArrayType(IntegerType.Instance))));
    }

    [Fact]
    public void The_zone_of_timestamps_ends_with_its_scope()
    {
        var literal = new Literal(0L, TimestampType.Instance);
        using (CurrentTimeZone.With(ZoneRules.Of("+05:00")))
        {
            using (CurrentTimeZone.With(ZoneRules.Of("-05:00")))
                Assert.Equal("TIMESTAMP '1969-12-31 19:00:00'", literal.Sql);
            Assert.Equal("TIMESTAMP '1970-01-01 05:00:00'", literal.Sql);
        }

        Assert.Equal("TIMESTAMP '1970-01-01 00:00:00'", literal.Sql);
    }
}

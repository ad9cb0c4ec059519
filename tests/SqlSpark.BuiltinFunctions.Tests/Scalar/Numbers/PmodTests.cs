using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Numbers;

public sealed class PmodTests
{
    [Theory]
    [InlineData("pmod(-7Y, 3Y)", (sbyte)2)]
    [InlineData("pmod(-100Y, -120Y)", (sbyte)-100)]
    [InlineData("pmod(-128Y, -127Y)", (sbyte)-1)]
    [InlineData("pmod(-30000S, -32000S)", (short)-30000)]
    [InlineData("pmod(-32768S, -32767S)", (short)-1)]
    public void Bytes_and_shorts_do_not_wrap_around(string expression, object expected) => Assert.Equal(expected, Queries.Value($"SELECT {expression}"));

    [Theory]
    [InlineData("pmod(-2000000000, -2100000000)", 194_967_296)]
    [InlineData("pmod(-9000000000000000000L, -9100000000000000000L)", 346_744_073_709_551_616)]
    [InlineData("pmod(-7, 3)", 2)]
    public void Sums_of_ints_and_longs_wrap_around(string expression, object expected) => Assert.Equal(expected, Queries.Value($"SELECT {expression}"));

    [Theory]
    [InlineData("pmod(7Y, 2S)", "SMALLINT")]
    [InlineData("pmod(7, 2L)", "BIGINT")]
    [InlineData("pmod(7, 2.5F)", "DOUBLE")]
    [InlineData("pmod(7L, 2D)", "DOUBLE")]
    [InlineData("pmod(7, '2')", "BIGINT")]
    [InlineData("pmod(7, NULL)", "INT")]
    [InlineData("pmod(7.25, 2.5)", "DECIMAL(3,2)")]
    public void Operands_get_a_common_type(string expression, string type)
    {
        using var session = SparkSession.Builder().GetOrCreate();
        Assert.Equal(type, session.Sql($"SELECT {expression} AS x").Schema.Fields[0].DataType.Sql);
    }

    [Theory]
    [InlineData("pmod(1, array(1))")]
    [InlineData("pmod(DATE'2024-01-01', DATE'2024-01-01')")]
    public void Others_are_refused(string expression) =>
        Assert.StartsWith("DATATYPE_MISMATCH", Queries.Error($"SELECT {expression}").Condition, StringComparison.Ordinal);

    [Fact]
    public void A_zero_divisor_fails_in_ANSI_mode_only()
    {
        Assert.Equal("REMAINDER_BY_ZERO", Queries.Error("SELECT pmod(id, 0) FROM range(1)").Condition);
        Assert.Null(Queries.Value("SELECT pmod(id, 0) FROM range(1)", ansi: false));
    }

    /// <summary>Spark looks at the divisor first: a NULL there keeps the dividend from being computed.</summary>
    [Fact]
    public void The_divisor_is_looked_at_first()
    {
        Assert.Null(Queries.Value("SELECT pmod(1 div id, nullif(id, 0)) FROM range(1)"));
        Assert.Equal("DIVIDE_BY_ZERO", Queries.Error("SELECT pmod(nullif(id, 0), 1 div id) FROM range(1)").Condition);
    }
}

using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Conditionals;

/// <summary>greatest and least.</summary>
public sealed class ExtremesTests
{
    [Theory]
    [InlineData("(1Y, 2S)", "SMALLINT")]
    [InlineData("(1, 2L, 3Y)", "BIGINT")]
    [InlineData("(1, 2.5F)", "DOUBLE")]
    [InlineData("(1, 2.5)", "DECIMAL(11,1)")]
    [InlineData("(1.25, 2L)", "DECIMAL(22,2)")]
    [InlineData("(DATE'2024-01-01', TIMESTAMP'2024-01-01 00:00:00')", "TIMESTAMP")]
    [InlineData("(NULL, 1)", "INT")]
    [InlineData("(array(1), array(2L))", "ARRAY<BIGINT>")]
    public void Arguments_get_a_common_type(string arguments, string type)
    {
        using var session = SparkSession.Builder().GetOrCreate();
        Assert.Equal([type, type], session.Sql($"SELECT greatest{arguments} AS g, least{arguments} AS l").Schema.Fields.Select(f => f.DataType.Sql));
    }

    [Theory]
    [InlineData("(1, array(1))", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("(1, '2')", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("(1)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION")]
    public void Others_are_refused(string arguments, string condition)
    {
        Assert.Equal(condition, Queries.Error($"SELECT greatest{arguments}").Condition);
        Assert.Equal(condition, Queries.Error($"SELECT least{arguments}").Condition);
    }

    [Fact]
    public void NULLs_do_not_count_and_NaN_is_the_largest() =>
        Assert.Equal([7, -1, null, double.NaN, 1.0], Assert.Single(Queries.Rows(
            "SELECT greatest(3, NULL, 7), least(NULL, -1, 5), greatest(CAST(NULL AS INT), NULL), greatest(1D, CAST('NaN' AS DOUBLE)), least(CAST('NaN' AS DOUBLE), 1D)")));
}

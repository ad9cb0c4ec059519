using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Parser.Tests;

public sealed class TableSampleTests
{
    [Theory]
    [InlineData("(10 PERCENT)", 0.1, null)]
    [InlineData("(12.5 PERCENT) REPEATABLE (7)", 0.125, 7L)]
    [InlineData("BERNOULLI (10 PERCENT)", 0.1, null)]
    [InlineData("(BUCKET 1 OUT OF 4) REPEATABLE (3)", 0.25, 3L)]
    [InlineData("(100 PERCENT)", 1.0, null)]
    [InlineData("(-0.0001 PERCENT)", -1e-6, null)]
    public void A_share_becomes_a_sample(string sample, double fraction, long? seed)
    {
        var node = Assert.IsType<Sample>(Plan(sample));
        Assert.Equal((0.0, fraction, false, seed, SampleMethod.Bernoulli), (node.LowerBound, node.UpperBound, node.WithReplacement, node.Seed, node.Method));
    }

    [Fact]
    public void Rows_become_a_limit_and_blocks_are_marked()
    {
        Assert.IsType<Limit>(Plan("(5 ROWS)"));
        Assert.Equal(SampleMethod.System, Assert.IsType<Sample>(Plan("SYSTEM (10 PERCENT)")).Method);
    }

    [Theory]
    [InlineData("(101 PERCENT)", "INVALID_TABLESAMPLE_FRACTION")]
    [InlineData("(100.0001 PERCENT)", "INVALID_TABLESAMPLE_FRACTION")]
    [InlineData("(-1 PERCENT)", "INVALID_TABLESAMPLE_FRACTION")]
    [InlineData("(BUCKET 5 OUT OF 4)", "INVALID_TABLESAMPLE_FRACTION")]
    [InlineData("(BUCKET 1 OUT OF 4 ON a)", "_LEGACY_ERROR_TEMP_0015")]
    [InlineData("()", "_LEGACY_ERROR_TEMP_0014")]
    [InlineData("(300M)", "_LEGACY_ERROR_TEMP_0015")]
    [InlineData("SYSTEM (10 PERCENT) REPEATABLE (1)", "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_REPEATABLE")]
    [InlineData("SYSTEM (10 ROWS)", "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_SAMPLE_METHOD")]
    [InlineData("SYSTEM (BUCKET 1 OUT OF 4)", "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM_SAMPLE_METHOD")]
    public void What_is_no_share_is_refused(string sample, string condition) =>
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => Plan(sample)).Condition);

    private static LogicalPlan Plan(string sample) =>
        ((UnaryNode)SqlParser.Instance.ParseStatement($"SELECT * FROM t TABLESAMPLE {sample}", ConfSnapshot.Default)).Child;
}

using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class SimplifyCastsTests : RuleTest<SimplifyCasts>
{
    private static TestPlan Input => Relation("t TINYINT, a INT, e BIGINT, s STRING");

    [Theory]
    [InlineData("CAST(a AS INT)", "a")]
    [InlineData("CAST(CAST(a AS BIGINT) AS DOUBLE)", "cast(a as double)")]
    [InlineData("CAST(CAST(a AS BIGINT) AS INT)", "a")]
    [InlineData("CAST(CAST(t AS INT) AS DECIMAL(10,0))", "cast(t as decimal(10,0))")]
    public void Drops_casts_that_change_nothing(string expression, string expected) => Rewrites(
        Input.Select($"{expression} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [t, a, e, s]");

    [Theory]
    [InlineData("CAST(a AS BIGINT)")]
    [InlineData("CAST(CAST(e AS INT) AS BIGINT)")]
    [InlineData("CAST(CAST(a AS DOUBLE) AS INT)")]
    [InlineData("CAST(CAST(a AS BIGINT) AS STRING)")]
    [InlineData("CAST(CAST(a AS FLOAT) AS DOUBLE)")]
    public void Keeps_casts_that_lose_something(string expression) => LeavesAlone(Input.Select($"{expression} AS x"));
}

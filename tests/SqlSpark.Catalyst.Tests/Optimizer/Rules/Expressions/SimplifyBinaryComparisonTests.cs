using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class SimplifyBinaryComparisonTests : RuleTest<SimplifyBinaryComparison>
{
    private static TestPlan Input => Relation("a INT, n INT NOT NULL, d DOUBLE NOT NULL");

    [Theory]
    [InlineData("a <=> a", "true")]
    [InlineData("n = n", "true")]
    [InlineData("d = d", "true")]
    [InlineData("n >= n", "true")]
    [InlineData("d <= d", "true")]
    [InlineData("n > n", "false")]
    [InlineData("d < d", "false")]
    [InlineData("n * 1.0D = 1.0D * n", "true")]
    public void A_value_compared_with_itself_is_decided(string condition, string expected) => Rewrites(
        Input.Select($"{condition} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [a, n, d]");

    [Theory]
    [InlineData("a = a")]
    [InlineData("a > a")]
    [InlineData("n = a")]
    [InlineData("10 % n <=> 10 % n")]
    [InlineData("volatile_random() = volatile_random()")]
    public void The_rest_stays(string condition) => LeavesAlone(Input.Select($"{condition} AS x"));
}

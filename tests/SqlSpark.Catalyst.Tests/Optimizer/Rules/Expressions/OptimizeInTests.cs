using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class OptimizeInTests : RuleTest<OptimizeIn>
{
    private static TestPlan Input => Relation("a INT, b INT, d DOUBLE");

    [Theory]
    [InlineData("a IN (1, 2, 1)", "a IN (1,2)")]
    [InlineData("a IN (1, b, 2, b)", "a IN (1,b,2)")]
    [InlineData("a IN (1, 1)", "(a = 1)")]
    [InlineData("a IN (1)", "(a = 1)")]
    [InlineData("a IN (b)", "(a = b)")]
    [InlineData("a NOT IN (1)", "NOT (a = 1)")]
    [InlineData("a IN (NULL, 1, NULL)", "a IN (CAST(NULL AS INT),1)")]
    [InlineData("d IN (CAST('NaN' AS DOUBLE), CAST('NaN' AS DOUBLE))", "(d = cast('NaN' as double))")]
    public void Each_item_stands_once(string condition, string expected) => Rewrites(
        Input.Select($"{condition} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [a, b, d]");

    [Theory]
    [InlineData("a IN (1, 2)")]
    [InlineData("a IN (1, b)")]
    [InlineData("d IN (volatile_random(), volatile_random())")]
    [InlineData("struct(a, b) IN (struct(1, 2))")]
    public void The_rest_stays(string condition) => LeavesAlone(Input.Select($"{condition} AS x"));
}

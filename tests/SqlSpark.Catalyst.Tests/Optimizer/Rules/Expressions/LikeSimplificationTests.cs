using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class LikeSimplificationTests : RuleTest<LikeSimplification>
{
    private static TestPlan Input => Relation("a INT, s STRING");

    [Theory]
    [InlineData("s LIKE 'ab'", "(s = 'ab')")]
    [InlineData("s LIKE ''", "(s = '')")]
    [InlineData("s LIKE 'a%'", "StartsWith(s, 'a')")]
    [InlineData("s LIKE '%b'", "EndsWith(s, 'b')")]
    [InlineData("s LIKE '%a%'", "Contains(s, 'a')")]
    [InlineData("s LIKE 'é%'", "StartsWith(s, 'é')")]
    [InlineData(@"s LIKE 'a\\b%' ESCAPE '/'", @"StartsWith(s, 'a\\b')")]
    [InlineData("upper(s) NOT LIKE '%A'", "NOT EndsWith(upper(s), 'A')")]
    public void Makes_a_simpler_test(string condition, string expected) => Rewrites(
        Input.Where(condition), $"Filter {expected}\n+- LocalRelation [a, s]");

    [Fact]
    public void Rewrites_outside_of_filters() => Rewrites(
        Input.Select("s LIKE 'a%' AS x"), "Project [StartsWith(s, 'a') AS x]\n+- LocalRelation [a, s]");

    [Theory]
    [InlineData("s LIKE '%'")]
    [InlineData("s LIKE '%%'")]
    [InlineData("s LIKE '_b'")]
    [InlineData("s LIKE 'a_%'")]
    [InlineData("s LIKE 'a%b'")]
    [InlineData("s LIKE '%a%b%'")]
    [InlineData("s LIKE 'a%%'")]
    [InlineData("s ILIKE 'a%'")]
    [InlineData("s LIKE s")]
    [InlineData("s LIKE NULL")]
    [InlineData(@"s LIKE 'a\\%'")]
    [InlineData("s LIKE 'a/%%' ESCAPE '/'")]
    public void Keeps_patterns_that_need_more(string condition) => LeavesAlone(Input.Where(condition));
}

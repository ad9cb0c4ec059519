using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class ReplaceRewriteCallsTests : RuleTest<ReplaceRewriteCalls>
{
    protected override Rule<LogicalPlan>[] Preparation => [];

    private static TestPlan Input => Relation("a INT, b INT");

    [Theory]
    [InlineData("nvl(a, b)", "coalesce(a, b)")]
    [InlineData("1 + nvl(a, nvl(b, 0))", "(1 + coalesce(a, coalesce(b, 0)))")]
    public void The_replacement_stands_in_the_place_of_the_call(string expression, string expected) => Rewrites(
        Input.Select($"{expression} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [a, b]");

    [Fact]
    public void Other_calls_stay() => LeavesAlone(Input.Select("upper('a') AS x"));
}

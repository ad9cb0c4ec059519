using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class ConstantFoldingTests : RuleTest<ConstantFolding>
{
    private static TestPlan Input => Relation("a INT, s STRING");

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("a + (1 + 1)", "(a + 2)")]
    [InlineData("upper('ab')", "'AB'")]
    [InlineData("CAST('12' AS INT)", "12")]
    [InlineData("1 > 2 OR 3 > 2", "true")]
    [InlineData("CAST(NULL AS INT) + 1", "CAST(NULL AS INT)")]
    [InlineData("CASE WHEN 1 = 1 THEN 'x' ELSE 'y' END", "'x'")]
    public void Computes_what_depends_on_no_row(string expression, string expected) => Rewrites(
        Input.Select($"{expression} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [a, s]");

    [Fact]
    public void Conditions_are_folded_in_part() => Rewrites(
        Input.Where("a > 1 + 1 AND s = concat('a', 'b')"),
        """
        Filter ((a > 2) AND (s = 'ab'))
        +- LocalRelation [a, s]
        """);

    [Fact]
    public void What_fails_is_left_for_the_row_that_wants_it()
    {
        LeavesAlone(Input.Select("1 % 0 AS x"));
        LeavesAlone(Input.Select("CASE WHEN a > 1 THEN CAST('x' AS INT) ELSE 0 END AS x"));
    }

    [Fact]
    public void Folds_around_what_fails() => Rewrites(
        Input.Select("if(a > 1 + 1, 1 % 0, 1 + 1) AS x"),
        """
        Project [if ((a > 2)) (1 % 0) else 2 AS x]
        +- LocalRelation [a, s]
        """);

    [Theory]
    [InlineData("a + 1")]
    [InlineData("5")]
    [InlineData("volatile_random()")]
    [InlineData("count(1)")]
    public void The_rest_stays(string expression) => LeavesAlone(Input.Select($"{expression} AS x"));
}

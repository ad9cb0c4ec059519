using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class NullPropagationTests : RuleTest<NullPropagation>
{
    private static TestPlan Input => Relation("a INT, b INT NOT NULL, s STRING, g INT");

    [Theory]
    [InlineData("a = CAST(NULL AS INT)")]
    [InlineData("s LIKE NULL")]
    [InlineData("CAST(NULL AS STRING) LIKE s")]
    [InlineData("NOT (a > CAST(NULL AS INT))")]
    [InlineData("CAST(NULL AS INT) IN (a, b)")]
    public void Conditions_on_NULL_are_NULL(string condition) => Becomes(condition, "CAST(NULL AS BOOLEAN)");

    [Theory]
    [InlineData("b IS NULL", "false")]
    [InlineData("b IS NOT NULL", "true")]
    [InlineData("a <=> CAST(NULL AS INT)", "isnull(a)")]
    [InlineData("CAST(NULL AS INT) <=> b", "false")]
    [InlineData("b <=> b + 0", "(b = (b + 0))")]
    public void Null_tests_of_what_is_known_are_decided(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("a + CAST(NULL AS INT)", "CAST(NULL AS INT)")]
    [InlineData("-CAST(NULL AS INT)", "CAST(NULL AS INT)")]
    [InlineData("upper(CAST(NULL AS STRING))", "CAST(NULL AS STRING)")]
    [InlineData("coalesce(NULL, a, b)", "coalesce(a, b)")]
    [InlineData("coalesce(NULL, b, a)", "b")]
    [InlineData("coalesce(a, b, g)", "coalesce(a, b)")]
    public void Values_made_of_NULL_are_NULL(string expression, string expected) => Becomes(expression, expected);

    [Fact]
    public void An_operand_that_fails_is_lost_with_the_rest() => Rewrites(
        Input.Select("10 % a + CAST(NULL AS INT) AS x"), "Project [CAST(NULL AS INT) AS x]\n+- LocalRelation [a, b, s, g]", losesErrors: true);

    [Fact]
    public void Counts_rows_when_the_argument_is_never_NULL() => Rewrites(
        Input.GroupBy("g", "g, count(b) AS n, count(a) AS m, count(DISTINCT b) AS d, count(b) FILTER (WHERE a > 1) AS f"),
        """
        Aggregate [g], [g, count(1) AS n, count(a) AS m, count(DISTINCT b) AS d, count(1) FILTER (WHERE (a > 1)) AS f]
        +- LocalRelation [a, b, s, g]
        """);

    [Fact]
    public void Counts_no_NULL_of_all_rows() => Rewrites(
        Input.Select("count(CAST(NULL AS INT)) AS n"), "Aggregate [], [0L AS n]\n+- LocalRelation [a, b, s, g]");

    [Fact]
    public void The_function_of_a_window_stays() => LeavesAlone(Input.Select("count(b) OVER (PARTITION BY g) AS n"));

    [Fact]
    public void Counts_no_NULL() => Rewrites(
        Input.GroupBy("g", "g, count(CAST(NULL AS INT)) AS n"), "Aggregate [g], [g, 0L AS n]\n+- LocalRelation [a, b, s, g]");

    [Theory]
    [InlineData("a IS NULL")]
    [InlineData("a + 1")]
    [InlineData("coalesce(a, b)")]
    [InlineData("a <=> b")]
    [InlineData("a IN (1, NULL)")]
    [InlineData("count(1)")]
    [InlineData("count(*)")]
    public void The_rest_stays(string expression) => LeavesAlone(Input.Select($"{expression} AS x"));

    private void Becomes(string expression, string expected) =>
        Assert.Equal($"Project [{expected} AS x]\n+- LocalRelation [a, b, s, g]", Printed(Input.Select($"{expression} AS x")));
}

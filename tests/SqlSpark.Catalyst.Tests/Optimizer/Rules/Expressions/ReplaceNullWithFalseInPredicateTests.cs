using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class ReplaceNullWithFalseInPredicateTests : RuleTest<ReplaceNullWithFalseInPredicate>
{
    protected override Rule<LogicalPlan>[] Preparation => WithFoldedConstants;

    private static TestPlan Input => Relation("p BOOLEAN, a INT, b INT");

    [Theory]
    [InlineData("CAST(NULL AS BOOLEAN)", "false")]
    [InlineData("p AND NULL", "(p AND false)")]
    [InlineData("p OR (a > 1 AND NULL)", "(p OR ((a > 1) AND false))")]
    [InlineData("if(p, NULL, a > 1)", "if (p) false else (a > 1)")]
    [InlineData("CASE WHEN a > 1 THEN NULL WHEN a < 1 THEN p END", "CASE WHEN (a > 1) THEN false WHEN (a < 1) THEN p ELSE false END")]
    [InlineData("CASE WHEN a > 1 THEN p ELSE NULL END", "CASE WHEN (a > 1) THEN p ELSE false END")]
    public void Filters_take_NULL_for_FALSE(string condition, string expected) => Rewrites(
        Input.Where(condition), $"Filter {expected}\n+- LocalRelation [p, a, b]");

    [Theory]
    [InlineData("if(p AND NULL, a, b)", "if ((p AND false)) a else b")]
    [InlineData("CASE WHEN p OR NULL THEN a ELSE b END", "CASE WHEN (p OR false) THEN a ELSE b END")]
    public void Conditions_of_values_take_NULL_for_FALSE(string expression, string expected) => Rewrites(
        Input.Select($"{expression} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [p, a, b]");

    [Fact]
    public void Conditions_of_aggregates_take_NULL_for_FALSE() => Rewrites(
        Input.GroupBy("b", "b, count(a) FILTER (WHERE p OR NULL) AS n"),
        """
        Aggregate [b], [b, count(a) FILTER (WHERE (p OR false)) AS n]
        +- LocalRelation [p, a, b]
        """);

    [Fact]
    public void Values_and_NOT_tell_NULL_from_FALSE()
    {
        LeavesAlone(Input.Select("p AND NULL AS x"));
        LeavesAlone(Input.Where("NOT (p AND NULL)"));
        LeavesAlone(Input.Where("(p AND NULL) IS NULL"));
    }
}

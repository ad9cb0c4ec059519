using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class SimplifyConditionalsTests : RuleTest<SimplifyConditionals>
{
    protected override Rule<LogicalPlan>[] Preparation => WithFoldedConstants;

    private static TestPlan Input => Relation("p BOOLEAN, n BOOLEAN NOT NULL, a INT, b INT");

    [Theory]
    [InlineData("if(TRUE, a, b)", "a")]
    [InlineData("if(FALSE, a, b)", "b")]
    [InlineData("if(NULL, a, b)", "b")]
    [InlineData("if(p, a, a)", "a")]
    [InlineData("if(a > 1, 1 + b, b + 1)", "(1 + b)")]
    public void IF_with_a_known_answer_goes(string expression, string expected) => Becomes(expression, expected);

    [Theory]
    [InlineData("CASE WHEN FALSE THEN a WHEN p THEN b ELSE 1 END", "CASE WHEN p THEN b ELSE 1 END")]
    [InlineData("CASE WHEN CAST(NULL AS BOOLEAN) THEN a WHEN p THEN b END", "CASE WHEN p THEN b END")]
    [InlineData("CASE WHEN p THEN a WHEN TRUE THEN b WHEN n THEN 1 ELSE 2 END", "CASE WHEN p THEN a ELSE b END")]
    [InlineData("CASE WHEN TRUE THEN a ELSE b END", "a")]
    [InlineData("CASE WHEN FALSE THEN a END", "CAST(NULL AS INT)")]
    [InlineData("CASE WHEN FALSE THEN a ELSE b END", "b")]
    public void Branches_that_are_never_or_always_taken_go(string expression, string expected) => Becomes(expression, expected);

    [Theory]
    [InlineData("CASE WHEN p THEN a WHEN p THEN b ELSE 1 END", "CASE WHEN p THEN a ELSE 1 END")]
    [InlineData("CASE WHEN p THEN a WHEN n THEN b ELSE b END", "CASE WHEN p THEN a ELSE b END")]
    [InlineData("CASE WHEN p THEN a WHEN n THEN a ELSE a END", "a")]
    [InlineData("CASE WHEN p THEN a WHEN n THEN NULL END", "CASE WHEN p THEN a END")]
    public void Branches_that_change_nothing_go(string expression, string expected) => Becomes(expression, expected);

    [Theory]
    [InlineData("if(n, TRUE, FALSE)", "n")]
    [InlineData("if(p, TRUE, FALSE)", "(p <=> true)")]
    [InlineData("if(n, FALSE, TRUE)", "NOT n")]
    [InlineData("if(p, FALSE, TRUE)", "NOT (p <=> true)")]
    [InlineData("CASE WHEN p THEN TRUE ELSE FALSE END", "(p <=> true)")]
    [InlineData("if(n, FALSE, NULL)", "(NOT n AND CAST(NULL AS BOOLEAN))")]
    [InlineData("if(n, TRUE, NULL)", "(n OR CAST(NULL AS BOOLEAN))")]
    [InlineData("if(n, NULL, FALSE)", "(n AND CAST(NULL AS BOOLEAN))")]
    [InlineData("if(n, NULL, TRUE)", "(NOT n OR CAST(NULL AS BOOLEAN))")]
    public void Choices_of_truth_values_are_conditions(string expression, string expected) => Becomes(expression, expected);

    [Theory]
    [InlineData("if(p, a, b)")]
    [InlineData("if(p, NULL, TRUE)")]
    [InlineData("if(10 % a = 1, b, b)")]
    [InlineData("CASE WHEN p THEN a WHEN 10 % a = 1 THEN b ELSE b END")]
    [InlineData("CASE WHEN p THEN a ELSE b END")]
    [InlineData("if(volatile_random() < 0.5D, a, a)")]
    public void The_rest_stays(string expression) => LeavesAlone(Input.Select($"{expression} AS x"));

    [Fact]
    public void A_branch_that_is_never_taken_does_not_fail() => Becomes("if(FALSE, 10 % a, b)", "b");

    private void Becomes(string expression, string expected) => Rewrites(
        Input.Select($"{expression} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [p, n, a, b]");
}

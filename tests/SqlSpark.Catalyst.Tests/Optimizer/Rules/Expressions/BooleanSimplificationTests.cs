using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class BooleanSimplificationTests : RuleTest<BooleanSimplification>
{
    private static TestPlan Input => Relation("p BOOLEAN, q BOOLEAN, r BOOLEAN, n BOOLEAN NOT NULL, m BOOLEAN NOT NULL, a INT");

    [Theory]
    [InlineData("p AND TRUE", "p")]
    [InlineData("TRUE AND p AND q", "(p AND q)")]
    [InlineData("p AND q AND FALSE", "false")]
    [InlineData("p OR FALSE", "p")]
    [InlineData("p OR q OR TRUE", "true")]
    public void Literals_decide_or_go(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("p AND p", "p")]
    [InlineData("p AND q AND p", "(p AND q)")]
    [InlineData("p OR q OR p", "(p OR q)")]
    [InlineData("a = 1 AND 1 = a", "(a = 1)")]
    [InlineData("(p AND q) AND (p AND q)", "(p AND q)")]
    public void Repetitions_go(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("p AND (p OR q)", "p")]
    [InlineData("(p OR q) AND p", "p")]
    [InlineData("p OR (q AND p)", "p")]
    [InlineData("(p AND q) OR p OR r", "(p OR r)")]
    [InlineData("(p OR q) AND (p OR q OR r)", "(p OR q)")]
    public void What_is_implied_is_absorbed(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("n AND NOT n", "false")]
    [InlineData("NOT n OR p OR n", "true")]
    [InlineData("p AND NOT p", "if (isnull(p)) CAST(NULL AS BOOLEAN) else false")]
    [InlineData("NOT p OR p", "if (isnull(NOT p)) CAST(NULL AS BOOLEAN) else true")]
    [InlineData("a < 3 AND q AND a >= 3", "(if (isnull((a < 3))) CAST(NULL AS BOOLEAN) else false AND q)")]
    [InlineData("a IS NULL AND a IS NOT NULL", "false")]
    [InlineData("p AND NOT p AND NOT p AND p", "if (isnull(p)) CAST(NULL AS BOOLEAN) else false")]
    public void A_condition_contradicts_its_opposite(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("n AND (NOT n OR p)", "(n AND p)")]
    [InlineData("NOT n AND (p OR n OR q)", "(NOT n AND (p OR q))")]
    [InlineData("n OR (NOT n AND p)", "(n OR p)")]
    [InlineData("n AND (NOT n OR NOT n)", "false")]
    public void Opposites_that_are_never_NULL_go_from_inner_chains(string condition, string expected) => Becomes(condition, expected);

    [Fact]
    public void Opposites_that_may_be_NULL_stay_in_inner_chains() => LeavesAlone(Input.Where("p AND (NOT p OR q)"));

    [Theory]
    [InlineData("(p OR q) AND (p OR r)", "(p OR (q AND r))")]
    [InlineData("(p AND q) OR (p AND r)", "(p AND (q OR r))")]
    [InlineData("(q AND p) OR (r AND p)", "(p AND (q OR r))")]
    [InlineData("(p AND q AND n) OR (n AND p AND r) OR (p AND m AND n)", "((p AND n) AND ((q OR r) OR m))")]
    [InlineData("r OR (p AND q) OR (p AND n)", "(r OR (p AND (q OR n)))")]
    [InlineData("(p AND q) OR (p AND r) OR (m AND n)", "((p AND (q OR r)) OR (m AND n))")]
    public void Common_factors_are_drawn_out(string condition, string expected) => Becomes(condition, expected);

    [Fact]
    public void A_factor_that_may_fail_stays_behind_its_guard()
    {
        LeavesAlone(Input.Where("(a != 0 AND 10 % a = 0) OR (a > 1 AND 10 % a = 0)"));
        Becomes("(a > 0 AND 10 % a = 0) OR (a > 0 AND 10 % a = 1)", "((a > 0) AND (((10 % a) = 0) OR ((10 % a) = 1)))");
    }

    [Theory]
    [InlineData("NOT NOT p", "p")]
    [InlineData("NOT TRUE", "false")]
    [InlineData("NOT (a < 1)", "(a >= 1)")]
    [InlineData("NOT (a <= 1)", "(a > 1)")]
    [InlineData("NOT (a > 1)", "(a <= 1)")]
    [InlineData("NOT (a >= 1)", "(a < 1)")]
    [InlineData("NOT (a IS NULL)", "isnotnull(a)")]
    [InlineData("NOT (p AND q AND NOT r)", "((NOT p OR NOT q) OR r)")]
    [InlineData("NOT (p OR (q AND a < 1))", "(NOT p AND (NOT q OR (a >= 1)))")]
    public void NOT_moves_inward(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("p = TRUE", "p")]
    [InlineData("FALSE = p", "NOT p")]
    [InlineData("(a < 1) = FALSE", "(a >= 1)")]
    [InlineData("n <=> TRUE", "n")]
    [InlineData("FALSE <=> n", "NOT n")]
    public void Comparisons_with_truth_values_go(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("p AND q")]
    [InlineData("p <=> TRUE")]
    [InlineData("NOT (a = 1)")]
    [InlineData("p AND NOT q")]
    [InlineData("p AND NULL")]
    public void The_rest_stays(string condition) => LeavesAlone(Input.Where(condition));

    [Fact]
    public void Random_conditions_are_no_repetitions()
    {
        LeavesAlone(Input.Where("volatile_random() < 0.5D AND volatile_random() < 0.5D"));
        LeavesAlone(Input.Where("(volatile_random() < 0.5D AND p) OR (volatile_random() < 0.5D AND q)"));
    }

    [Fact]
    public void An_error_of_what_cannot_matter_is_lost() => Rewrites(
        Input.Select("10 % a = 1 AND FALSE AS x"), "Project [false AS x]\n+- LocalRelation [p, q, r, n, m, a]", losesErrors: true);

    /// <summary>As a projected value, so that NULL differs from FALSE.</summary>
    private void Becomes(string condition, string expected) => Rewrites(
        Input.Select($"{condition} AS x"), $"Project [{expected} AS x]\n+- LocalRelation [p, q, r, n, m, a]");
}

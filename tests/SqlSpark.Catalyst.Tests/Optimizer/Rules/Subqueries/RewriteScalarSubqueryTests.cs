using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Errors;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

public sealed class RewriteScalarSubqueryTests : RuleTest<RewriteScalarSubquery>
{
    private static TestPlan Outer => Relation("a INT, b INT");

    [Fact]
    public void A_correlated_aggregation_is_grouped_by_its_keys() => Rewrites(
        Outer.Where("b > (SELECT max(v) FROM VALUES (1, 2), (2, 5) AS r(k, v) WHERE k = a)"),
        """
        Project [a, b]
        +- Filter (b > max(v))
           +- Join LeftOuter, (k = a)
              :- LocalRelation [a, b]
              +- Aggregate [k], [max(v) AS max(v), k]
                 +- SubqueryAlias r
                    +- LocalRelation [k, v]
        """);

    [Fact]
    public void A_count_over_no_rows_is_0() => Assert.Contains(
        "CASE WHEN isnull(_match) THEN 0", Printed(Outer.Select("a, (SELECT count(*) FROM VALUES (1), (1), (2) AS r(k) WHERE k = a) AS c")));

    [Fact]
    public void One_row_for_all_is_joined_with_all() => Rewrites(
        Outer.Where("b > (SELECT max(k) FROM VALUES (1), (2) AS r(k))"),
        """
        Project [a, b]
        +- Filter (b > max(k))
           +- Join Cross
              :- LocalRelation [a, b]
              +- Aggregate [], [max(k) AS max(k)]
                 +- SubqueryAlias r
                    +- LocalRelation [k]
        """);

    [Fact]
    public void No_row_is_NULL() => Assert.Contains("Join LeftOuter", Printed(Outer.Select("a, (SELECT k FROM VALUES (1) AS r(k) WHERE k > 5 LIMIT 1) AS n")));

    [Fact]
    public void The_same_subquery_is_computed_once() => Printed(Outer.GroupBy("a", "a, sum(b) + (SELECT max(k) FROM VALUES (1), (2) AS r(k)) AS s"));

    [Theory]
    [InlineData("b = (SELECT k FROM VALUES (1), (2) AS r(k))")]
    [InlineData("b = (SELECT k FROM VALUES (1), (2) AS r(k) WHERE k = a)")]
    public void Several_rows_for_a_value_are_refused(string condition)
    {
        var error = Assert.Throws<SqlSparkException>(() => new RewriteScalarSubquery().Apply(Outer.Where(condition).Build(TestData.Typical), RuleContext.Default));
        Assert.Equal("UNSUPPORTED_FEATURE.OPERATOR", error.Condition);
    }
}

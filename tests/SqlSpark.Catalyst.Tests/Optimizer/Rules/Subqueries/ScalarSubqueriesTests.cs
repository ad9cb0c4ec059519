using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

public sealed class ScalarSubqueriesTests : RuleTest<RewriteSubqueries>
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
    public void A_condition_that_is_no_equality_is_computed_for_each_value_of_the_outer_column() => Rewrites(
        Outer.Where("b > (SELECT max(v) FROM VALUES (1, 2), (2, 5) AS r(k, v) WHERE k < a)"),
        """
        Project [a, b]
        +- Filter (b > max(v))
           +- Join LeftOuter, (a <=> a)
              :- LocalRelation [a, b]
              +- Aggregate [a], [max(v) AS max(v), a]
                 +- Filter (k < a)
                    +- Join Cross
                       :- SubqueryAlias r
                       :  +- LocalRelation [k, v]
                       +- Distinct
                          +- Project [a AS a]
                             +- LocalRelation [a, b]
        """);

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
    public void A_query_without_FROM_is_its_expression() => Rewrites(
        Outer.Select("(SELECT a + 1) AS c"),
        """
        Project [(a + 1) AS c]
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void Rows_of_one_query_are_counted_once() => Assert.Contains(
        "is_single_row(_rows)", Printed(Outer.Select("a, (SELECT k FROM VALUES (1), (2) AS r(k) WHERE k > 1) AS n")));

    [Fact]
    public void Rows_for_a_row_are_counted_where_there_may_be_several() => Assert.Contains(
        "Aggregate [k], [first(v) AS v, count(1) AS _rows, k]", Printed(Outer.Select("a, (SELECT v FROM VALUES (1, 2), (2, 3) AS r(k, v) WHERE k = a) AS n")));

    [Fact]
    public void Groups_by_the_correlated_column_need_no_count() => Assert.DoesNotContain(
        "is_single_row", Printed(Outer.Select("a, (SELECT count(*) FROM VALUES (1, 2), (2, 3) AS r(k, v) WHERE k = a GROUP BY k) AS n")));

    [Fact]
    public void A_second_row_that_no_row_asks_for_is_no_error() => Assert.Null(
        Run(Query("SELECT x, (SELECT v FROM VALUES (1, 2), (9, 3), (9, 4) AS r(k, v) WHERE k = x) AS n FROM VALUES (1), (2) AS o(x)").Build(TestData.Typical)).Error);

    [Theory]
    [InlineData("SELECT x, (SELECT v FROM VALUES (1, 2), (1, 3) AS r(k, v) WHERE k = x) AS n FROM VALUES (1), (2) AS o(x)")]
    [InlineData("SELECT x, (SELECT v FROM VALUES (1), (2) AS r(v)) AS n FROM VALUES (1), (2) AS o(x)")]
    [InlineData("SELECT x FROM VALUES (1), (2) AS o(x) ORDER BY (SELECT v FROM VALUES (1), (2) AS r(v))")]
    public void A_second_row_for_a_value_is_an_error(string query) => Assert.Equal("SCALAR_SUBQUERY_TOO_MANY_ROWS", Run(Query(query).Build(TestData.Typical)).Error);

    [Fact]
    public void The_same_subquery_is_joined_once()
    {
        var plan = Printed(Outer.Select("a + (SELECT max(k) FROM VALUES (1), (2) AS r(k)) AS s, b + (SELECT max(k) FROM VALUES (1), (2) AS r(k)) AS t"));
        Assert.Equal(plan.IndexOf("Join", StringComparison.Ordinal), plan.LastIndexOf("Join", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_beside_aggregates_are_added_above_them() => Assert.Contains(
        "Aggregate [a], [a, sum(b) AS _aggregate]", Printed(Outer.GroupBy("a", "a, sum(b) + (SELECT max(k) FROM VALUES (1), (2) AS r(k)) AS s")));
}

using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Errors;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

public sealed class RewritePredicateSubqueryTests : RuleTest<RewritePredicateSubquery>
{
    private static TestPlan Outer => Relation("a INT, b INT");

    [Fact]
    public void EXISTS_becomes_a_semi_join_over_its_correlated_conditions() => Rewrites(
        Outer.Where("a > 1 AND EXISTS (SELECT 1 FROM VALUES (1, 2) AS r(k, v) WHERE k = a AND v > 1)"),
        """
        Join LeftSemi, (k = a)
        :- Filter (a > 1)
        :  +- LocalRelation [a, b]
        +- Project [1 AS 1, k]
           +- Filter (v > 1)
              +- SubqueryAlias r
                 +- LocalRelation [k, v]
        """);

    [Fact]
    public void NOT_EXISTS_becomes_an_anti_join() => Rewrites(
        Outer.Where("NOT EXISTS (SELECT k FROM VALUES (1), (2) AS r(k) WHERE k < a)"),
        """
        Join LeftAnti, (k < a)
        :- LocalRelation [a, b]
        +- Project [k]
           +- SubqueryAlias r
              +- LocalRelation [k]
        """);

    [Fact]
    public void IN_becomes_a_semi_join_over_equalities() => Rewrites(
        Outer.Where("(a, b) IN (SELECT k, v FROM VALUES (1, 2), (2, NULL) AS r(k, v))"),
        """
        Join LeftSemi, ((a = k) AND (b = v))
        :- LocalRelation [a, b]
        +- Project [k, v]
           +- SubqueryAlias r
              +- LocalRelation [k, v]
        """);

    [Fact]
    public void NOT_IN_lets_NULL_match_all() => Rewrites(
        Outer.Where("a NOT IN (SELECT k FROM VALUES (1), (NULL) AS r(k))"),
        """
        Join LeftAnti, ((a = k) OR isnull((a = k)))
        :- LocalRelation [a, b]
        +- Project [k]
           +- SubqueryAlias r
              +- LocalRelation [k]
        """);

    [Fact]
    public void Under_OR_a_column_says_whether_there_is_a_match() => Rewrites(
        Outer.Where("b > 3 OR a IN (SELECT k FROM VALUES (1) AS r(k))"),
        """
        Project [a, b]
        +- Filter ((b > 3) OR exists)
           +- Join Existence, (a = k)
              :- LocalRelation [a, b]
              +- Project [k]
                 +- SubqueryAlias r
                    +- LocalRelation [k]
        """);

    [Fact]
    public void In_a_SELECT_list_too() => Assert.Contains(
        "Join Existence, (k = a)", Printed(Outer.Select("a, EXISTS (SELECT 1 FROM VALUES (1), (2) AS r(k) WHERE k = a) AS e")));

    [Fact]
    public void As_in_Spark_a_correlated_aggregation_exists_where_it_has_rows()
    {
        // Spark's exists-count-bug.sql says so.
        var plan = new RewritePredicateSubquery().Apply(
            Outer.Where("EXISTS (SELECT count(*) FROM VALUES (1) AS r(k) WHERE k = a)").Build(TestData.Typical), RuleContext.Default);
        Assert.Contains("Aggregate [k#", plan.ToString());
    }

    [Fact]
    public void NOT_moves_to_the_subqueries() => Rewrites(
        Outer.Where("NOT (a > 5 OR a NOT IN (SELECT k FROM VALUES (1), (NULL) AS r(k)))"),
        """
        Join LeftSemi, (a = k)
        :- Filter NOT (a > 5)
        :  +- LocalRelation [a, b]
        +- Project [k]
           +- SubqueryAlias r
              +- LocalRelation [k]
        """);

    [Fact]
    public void Equalities_rise_through_an_aggregation() => Assert.Contains(
        "Aggregate [v, k], [v, k]", Printed(Outer.Where("b IN (SELECT v FROM VALUES (1, 2), (1, 3) AS r(k, v) WHERE k = a GROUP BY v)")));

    [Fact]
    public void A_relation_on_both_sides_gets_columns_of_its_own() =>
        Printed(Query("WITH t AS (SELECT id AS x, id % 3 AS y FROM range(10)) SELECT x FROM t WHERE EXISTS (SELECT 1 FROM t AS s WHERE s.x = t.y AND s.y <> t.x)"));

    [Theory]
    [InlineData("EXISTS (SELECT sum(k) FROM VALUES (1) AS r(k) WHERE k < a GROUP BY k % 2)")]
    [InlineData("a IN (SELECT count(*) FROM VALUES (1) AS r(k) WHERE k = b)")]
    public void Correlations_that_cannot_rise_are_refused(string condition)
    {
        var error = Assert.Throws<SqlSparkException>(() => new RewritePredicateSubquery().Apply(Outer.Where(condition).Build(TestData.Typical), RuleContext.Default));
        Assert.Equal("UNSUPPORTED_FEATURE.OPERATOR", error.Condition);
    }
}

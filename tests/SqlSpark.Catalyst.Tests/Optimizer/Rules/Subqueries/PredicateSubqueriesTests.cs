using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

public sealed class PredicateSubqueriesTests : RuleTest<RewriteSubqueries>
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
    public void Among_the_keys_and_outputs_of_an_aggregation_it_is_one_column() => Printed(Outer.GroupBy(
        "a IN (SELECT k FROM VALUES (1), (2) AS r(k))", "a IN (SELECT k FROM VALUES (1), (2) AS r(k)) AS g, count(*) AS n"));

    [Fact]
    public void An_aggregation_without_GROUP_BY_always_exists() => Rewrites(
        Outer.Where("EXISTS (SELECT count(*) FROM VALUES (1) AS r(k) WHERE k = a)"),
        """
        Filter true
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void The_first_rows_exist_when_any_do() => Assert.DoesNotContain(
        "Limit", Printed(Outer.Where("EXISTS (SELECT k FROM VALUES (1), (2) AS r(k) WHERE k = a ORDER BY k LIMIT 3)")));

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
    public void A_condition_of_an_inner_join_is_that_of_a_filter() => Assert.Contains(
        "Join LeftSemi, (a = k)", Printed(Outer.Join(Relation("c INT"), JoinType.Inner, "b = c AND a IN (SELECT k FROM VALUES (1), (2) AS r(k))")));

    [Theory]
    [InlineData("a IN (SELECT k FROM VALUES (1), (2) AS r(k))", ":- Join Existence, (a = k)")]
    [InlineData("c IN (SELECT k FROM VALUES (1), (2) AS r(k))", "+- Join Existence, (c = k)")]
    public void A_condition_of_an_outer_join_is_joined_with_the_side_that_it_reads(string condition, string expected) => Assert.Contains(
        expected, Printed(Outer.Join(Relation("c INT"), JoinType.LeftOuter, $"b = c AND {condition}")));
}

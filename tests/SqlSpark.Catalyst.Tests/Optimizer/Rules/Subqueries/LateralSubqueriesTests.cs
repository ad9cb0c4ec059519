using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

public sealed class LateralSubqueriesTests : RuleTest<RewriteSubqueries>
{
    private const string Left = "FROM VALUES (1, 2), (2, NULL), (NULL, 3) AS l(a, b)";
    private const string Right = "VALUES (1, 5), (1, 6), (3, 7) AS r(k, v)";

    [Fact]
    public void A_SELECT_list_is_computed_above_the_join() => Rewrites(
        Query($"SELECT * {Left}, LATERAL (SELECT v + a AS s FROM {Right} WHERE k = a)"),
        """
        Project [a, b, s]
        +- Project [a, b, (v + a) AS s]
           +- Join Inner, (k = a)
              :- SubqueryAlias l
              :  +- LocalRelation [a, b]
              +- SubqueryAlias r
                 +- LocalRelation [k, v]
        """);

    [Fact]
    public void Without_FROM_there_is_no_join() => Rewrites(
        Query($"SELECT * {Left}, LATERAL (SELECT a + b AS s)"),
        """
        Project [a, b, s]
        +- Project [a, b, (a + b) AS s]
           +- SubqueryAlias l
              +- LocalRelation [a, b]
        """);

    [Fact]
    public void LEFT_JOIN_computes_it_for_rows_with_a_match() => Assert.Contains(
        "CASE WHEN isnotnull(_match) THEN (v + a)", Printed(Query($"SELECT * {Left} LEFT JOIN LATERAL (SELECT v + a AS s FROM {Right} WHERE k = a)")));

    [Fact]
    public void An_aggregation_keeps_its_row_over_nothing() => Rewrites(
        Query($"SELECT * {Left}, LATERAL (SELECT count(*) AS n FROM {Right} WHERE k = a) AS x"),
        """
        Project [a, b, n]
        +- Project [a, b, n]
           +- Join Inner, (a <=> a)
              :- SubqueryAlias l
              :  +- LocalRelation [a, b]
              +- SubqueryAlias x
                 +- Project [CASE WHEN isnull(_match) THEN 0L ELSE n END AS n, a]
                    +- Join LeftOuter, (k = a)
                       :- Distinct
                       :  +- Project [a AS a]
                       :     +- SubqueryAlias l
                       :        +- LocalRelation [a, b]
                       +- Project [n, k, true AS _match]
                          +- Aggregate [k], [count(1) AS n, k]
                             +- SubqueryAlias r
                                +- LocalRelation [k, v]
        """);

    [Fact]
    public void The_right_side_may_be_the_left_one_again() => Printed(Query(
        "WITH t AS (SELECT id AS x, id % 3 AS y FROM range(10)) SELECT * FROM t, LATERAL (SELECT max(s.x) AS m FROM t AS s WHERE s.y = t.y AND s.x < t.x)"));
}

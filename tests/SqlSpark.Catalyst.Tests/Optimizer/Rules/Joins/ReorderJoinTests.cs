using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class ReorderJoinTests : RuleTest<ReorderJoin>
{
    [Fact]
    public void Joins_the_pair_with_the_fewest_rows_first() => Rewrites(
        Relation("a INT").Join(Relation("b INT, c INT"), JoinType.Cross, null).Join(Query("SELECT 3 AS d"), JoinType.Inner, "c = d AND a = b"),
        """
        Join Inner, (a = b)
        :- LocalRelation [a]
        +- Join Inner, (c = d)
           :- LocalRelation [b, c]
           +- Project [3 AS d]
              +- OneRowRelation
        """);

    [Fact]
    public void Makes_cross_products_only_when_nothing_else_is_left_and_keeps_the_columns() => Rewrites(
        Relation("a INT").Join(Relation("b INT"), JoinType.Cross, null).Join(Relation("c INT"), JoinType.Inner, "a = c"),
        """
        Project [a, b, c]
        +- Join Inner
           :- Join Inner, (a = c)
           :  :- LocalRelation [a]
           :  +- LocalRelation [c]
           +- LocalRelation [b]
        """);

    [Fact]
    public void A_condition_over_three_inputs_stands_where_they_meet() => Rewrites(
        Relation("a INT").Join(Relation("b INT"), JoinType.Cross, null).Join(Relation("c INT"), JoinType.Inner, "a = c AND b = c AND a + b > c"),
        """
        Project [a, b, c]
        +- Join Inner, ((b = c) AND ((a + b) > c))
           :- Join Inner, (a = c)
           :  :- LocalRelation [a]
           :  +- LocalRelation [c]
           +- LocalRelation [b]
        """);

    [Fact]
    public void Goes_around_outer_joins() => LeavesAlone(
        Relation("a INT").Join(Relation("b INT"), JoinType.LeftOuter, "a = b").Join(Relation("c INT"), JoinType.Inner, "a = c"));

    [Fact]
    public void Leaves_a_good_order_alone() => LeavesAlone(
        Query("SELECT 3 AS d").Join(Relation("b INT, c INT"), JoinType.Inner, "c = d").Join(Relation("a INT"), JoinType.Inner, "a = b"));
}

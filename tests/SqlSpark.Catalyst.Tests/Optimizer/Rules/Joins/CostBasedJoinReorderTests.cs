using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class CostBasedJoinReorderTests : RuleTest<CostBasedJoinReorder>
{
    private static TestPlan One(string name) => Query($"SELECT 3 AS {name}");

    [Fact]
    public void Joins_the_pair_with_the_fewest_rows_first() => Rewrites(
        Relation("a INT").Join(Relation("b INT, c INT"), JoinType.Cross, null).Join(One("d"), JoinType.Inner, "c = d AND a = b"),
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
    public void Joins_by_equalities_that_follow_from_others_and_needs_one_for_each_column() => Rewrites(
        One("a").Join(Relation("b INT"), JoinType.Cross, null).Join(Relation("c INT, e INT"), JoinType.Inner, "a = c AND b = c AND a + b > e"),
        """
        Join Inner, ((a = c) AND ((a + b) > e))
        :- Join Inner, (a = b)
        :  :- Project [3 AS a]
        :  :  +- OneRowRelation
        :  +- LocalRelation [b]
        +- LocalRelation [c, e]
        """);

    [Fact]
    public void Columns_of_one_relation_that_equal_the_same_column_are_made_equal_first() => Rewrites(
        One("a").Join(Relation("b INT"), JoinType.Cross, null).Join(Relation("c INT, d INT"), JoinType.Inner, "a = b AND b = c AND b = d"),
        """
        Project [a, b, c, d]
        +- Join Inner, (a = b)
           :- Join Inner, (a = c)
           :  :- Project [3 AS a]
           :  :  +- OneRowRelation
           :  +- Filter (c = d)
           :     +- LocalRelation [c, d]
           +- LocalRelation [b]
        """);

    [Fact]
    public void A_semi_join_comes_before_joins_that_make_more_rows() => Rewrites(
        Relation("a INT").Join(Relation("b INT"), JoinType.Inner, "a = b").Join(One("d"), JoinType.LeftSemi, "a = d"),
        """
        Join Inner, (a = b)
        :- Join LeftSemi, (a = d)
        :  :- LocalRelation [a]
        :  +- Project [3 AS d]
        :     +- OneRowRelation
        +- LocalRelation [b]
        """);

    [Fact]
    public void An_anti_join_waits_for_joins_that_leave_few_rows() => Rewrites(
        Relation("a INT, x INT").Join(Relation("b INT"), JoinType.LeftAnti, "a = b").Join(One("d"), JoinType.Inner, "x = d"),
        """
        Join LeftAnti, (a = b)
        :- Join Inner, (x = d)
        :  :- LocalRelation [a, x]
        :  +- Project [3 AS d]
        :     +- OneRowRelation
        +- LocalRelation [b]
        """);

    [Fact]
    public void A_left_outer_join_waits_too() => Rewrites(
        Relation("a INT, x INT").Join(Relation("b INT"), JoinType.LeftOuter, "a = b").Join(One("d"), JoinType.Inner, "x = d"),
        """
        Project [a, x, b, d]
        +- Join LeftOuter, (a = b)
           :- Join Inner, (x = d)
           :  :- LocalRelation [a, x]
           :  +- Project [3 AS d]
           :     +- OneRowRelation
           +- LocalRelation [b]
        """);

    [Fact]
    public void A_join_that_reads_what_an_outer_join_adds_stays_above_it() => LeavesAlone(
        Relation("a INT").Join(Relation("b INT, c INT"), JoinType.LeftOuter, "a = b").Join(One("d"), JoinType.Inner, "c <=> d"));

    [Fact]
    public void Nothing_moves_through_a_full_outer_join_whose_other_side_it_does_not_read() => LeavesAlone(
        Relation("a INT, x INT").Join(Relation("b INT"), JoinType.FullOuter, "a = b").Join(One("d"), JoinType.LeftSemi, "x <=> d"));

    [Fact]
    public void Leaves_a_good_order_alone() => LeavesAlone(
        One("d").Join(Relation("b INT, c INT"), JoinType.Inner, "c = d").Join(Relation("a INT"), JoinType.Inner, "a = b"));
}

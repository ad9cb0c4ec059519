using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class PushPredicateThroughJoinTests : RuleTest<PushPredicateThroughJoin>
{
    private static TestPlan Left => Relation("a INT, b INT");

    private static TestPlan Right => Relation("c INT, d INT");

    [Fact]
    public void An_inner_join_takes_conditions_over_both_sides_and_hands_on_the_others() => Rewrites(
        Left.Join(Right, JoinType.Inner, "a = c AND b > 1").Where("a > 0 AND d < 3 AND b < d"),
        """
        Join Inner, ((b < d) AND (a = c))
        :- Filter (b > 1)
        :  +- Filter (a > 0)
        :     +- LocalRelation [a, b]
        +- Filter (d < 3)
           +- LocalRelation [c, d]
        """);

    [Fact]
    public void A_cross_join_too() => Rewrites(
        Left.Join(Right, JoinType.Cross, null).Where("a = c"),
        """
        Join Cross, (a = c)
        :- LocalRelation [a, b]
        +- LocalRelation [c, d]
        """);

    [Fact]
    public void Left_rows_that_come_without_a_match_are_dropped_from_above_only() => Rewrites(
        Left.Join(Right, JoinType.LeftOuter, "a = c AND b > 1 AND d < 3").Where("a > 0 AND d > 5 AND b > d"),
        """
        Filter ((d > 5) AND (b > d))
        +- Join LeftOuter, ((b > 1) AND (a = c))
           :- Filter (a > 0)
           :  +- LocalRelation [a, b]
           +- Filter (d < 3)
              +- LocalRelation [c, d]
        """);

    [Fact]
    public void Right_ones_likewise() => Rewrites(
        Left.Join(Right, JoinType.RightOuter, "a = c AND b > 1 AND d < 3").Where("a > 0 AND d > 5"),
        """
        Filter (a > 0)
        +- Join RightOuter, ((d < 3) AND (a = c))
           :- Filter (b > 1)
           :  +- LocalRelation [a, b]
           +- Filter (d > 5)
              +- LocalRelation [c, d]
        """);

    [Fact]
    public void A_full_outer_join_lets_nothing_pass() => LeavesAlone(Left.Join(Right, JoinType.FullOuter, "a = c AND b > 1 AND d < 3").Where("a > 0 AND d > 5"));

    [Fact]
    public void A_semi_join_hands_on_conditions_of_both_sides() => Rewrites(
        Left.Join(Right, JoinType.LeftSemi, "a = c AND b > 1 AND d < 3").Where("a > 0"),
        """
        Join LeftSemi, (a = c)
        :- Filter (b > 1)
        :  +- Filter (a > 0)
        :     +- LocalRelation [a, b]
        +- Filter (d < 3)
           +- LocalRelation [c, d]
        """);

    [Fact]
    public void An_anti_join_keeps_left_conditions_of_its_own() => Rewrites(
        Left.Join(Right, JoinType.LeftAnti, "a = c AND b > 1 AND d < 3").Where("a > 0"),
        """
        Join LeftAnti, ((b > 1) AND (a = c))
        :- Filter (a > 0)
        :  +- LocalRelation [a, b]
        +- Filter (d < 3)
           +- LocalRelation [c, d]
        """);

    [Fact]
    public void Random_conditions_stay() => Rewrites(
        Left.Join(Right, JoinType.Inner, "a = c").Where("volatile_random() < 0.5 AND a > 0"),
        """
        Filter (volatile_random() < cast(0.5BD as double))
        +- Join Inner, (a = c)
           :- Filter (a > 0)
           :  +- LocalRelation [a, b]
           +- LocalRelation [c, d]
        """,
        runs: false);
}

using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class PushExtraPredicateThroughJoinTests : RuleTest<PushExtraPredicateThroughJoin>
{
    private const string Either = "(c = 1 AND d = 2) OR (c = 3 AND d = 0 AND a < 3)";

    private static TestPlan Left => Relation("a INT, c INT");

    private static TestPlan Right => Relation("b INT, d INT");

    [Fact]
    public void Both_sides_of_an_inner_join_are_filtered_and_the_condition_stays() => Rewrites(
        Left.Join(Right, JoinType.Inner, $"a = b AND ({Either})"),
        """
        Join Inner, ((a = b) AND (((c = 1) AND (d = 2)) OR (((c = 3) AND (d = 0)) AND (a < 3))))
        :- Filter ((c = 1) OR ((c = 3) AND (a < 3)))
        :  +- LocalRelation [a, c]
        +- Filter ((d = 2) OR (d = 0))
           +- LocalRelation [b, d]
        """);

    [Fact]
    public void A_side_that_some_member_demands_nothing_of_is_not_filtered() => Rewrites(
        Left.Join(Right, JoinType.Inner, "(c = 1 AND d = 2) OR c = 3"),
        """
        Join Inner, (((c = 1) AND (d = 2)) OR (c = 3))
        :- Filter ((c = 1) OR (c = 3))
        :  +- LocalRelation [a, c]
        +- LocalRelation [b, d]
        """);

    [Theory]
    [InlineData(JoinType.LeftOuter)]
    [InlineData(JoinType.LeftAnti)]
    public void Only_the_right_side_is_filtered_where_left_rows_without_a_match_are_kept(JoinType type) => Rewrites(
        Left.Join(Right, type, Either),
        $"""
        Join {type}, (((c = 1) AND (d = 2)) OR (((c = 3) AND (d = 0)) AND (a < 3)))
        :- LocalRelation [a, c]
        +- Filter ((d = 2) OR (d = 0))
           +- LocalRelation [b, d]
        """);

    [Fact]
    public void Nested_alternatives_count() => Rewrites(
        Left.Join(Right, JoinType.LeftSemi, "(c = 1 AND (d = 2 OR (d = 0 AND a > 1))) OR (c = 3 AND d = 1)"),
        """
        Join LeftSemi, (((c = 1) AND ((d = 2) OR ((d = 0) AND (a > 1)))) OR ((c = 3) AND (d = 1)))
        :- Filter ((c = 1) OR (c = 3))
        :  +- LocalRelation [a, c]
        +- Filter (((d = 2) OR (d = 0)) OR (d = 1))
           +- LocalRelation [b, d]
        """);

    [Fact]
    public void A_full_outer_join_is_left_alone() => LeavesAlone(Left.Join(Right, JoinType.FullOuter, Either));

    [Fact]
    public void What_may_fail_is_not_repeated() => LeavesAlone(
        Left.Join(Right, JoinType.Inner, "(1 / c > 1 AND 1 / d > a) OR (1 / c > 2 AND 1 / d > a)"));
}

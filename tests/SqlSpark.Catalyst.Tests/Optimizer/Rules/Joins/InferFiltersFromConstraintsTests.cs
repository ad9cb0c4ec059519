using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class InferFiltersFromConstraintsTests : RuleTest<InferFiltersFromConstraints>
{
    private static TestPlan Left => Relation("a INT, c INT");

    private static TestPlan Right => Relation("b INT, d INT");

    [Theory]
    [InlineData(JoinType.Inner)]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftOuter)]
    [InlineData(JoinType.LeftAnti)]
    public void The_right_side_is_filtered_like_the_left(JoinType type) => Rewrites(
        Left.Where("a > 1 AND c = 2").Join(Right, type, "a = b"),
        $"""
        Join {type}, (a = b)
        :- Filter ((a > 1) AND (c = 2))
        :  +- LocalRelation [a, c]
        +- Filter (b > 1)
           +- LocalRelation [b, d]
        """);

    [Theory]
    [InlineData(JoinType.Inner)]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.RightOuter)]
    public void The_left_side_is_filtered_like_the_right(JoinType type) => Rewrites(
        Left.Join(Right.Where("b IN (1, 2)"), type, "a = b"),
        $"""
        Join {type}, (a = b)
        :- Filter a IN (1,2)
        :  +- LocalRelation [a, c]
        +- Filter b IN (1,2)
           +- LocalRelation [b, d]
        """);

    [Fact]
    public void What_holds_below_joins_and_groups_holds_above() => Rewrites(
        Left.Where("a > 1").GroupBy("a", "a, count(*) AS n").Join(Relation("e INT"), JoinType.LeftOuter, "n = e").Join(Right, JoinType.Inner, "a = b"),
        """
        Join Inner, (a = b)
        :- Join LeftOuter, (n = cast(e as bigint))
        :  :- Aggregate [a], [a, count(1) AS n]
        :  :  +- Filter (a > 1)
        :  :     +- LocalRelation [a, c]
        :  +- LocalRelation [e]
        +- Filter (b > 1)
           +- LocalRelation [b, d]
        """);

    [Fact]
    public void A_condition_that_has_moved_into_what_computes_the_key_is_known() => LeavesAlone(
        Left.Where("a > 1").Join(Right.Where("b + 1 > 1").Select("b + 1 AS e").GroupBy("e", "e, count(*) AS n"), JoinType.Inner, "a = e"));

    [Fact]
    public void The_side_that_keeps_rows_without_a_match_is_not_filtered() => LeavesAlone(Left.Join(Right.Where("b > 1"), JoinType.LeftOuter, "a = b"));

    [Fact]
    public void What_may_fail_is_not_repeated() => LeavesAlone(Left.Where("1 / a > 0").Join(Right, JoinType.Inner, "a = b"));

    [Fact]
    public void Zeros_of_either_sign_are_equal_and_not_the_same() =>
        LeavesAlone(Relation("a DOUBLE").Where("cast(a AS STRING) = '0.0'").Join(Relation("b DOUBLE"), JoinType.Inner, "a = b"));

    [Fact]
    public void An_equality_of_NULLs_tells_less() => LeavesAlone(Left.Where("a > 1").Join(Right, JoinType.Inner, "a <=> b"));

    [Fact]
    public void A_large_condition_is_not_repeated() =>
        LeavesAlone(Left.Where(string.Join(" OR ", Enumerable.Range(1, 20).Select(i => $"a % {i} = {i - 1}"))).Join(Right, JoinType.Inner, "a = b"));
}

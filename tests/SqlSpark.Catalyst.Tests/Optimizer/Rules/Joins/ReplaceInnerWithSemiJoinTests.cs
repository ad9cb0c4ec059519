using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class ReplaceInnerWithSemiJoinTests : RuleTest<ReplaceInnerWithSemiJoin>
{
    private static TestPlan Left => Relation("a INT, b INT");

    private static TestPlan Right => Relation("k INT, l INT");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases(), new ReplaceDistinctWithAggregate()];

    [Fact]
    public void The_side_that_is_not_read_only_tests() => Rewrites(
        Left.Join(Right, JoinType.Inner, "a = k AND b <=> l").Select("a, b").Distinct(),
        """
        Aggregate [a, b], [a, b]
        +- Project [a, b]
           +- Join LeftSemi, ((a = k) AND (b <=> l))
              :- LocalRelation [a, b]
              +- LocalRelation [k, l]
        """);

    [Fact]
    public void The_left_side_becomes_the_right_one() => Rewrites(
        Left.Join(Right, JoinType.Inner, "a = k").GroupBy("k", "k, max(l) AS m, count(DISTINCT l) AS n"),
        """
        Aggregate [k], [k, max(l) AS m, count(DISTINCT l) AS n]
        +- Join LeftSemi, (a = k)
           :- LocalRelation [k, l]
           +- LocalRelation [a, b]
        """);

    [Fact]
    public void A_cross_join_asks_whether_there_are_rows() => Rewrites(
        Left.Join(Right, JoinType.Cross, null).Select("max(a) AS m"),
        """
        Aggregate [], [max(a) AS m]
        +- Join LeftSemi
           :- LocalRelation [a, b]
           +- LocalRelation [k, l]
        """);

    [Fact]
    public void Joins_below_joins_and_unions_follow() => Rewrites(
        Left.Join(Right, JoinType.Inner, "a = k").Where("a > 0").Select("a AS u").Union(Left.Select("b"))
            .Join(Relation("c INT, d INT").Join(Relation("e INT"), JoinType.Inner, "d = e"), JoinType.LeftOuter, "u = c").GroupBy("u", "u, max(c) AS m"),
        """
        Aggregate [u], [u, max(c) AS m]
        +- Join LeftOuter, (u = c)
           :- Union
           :  :- Project [a AS u]
           :  :  +- Filter (a > 0)
           :  :     +- Join LeftSemi, (a = k)
           :  :        :- LocalRelation [a, b]
           :  :        +- LocalRelation [k, l]
           :  +- Project [b]
           :     +- LocalRelation [a, b]
           +- Join LeftSemi, (d = e)
              :- LocalRelation [c, d]
              +- LocalRelation [e]
        """);

    [Theory]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftAnti)]
    public void The_right_side_of_a_test_may_repeat_rows(JoinType type) => Rewrites(
        Left.Join(Right.Join(Relation("e INT"), JoinType.Inner, "l = e"), type, "a = k"),
        $"""
        Join {type}, (a = k)
        :- LocalRelation [a, b]
        +- Join LeftSemi, (l = e)
           :- LocalRelation [k, l]
           +- LocalRelation [e]
        """);

    [Fact]
    public void Where_rows_count_or_both_sides_are_read_nothing_changes()
    {
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").Select("a"));
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").GroupBy("a", "a, count(b) AS n"));
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").GroupBy("a", "a, count(DISTINCT b) AS n, sum(b) AS s"));
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").Select("a, l").Distinct());
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k AND b < l").Select("a, b").Distinct());
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a < k").Select("a").Distinct());
        LeavesAlone(Left.Join(Right, JoinType.LeftOuter, "a = k").Select("a").Distinct());
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").Limit(2).Select("a").Distinct());
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").Select("a, volatile_random() AS r").Distinct());
        LeavesAlone(Left.Join(Right, JoinType.Inner, "a = k").Select("a, count(*) OVER (PARTITION BY a) AS n").Distinct());
    }
}

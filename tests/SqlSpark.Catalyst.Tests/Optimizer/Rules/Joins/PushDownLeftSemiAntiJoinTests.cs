using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class PushDownLeftSemiAntiJoinTests : RuleTest<PushDownLeftSemiAntiJoin>
{
    private static TestPlan Left => Relation("a INT, b INT");

    private static TestPlan Right => Relation("k INT, l INT");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases()];

    [Theory]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftAnti)]
    public void It_moves_under_a_projection_that_hands_on_what_it_reads(JoinType type) => Rewrites(
        Left.Select("a AS x, a + b AS s, b").Join(Right, type, "x = k AND b < l"),
        $"""
        Project [a AS x, (a + b) AS s, b]
        +- Join {type}, ((a = k) AND (b < l))
           :- LocalRelation [a, b]
           +- LocalRelation [k, l]
        """);

    [Fact]
    public void It_moves_with_a_condition_that_is_true_for_NULL() => Rewrites(
        Left.Select("a AS x, a + b AS s").Join(Right, JoinType.LeftAnti, "x = k OR (x = k) IS NULL"),
        """
        Project [a AS x, (a + b) AS s]
        +- Join LeftAnti, ((a = k) OR isnull((a = k)))
           :- LocalRelation [a, b]
           +- LocalRelation [k, l]
        """);

    [Fact]
    public void It_moves_as_far_as_it_goes() => Rewrites(
        Left.Select("a AS x, a + b AS s").Select("x AS y, s * 2 AS t").Join(Right, JoinType.LeftSemi, null),
        """
        Project [x AS y, (s * 2) AS t]
        +- Project [a AS x, (a + b) AS s]
           +- Join LeftSemi
              :- LocalRelation [a, b]
              +- LocalRelation [k, l]
        """);

    [Theory]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftAnti)]
    public void It_moves_under_a_window_whose_partitions_stay_whole(JoinType type) => Rewrites(
        Left.Select("a, b, count(*) OVER (PARTITION BY a) AS n").Join(Right, type, "a = k"),
        $"""
        Project [a, b, n]
        +- Window [count(1) windowspecdefinition(PARTITION BY a ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS n], [a], []
           +- Join {type}, (a = k)
              :- LocalRelation [a, b]
              +- LocalRelation [k, l]
        """);

    [Theory]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftAnti)]
    public void It_moves_under_a_generator_that_makes_nothing_that_it_reads(JoinType type) => Rewrites(
        Left.LateralView("explode(array(a, b)) t AS x").Join(Right, type, "a = k"),
        $"""
        Project [a, b, x]
        +- Generate explode(array(a, b)), false, [x]
           +- Join {type}, (a = k)
              :- LocalRelation [a, b]
              +- LocalRelation [k, l]
        """);

    [Fact]
    public void It_stays_over_what_computes_its_keys()
    {
        LeavesAlone(Left.Select("a + b AS s, a").Join(Right, JoinType.LeftSemi, "s = k"));
        LeavesAlone(Left.Select("a, b, count(*) OVER (PARTITION BY a) AS n").Join(Right, JoinType.LeftSemi, "b = k"));
        LeavesAlone(Left.Select("a, b, count(*) OVER (PARTITION BY a) AS n").Join(Right, JoinType.LeftAnti, "a = k AND n = l"));
        LeavesAlone(Relation("a DOUBLE").Select("a, count(*) OVER (PARTITION BY a) AS n").Join(Right, JoinType.LeftSemi, "CAST(a AS STRING) < CAST(k AS STRING)"));
        LeavesAlone(Left.LateralView("explode(array(a, b)) t AS x").Join(Right, JoinType.LeftSemi, "x = k"));
        LeavesAlone(Left.LateralView("explode(array(a, b)) t AS x").Join(Right, JoinType.LeftSemi, "1 / a = k"));
        LeavesAlone(Left.Select("a, volatile_random() AS r").Join(Right, JoinType.LeftSemi, "a = k"));
    }

    [Fact]
    public void Other_joins_and_other_inputs_stay()
    {
        LeavesAlone(Left.Select("a AS x, a + b AS s").Join(Right, JoinType.Inner, "x = k"));
        LeavesAlone(Left.Select("a AS x, a + b AS s").Join(Right, JoinType.LeftOuter, "x = k"));
        LeavesAlone(Left.Select("a").Join(Right, JoinType.LeftSemi, "a = k"));
        LeavesAlone(Left.GroupBy("a", "a, count(*) AS n").Join(Right, JoinType.LeftSemi, "a = k"));
        LeavesAlone(Left.Union(Left).Join(Right, JoinType.LeftSemi, "a = k"));
        LeavesAlone(Left.Limit(3).Join(Right, JoinType.LeftSemi, "a = k"));
    }
}

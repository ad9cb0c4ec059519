using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class EliminateUnusedOuterJoinTests : RuleTest<EliminateUnusedOuterJoin>
{
    private static TestPlan Left => Relation("a INT, b INT");

    private static TestPlan Right => Relation("c INT, d INT");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases()];

    [Fact]
    public void A_side_that_is_unique_and_not_read_goes()
    {
        Rewrites(
            Left.Join(Right.GroupBy("c", "c, max(d) AS m"), JoinType.LeftOuter, "a = c AND m > b").Select("a + 1 AS x, b"),
            """
            Project [(a + 1) AS x, b]
            +- LocalRelation [a, b]
            """);
        Rewrites(
            Right.GroupBy("c", "c").Join(Left, JoinType.RightOuter, "a = c").Select("b"),
            """
            Project [b]
            +- LocalRelation [a, b]
            """);
        Rewrites(
            Left.Join(Right.Select("max(d) AS m"), JoinType.LeftOuter, null).Select("b"),
            """
            Project [b]
            +- LocalRelation [a, b]
            """);
    }

    [Fact]
    public void Below_an_aggregation_that_does_not_mind_duplicates_it_need_not_be_unique()
    {
        Rewrites(
            Left.Join(Right, JoinType.LeftOuter, "a = c").GroupBy("a", "a, max(b) AS m, count(DISTINCT b) AS n"),
            """
            Aggregate [a], [a, max(b) AS m, count(DISTINCT b) AS n]
            +- LocalRelation [a, b]
            """);
        Rewrites(
            Left.Join(Right, JoinType.LeftOuter, "a < c").Select("a + b AS s").GroupBy("s", "s"),
            """
            Aggregate [s], [s]
            +- Project [(a + b) AS s]
               +- LocalRelation [a, b]
            """);
    }

    [Fact]
    public void What_adds_rows_or_columns_or_drops_rows_stays()
    {
        LeavesAlone(Left.Join(Right, JoinType.LeftOuter, "a = c").Select("a"), ofFewRows: false);
        LeavesAlone(Left.Join(Right, JoinType.LeftOuter, "a = c").GroupBy("a", "a, count(b) AS n"), ofFewRows: false);
        LeavesAlone(Left.Join(Right.GroupBy("c, d", "c, d"), JoinType.LeftOuter, "a = c").Select("a"), ofFewRows: false);
        LeavesAlone(Left.Join(Right.GroupBy("c", "c"), JoinType.LeftOuter, "a = c + 1").Select("a"), ofFewRows: false);
        LeavesAlone(Left.Join(Right.GroupBy("c", "c"), JoinType.LeftOuter, "a = c").Select("a, c"), ofFewRows: false);
        LeavesAlone(Left.Join(Right.GroupBy("c", "c"), JoinType.Inner, "a = c").Select("a"), ofFewRows: false);
        LeavesAlone(Left.Join(Right.GroupBy("c", "c"), JoinType.FullOuter, "a = c").Select("a"), ofFewRows: false);
        LeavesAlone(Left.GroupBy("a", "a").Join(Right, JoinType.LeftOuter, "a = c").Select("c"), ofFewRows: false);
    }
}

using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class EliminateOuterJoinTests : RuleTest<EliminateOuterJoin>
{
    [Theory]
    [InlineData(JoinType.LeftOuter, "c > 1", JoinType.Inner)]
    [InlineData(JoinType.LeftOuter, "c IS NOT NULL", JoinType.Inner)]
    [InlineData(JoinType.LeftOuter, "coalesce(c, 0) > 1", JoinType.Inner)]
    [InlineData(JoinType.LeftOuter, "a + 1 = c", JoinType.Inner)]
    [InlineData(JoinType.RightOuter, "a IN (1, 2)", JoinType.Inner)]
    [InlineData(JoinType.FullOuter, "a > 1", JoinType.LeftOuter)]
    [InlineData(JoinType.FullOuter, "c > 1", JoinType.RightOuter)]
    [InlineData(JoinType.FullOuter, "a > 1 AND c > 1", JoinType.Inner)]
    [InlineData(JoinType.FullOuter, "a < c", JoinType.Inner)]
    public void Drops_rows_without_a_match(JoinType before, string condition, JoinType after) =>
        Assert.Contains($"Join {after}, (a = c)", Printed(Plan(before, condition)));

    [Theory]
    [InlineData(JoinType.LeftOuter, "a > 1")]
    [InlineData(JoinType.LeftOuter, "c IS NULL")]
    [InlineData(JoinType.LeftOuter, "coalesce(c, 5) > 1")]
    [InlineData(JoinType.LeftOuter, "a > 1 OR c > 1")]
    [InlineData(JoinType.LeftOuter, "c <=> 3 OR c IS NULL")]
    [InlineData(JoinType.LeftOuter, "a <=> c")]
    [InlineData(JoinType.RightOuter, "c > 1")]
    [InlineData(JoinType.FullOuter, "a IS NULL")]
    [InlineData(JoinType.Inner, "c > 1")]
    public void Leaves_joins_alone_whose_rows_without_a_match_may_stay(JoinType type, string condition) => LeavesAlone(Plan(type, condition));

    private static TestPlan Plan(JoinType type, string condition) => Relation("a INT, b INT").Join(Relation("c INT, d INT"), type, "a = c").Where(condition);
}

using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Limits;

public sealed class LimitPushDownTests : RuleTest<LimitPushDown>
{
    [Fact]
    public void Moves_under_a_projection() => Rewrites(
        Relation("a INT").Select("a + 1 AS x").Limit(3),
        """
        Project [(a + 1) AS x]
        +- Limit 3
           +- LocalRelation [a]
        """);

    [Fact]
    public void Limits_the_inputs_of_a_union_and_stays() => Rewrites(
        Relation("a INT").Union(Relation("b INT")).Limit(3),
        """
        Limit 3
        +- Union
           :- Limit 3
           :  +- LocalRelation [a]
           +- Limit 3
              +- LocalRelation [b]
        """);

    [Fact]
    public void Leaves_inputs_alone_that_are_short_enough() => LeavesAlone(
        Relation("a INT").Select("count(a) AS n").Union(Relation("b INT").Select("count(b) AS n")).Limit(3));

    [Theory]
    [InlineData(JoinType.LeftOuter, "a = b", true, false)]
    [InlineData(JoinType.RightOuter, "a = b", false, true)]
    [InlineData(JoinType.Inner, null, true, true)]
    [InlineData(JoinType.Cross, null, true, true)]
    public void Limits_the_sides_of_a_join_whose_rows_are_all_kept(JoinType type, string? condition, bool left, bool right) => Assert.Equal(
        $"Limit 3\n+- Join {type}{(condition is null ? "" : $", ({condition})")}\n" + Side(":", "a", left) + "\n" + Side("+", "b", right),
        Printed(Relation("a INT").Distinct().Join(Relation("b INT").Distinct(), type, condition).Limit(3)));

    [Fact]
    public void Leaves_joins_alone_that_drop_rows()
    {
        LeavesAlone(Relation("a INT").Join(Relation("b INT"), JoinType.Inner, "a = b").Limit(3));
        LeavesAlone(Relation("a INT").Join(Relation("b INT"), JoinType.LeftSemi, "a = b").Limit(3));
        LeavesAlone(Relation("a INT").Join(Relation("b INT"), JoinType.FullOuter, "a = b").Limit(3));
    }

    private static string Side(string mark, string column, bool limited)
    {
        var bar = mark == ":" ? ":" : " ";
        return limited
            ? $"   {mark}- Limit 3\n   {bar}  +- Distinct\n   {bar}     +- LocalRelation [{column}]"
            : $"   {mark}- Distinct\n   {bar}  +- LocalRelation [{column}]";
    }

    [Fact]
    public void Stays_above_filter_distinct_offset_and_sort()
    {
        LeavesAlone(Relation("a INT").Where("a > 1").Limit(3));
        LeavesAlone(Relation("a INT").Distinct().Limit(3));
        LeavesAlone(Relation("a INT").Offset(1).Limit(3));
        LeavesAlone(Relation("a INT").OrderBy("a").Limit(3));
    }

    [Fact]
    public void Stays_above_a_random_projection() => LeavesAlone(Relation("a INT").Select("volatile_random() AS r").Limit(3));
}

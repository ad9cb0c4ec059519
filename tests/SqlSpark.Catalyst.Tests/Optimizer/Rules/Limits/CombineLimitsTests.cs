using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Limits;

public sealed class CombineLimitsTests : RuleTest<CombineLimits>
{
    [Theory]
    [InlineData(5, 10, 5)]
    [InlineData(10, 5, 5)]
    [InlineData(5, 5, 5)]
    public void The_smaller_limit_stays(int outer, int inner, int kept) => Rewrites(
        Relation("a INT").Limit(inner).Limit(outer), $"Limit {kept}\n+- LocalRelation [a]");

    [Fact]
    public void Drops_a_limit_above_as_many_rows_as_there_are() => Rewrites(Relation("a INT").Select("count(a) AS n").Limit(1),
        """
        Aggregate [], [count(a) AS n]
        +- LocalRelation [a]
        """);

    [Fact]
    public void A_limit_of_zero_has_no_rows() => Rewrites(Relation("a INT").Limit(0), "LocalRelation <empty>, [a]");

    [Fact]
    public void Drops_an_offset_of_zero() => Rewrites(Relation("a INT").Offset(0), "LocalRelation [a]");

    [Fact]
    public void Keeps_limits_apart_that_an_offset_divides() => LeavesAlone(EightRows.Limit(6).Offset(2).Limit(3));

    private static TestPlan EightRows => Query("SELECT id FROM range(8)");
}

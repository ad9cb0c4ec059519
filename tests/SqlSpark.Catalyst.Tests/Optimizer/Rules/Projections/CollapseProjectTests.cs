using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Projections;

public sealed class CollapseProjectTests : RuleTest<CollapseProject>
{
    [Fact]
    public void Merges_two_projections() => Rewrites(
        Relation("a INT").Select("a * 2 AS x").Select("x + 1 AS y"),
        """
        Project [((a * 2) + 1) AS y]
        +- LocalRelation [a]
        """);

    [Fact]
    public void A_column_that_is_handed_on_keeps_its_name() => Rewrites(
        Relation("a INT, b INT").Select("a + b AS x, b").Select("x, b"),
        """
        Project [(a + b) AS x, b]
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void Merges_into_an_aggregation() => Rewrites(
        Relation("g INT, a INT").GroupBy("g", "g, count(a) AS n").Select("n + 1L AS m, g AS h"),
        """
        Aggregate [g], [(count(a) + 1L) AS m, g AS h]
        +- LocalRelation [g, a]
        """);

    [Fact]
    public void Repeats_columns_and_literals_freely() => Rewrites(
        Relation("a INT").Select("a AS x, 1 AS y").Select("x + x AS z, y + y AS w"),
        """
        Project [(a + a) AS z, (1 + 1) AS w]
        +- LocalRelation [a]
        """);

    [Fact]
    public void Computes_nothing_twice() => LeavesAlone(Relation("a INT").Select("a * 2 AS x").Select("x + x AS y"));

    [Fact]
    public void Keeps_random_values_apart()
    {
        LeavesAlone(Relation("a INT").Select("volatile_random() AS r").Select("r + 1 AS x"));
        LeavesAlone(Relation("a INT").Select("a AS x").Select("x + volatile_random() AS y"));
    }
}

using SqlSpark.Catalyst.Optimizer.Rules.Sorts;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Sorts;

public sealed class EliminateSortsTests : RuleTest<EliminateSorts>
{
    [Fact]
    public void Drops_keys_that_stood_before_and_literals() => Rewrites(
        Relation("a INT, b INT").OrderBy("a, a DESC, 'x', b"),
        """
        Sort [a ASC NULLS FIRST, b ASC NULLS FIRST], true
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void Drops_a_sort_by_literals() => Rewrites(Relation("a INT").OrderBy("'x'"), "LocalRelation [a]");

    [Fact]
    public void Drops_a_sort_under_a_sort() => Rewrites(
        Relation("a INT, b INT").OrderBy("b").Where("a > 0").Select("a").OrderBy("a"),
        """
        Sort [a ASC NULLS FIRST], true
        +- Project [a]
           +- Filter (a > 0)
              +- LocalRelation [a, b]
        """);

    [Fact]
    public void Drops_a_sort_under_an_aggregation() => Rewrites(
        Relation("g INT, a INT").OrderBy("a").GroupBy("g", "g, max(a) AS m"),
        """
        Aggregate [g], [g, max(a) AS m]
        +- LocalRelation [g, a]
        """);

    [Fact]
    public void Drops_a_sort_of_one_row() => Rewrites(
        Relation("a INT").Select("count(a) AS n").OrderBy("n"),
        """
        Aggregate [], [count(a) AS n]
        +- LocalRelation [a]
        """);

    [Fact]
    public void Keeps_a_sort_under_a_limit_or_an_offset()
    {
        LeavesAlone(Range.OrderBy("id DESC").Limit(3).OrderBy("id"));
        LeavesAlone(Range.OrderBy("id DESC").Offset(3).OrderBy("id"));
        LeavesAlone(Range.OrderBy("id DESC").Limit(3).Select("max(id) AS m"));
    }

    [Fact]
    public void Keeps_a_sort_under_aggregates_that_look_at_order()
    {
        LeavesAlone(Range.OrderBy("id DESC").Select("first(id) AS f"));
        LeavesAlone(Range.Select("CAST(id AS DOUBLE) AS d").OrderBy("d").Select("sum(d) AS s"));
    }

    [Fact]
    public void Keeps_a_sort_whose_key_may_fail() => LeavesAlone(Range.OrderBy("10 % id").OrderBy("id"));

    private static TestPlan Range => Query("SELECT id FROM range(10)");
}

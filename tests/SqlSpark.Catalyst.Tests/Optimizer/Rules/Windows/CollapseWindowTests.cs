using SqlSpark.Catalyst.Optimizer.Rules.Windows;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Windows;

public sealed class CollapseWindowTests : RuleTest<CollapseWindow>
{
    [Fact]
    public void Merges_windows_of_one_partitioning_and_order_with_projections_between() => Rewrites(
        Relation("a INT, b INT").Select("a, b, max(b) OVER (PARTITION BY a ORDER BY b) AS x").Select("x, min(b) OVER (PARTITION BY a ORDER BY b) AS y"),
        """
        Project [x, y]
        +- Project [a, b, x, y]
           +- Window [max(b) windowspecdefinition(PARTITION BY a ORDER BY b ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS x, min(b) windowspecdefinition(PARTITION BY a ORDER BY b ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS y], [a], [b ASC NULLS FIRST]
              +- LocalRelation [a, b]
        """);

    [Fact]
    public void Keeps_windows_apart_when_one_reads_the_other() => LeavesAlone(
        Relation("a INT, b INT").Select("a, b, max(b) OVER (PARTITION BY a) AS x").Select("max(x) OVER (PARTITION BY a) AS y"));

    [Fact]
    public void Keeps_windows_of_other_orders_apart() => LeavesAlone(
        Relation("a INT, b INT").Select("max(b) OVER (PARTITION BY a ORDER BY b) AS x, max(b) OVER (PARTITION BY a ORDER BY b DESC) AS y"));
}

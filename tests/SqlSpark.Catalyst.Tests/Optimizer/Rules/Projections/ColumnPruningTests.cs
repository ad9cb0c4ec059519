using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Projections;

public sealed class ColumnPruningTests : RuleTest<ColumnPruning>
{
    [Fact]
    public void Drops_columns_that_nobody_reads() => Rewrites(
        Relation("a INT, b INT, c INT").Select("a AS x, b AS y").Where("x > 1").Select("x"),
        """
        Project [x]
        +- Filter (x > 1)
           +- Project [a AS x]
              +- LocalRelation [a]
        """);

    [Fact]
    public void Drops_aggregates_that_nobody_reads_and_keeps_the_grouping() => Rewrites(
        Relation("g INT, a INT, b INT").GroupBy("g", "g, count(a) AS n, max(b) AS m").Select("n"),
        """
        Project [n]
        +- Aggregate [g], [count(a) AS n]
           +- LocalRelation [g, a]
        """);

    [Fact]
    public void Drops_functions_over_windows_that_nobody_reads() => Rewrites(
        Relation("a INT, b INT, c INT").Select("a, c, max(b) OVER (PARTITION BY a) AS x, min(b) OVER (PARTITION BY a) AS y").Select("x"),
        """
        Project [x]
        +- Project [x]
           +- Window [max(b) windowspecdefinition(PARTITION BY a ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS x], [a], []
              +- LocalRelation [a, b]
        """);

    [Fact]
    public void Drops_a_window_that_nobody_reads() => Rewrites(
        Relation("a INT, b INT").Select("a, max(b) OVER (PARTITION BY a) AS x").Select("a"),
        """
        Project [a]
        +- Project [a]
           +- LocalRelation [a]
        """);

    [Fact]
    public void Narrows_the_inputs_of_a_union_alike() => Rewrites(
        Relation("a INT, b INT").Union(Relation("c INT, d INT").Where("d > 0")).Select("a"),
        """
        Project [a]
        +- Union
           :- LocalRelation [a]
           +- Project [c]
              +- Filter (d > 0)
                 +- LocalRelation [c, d]
        """);

    [Fact]
    public void Counting_rows_needs_no_column() => Rewrites(
        Relation("a INT, b INT").Select("a, b").Select("count(*) AS n"),
        """
        Aggregate [], [count(1) AS n]
        +- Project []
           +- LocalRelation []
        """);

    [Fact]
    public void Keeps_what_a_sort_reads() => Rewrites(
        Relation("a INT, b INT, c INT").OrderBy("b").Select("a"),
        """
        Project [a]
        +- Sort [b ASC NULLS FIRST], true
           +- LocalRelation [a, b]
        """);

    [Fact]
    public void Distinct_keeps_all_its_columns() => LeavesAlone(Relation("a INT, b INT").Distinct().Select("a"));

    [Fact]
    public void Narrows_what_a_sample_is_drawn_from() => Rewrites(
        Relation("a INT, b INT").Sample(0.5).Select("a"),
        """
        Project [a]
        +- Sample 0.0, 0.5, false, 1
           +- LocalRelation [a]
        """);

    [Fact]
    public void The_columns_of_the_result_stay() => LeavesAlone(Relation("a INT, b INT").Where("a > 1").Limit(2));

    [Fact]
    public void Columns_that_only_a_generator_reads_end_at_it() => Rewrites(
        Relation("a INT, b INT, c INT").LateralView("explode(array(a, b)) t AS x").Select("c, x"),
        """
        Project [c, x]
        +- Project [c, x]
           +- Generate explode(array(a, b)), [a, b], false, [x]
              +- LocalRelation [a, b, c]
        """);

    [Fact]
    public void Rows_of_a_generator_count_also_when_nobody_reads_them() => Rewrites(
        Relation("a INT, b INT").LateralView("OUTER explode(CASE WHEN a > 1 THEN array(a) END) t AS x").Select("count(*) AS n"),
        """
        Aggregate [], [count(1) AS n]
        +- Project []
           +- Generate explode(CASE WHEN (a > 1) THEN array(a) END), [a], true, [x]
              +- LocalRelation [a]
        """);

    [Fact]
    public void Grouping_sets_expand_what_is_read() => Rewrites(
        Relation("a INT, b INT, c INT").GroupBy("ROLLUP(a)", "a, sum(b) AS s"),
        """
        Aggregate [a, spark_grouping_id], [a, sum(b) AS s]
        +- Expand [[b, a, 0L], [b, CAST(NULL AS INT), 1L]], [b, a, spark_grouping_id]
           +- Project [b, a AS a]
              +- LocalRelation [a, b]
        """);
}

using SqlSpark.Catalyst.Optimizer.Rules.Filters;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Filters;

public sealed class PushDownPredicatesTests : RuleTest<PushDownPredicates>
{
    [Fact]
    public void Moves_under_a_projection() => Rewrites(
        Relation("a INT, b INT").Select("a + 1 AS x, b").Where("x > 1"),
        """
        Project [(a + 1) AS x, b]
        +- Filter ((a + 1) > 1)
           +- LocalRelation [a, b]
        """);

    [Fact]
    public void Moves_all_the_way_down() => Rewrites(
        Relation("a INT").Select("a AS x").OrderBy("x").Distinct().As("t").Where("x > 1"),
        """
        SubqueryAlias t
        +- Distinct
           +- Sort [x ASC NULLS FIRST], true
              +- Project [a AS x]
                 +- Filter (a > 1)
                    +- LocalRelation [a]
        """);

    [Fact]
    public void Moves_into_every_input_of_a_union() => Rewrites(
        Relation("a INT").Union(Relation("b INT")).Where("a > 1"),
        """
        Union
        :- Filter (a > 1)
        :  +- LocalRelation [a]
        +- Filter (b > 1)
           +- LocalRelation [b]
        """);

    [Fact]
    public void Moves_conditions_on_grouping_columns_under_an_aggregation() => Rewrites(
        Relation("g INT, a INT").GroupBy("g", "g, count(a) AS n").Where("g > 1 AND n > 2L"),
        """
        Filter (n > 2L)
        +- Aggregate [g], [g, count(a) AS n]
           +- Filter (g > 1)
              +- LocalRelation [g, a]
        """);

    [Fact]
    public void Moves_conditions_on_partitions_under_a_window() => Rewrites(
        Relation("p INT, a INT").Select("p, a, count(a) OVER (PARTITION BY p) AS n").Where("p > 1 AND n > 2L AND a > 0"),
        """
        Project [p, a, n]
        +- Filter ((n > 2L) AND (a > 0))
           +- Window [count(a) windowspecdefinition(PARTITION BY p ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS n], [p], []
              +- Filter (p > 1)
                 +- LocalRelation [p, a]
        """);

    [Fact]
    public void Comparisons_of_a_floating_point_partition_move_and_what_tells_zeros_apart_does_not() => Rewrites(
        Relation("p DOUBLE, a INT").Select("p, a, count(a) OVER (PARTITION BY p) AS n").Where("p < 1D AND (p IS NOT NULL OR p IN (2D)) AND atan2(p, -1D) > 0D"),
        """
        Project [p, a, n]
        +- Filter (ATAN2(p, -1.0D) > 0.0D)
           +- Window [count(a) windowspecdefinition(PARTITION BY p ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS n], [p], []
              +- Filter ((p < 1.0D) AND (isnotnull(p) OR p IN (2.0D)))
                 +- LocalRelation [p, a]
        """);

    [Fact]
    public void What_tells_equal_values_of_a_group_apart_stays_above_the_aggregation() => LeavesAlone(
        Relation("g DOUBLE, a INT").GroupBy("g", "g, count(a) AS n").Where("atan2(g, -1D) > 0D"));

    [Fact]
    public void Stays_above_a_window_over_all_rows() => Rewrites(
        Relation("a INT").Select("a, count(a) OVER () AS n").Where("a > 0"),
        """
        Project [a, n]
        +- Filter (a > 0)
           +- Window [count(a) windowspecdefinition(ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS n], [], []
              +- LocalRelation [a]
        """);

    [Fact]
    public void Keeps_what_may_fail_behind_the_condition_that_guards_it() => LeavesAlone(
        Relation("g INT, a INT").GroupBy("g", "g, count(a) AS n").Where("n > 2L AND 10 % g = 0"));

    [Fact]
    public void Keeps_conditions_on_aggregates_above() => LeavesAlone(Relation("g INT, a INT").GroupBy("g", "g, count(a) AS n").Where("n > 2L"));

    [Fact]
    public void Stays_above_an_aggregation_without_grouping() => LeavesAlone(Relation("a INT").Select("count(a) AS n").Where("n > 2L"));

    [Fact]
    public void Stays_above_a_limit_and_an_offset()
    {
        LeavesAlone(Relation("a INT").Limit(3).Where("a > 1"));
        LeavesAlone(Relation("a INT").Offset(3).Where("a > 1"));
    }

    [Fact]
    public void Stays_above_a_random_projection() => LeavesAlone(Relation("a INT").Select("a, volatile_random() AS r").Where("a > 1"));

    [Fact]
    public void A_random_condition_stays() => LeavesAlone(Relation("a INT").Select("a AS x").Where("volatile_random() < 0.5"));

    [Fact]
    public void Moves_conditions_on_the_input_under_a_generator() => Rewrites(
        Relation("a INT, b INT").LateralView("explode(array(a, b)) t AS x").Where("a > 1 AND x > 0"),
        """
        Project [a, b, x]
        +- Filter (x > 0)
           +- Generate explode(array(a, b)), false, [x]
              +- Filter (a > 1)
                 +- LocalRelation [a, b]
        """);

    [Fact]
    public void Keeps_what_may_fail_above_a_generator_that_may_leave_rows_out() => Rewrites(
        Relation("a INT, b INT").LateralView("explode(CASE WHEN a <> 0 THEN array(b) END) t AS x").Where("10 % a = 0"),
        """
        Project [a, b, x]
        +- Filter ((10 % a) = 0)
           +- Generate explode(CASE WHEN NOT (a = 0) THEN array(b) END), false, [x]
              +- LocalRelation [a, b]
        """);
}

using System.Globalization;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Configuration;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Ctes;

public sealed class MergeSubplansTests : RuleTest<MergeSubplans>
{
    private const string Columns = "a INT, b BIGINT, s STRING, d DOUBLE";

    private static readonly RuleContext WithoutReuse =
        new(new SessionConf([new("spark.sql.exchange.reuse", "false")]).Snapshot, TestPlan.Functions, EmptyCatalog.Instance);

    [Fact]
    public void Aggregates_over_rows_of_other_filters_become_one() => Rewrites(
        Relation(Columns).Where("a > 0").Select("sum(b) AS x").Union(Relation(Columns).Where("a < 0").Select("count(b) AS x")),
        """
        WithCTE
        :- CTERelationDef, false
        :  +- Aggregate [], [sum(b) FILTER (WHERE (a > 0)) AS x, count(b) FILTER (WHERE (a < 0)) AS x]
        :     +- Filter ((a > 0) OR (a < 0))
        :        +- LocalRelation [a, b, s, d]
        +- Union
           :- Project [x AS x]
           :  +- CTERelationRef, true, [x, x], false
           +- Project [x AS x]
              +- CTERelationRef, true, [x, x], false
        """);

    [Fact]
    public void What_all_filters_demand_stays_a_filter() => Rewrites(
        Relation(Columns).Where("a > 0 AND b > 0").Select("min(s) AS x").Union(Relation(Columns).Where("b > 0").Select("max(s) AS x")),
        """
        WithCTE
        :- CTERelationDef, false
        :  +- Aggregate [], [min(s) FILTER (WHERE (a > 0)) AS x, max(s) AS x]
        :     +- Filter (b > cast(0 as bigint))
        :        +- LocalRelation [a, b, s, d]
        +- Union
           :- Project [x AS x]
           :  +- CTERelationRef, true, [x, x], false
           +- Project [x AS x]
              +- CTERelationRef, true, [x, x], false
        """);

    [Fact]
    public void Computed_columns_of_all_are_computed_once() => Rewrites(
        Relation(Columns).Where("a > 0").Project(static c => new IsNull(c[1]), "x").Select("bool_or(x) AS x")
            .Union(Relation(Columns).Where("a IS NULL").Project(static c => new IsNull(c[1]), "y").Select("bool_and(y) AS x")),
        """
        WithCTE
        :- CTERelationDef, false
        :  +- Aggregate [], [bool_or(x) FILTER (WHERE _flag) AS x, bool_and(x) FILTER (WHERE _flag) AS x]
        :     +- Project [isnull(b) AS x, (a > 0) AS _flag, isnull(a) AS _flag]
        :        +- Filter ((a > 0) OR isnull(a))
        :           +- LocalRelation [a, b, s, d]
        +- Union
           :- Project [x AS x]
           :  +- CTERelationRef, true, [x, x], false
           +- Project [x AS x]
              +- CTERelationRef, true, [x, x], false
        """);

    [Fact]
    public void Filters_of_functions_are_asked_after_those_of_rows_and_what_fails_is_not_computed_for_other_rows() => Rewrites(
        Relation(Columns).Where("a <> 0").Select("max(b / a) FILTER (WHERE b > 0) AS x").Union(Relation(Columns).Where("a IS NULL").Select("sum(DISTINCT d) AS x")),
        """
        WithCTE
        :- CTERelationDef, false
        :  +- Aggregate [], [max((cast(b as double) / cast(a as double))) FILTER (WHERE (NOT (a = 0) AND (b > cast(0 as bigint)))) AS x, sum(DISTINCT d) FILTER (WHERE isnull(a)) AS x]
        :     +- Filter (NOT (a = 0) OR isnull(a))
        :        +- LocalRelation [a, b, s, d]
        +- Union
           :- Project [x AS x]
           :  +- CTERelationRef, true, [x, x], false
           +- Project [x AS x]
              +- CTERelationRef, true, [x, x], false
        """);

    [Fact]
    public void Flags_go_on_through_inner_joins() => Rewrites(
        Joined(JoinType.Inner, "a > 0", "c > 0").Select("count(b) AS x").Union(Joined(JoinType.Inner, "a < 0", "c < 2").Select("count(e) AS x")),
        """
        WithCTE
        :- CTERelationDef, false
        :  +- Aggregate [], [count(b) FILTER (WHERE (_flag AND _flag)) AS x, count(e) FILTER (WHERE (_flag AND _flag)) AS x]
        :     +- Join Inner, (a = c)
        :        :- Project [a, b, s, d, (a > 0) AS _flag, (a < 0) AS _flag]
        :        :  +- Filter ((a > 0) OR (a < 0))
        :        :     +- LocalRelation [a, b, s, d]
        :        +- Project [c, e, (c > 0) AS _flag, (c < 2) AS _flag]
        :           +- LocalRelation [c, e]
        +- Union
           :- Project [x AS x]
           :  +- CTERelationRef, true, [x, x], false
           +- Project [x AS x]
              +- CTERelationRef, true, [x, x], false
        """);

    [Theory]
    [InlineData(JoinType.LeftOuter)]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftAnti)]
    public void Flags_of_rows_that_a_join_keeps_go_on(JoinType type) => Assert.Contains(
        "FILTER", Printed(Joined(type, "a > 0", "c > 0").Select("sum(b) AS x").Union(Joined(type, "a IS NULL", "c > 0").Select("count(s) AS x"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(JoinType.LeftOuter)]
    [InlineData(JoinType.LeftSemi)]
    [InlineData(JoinType.LeftAnti)]
    [InlineData(JoinType.RightOuter)]
    [InlineData(JoinType.FullOuter)]
    public void Joins_with_other_rows_that_they_do_not_keep_are_left_alone(JoinType type) => LeavesAlone(
        Joined(type, "a > 0", "c > 0").Select("sum(b) AS x").Union(Joined(type, "a > 0", "c < 2").Select("count(s) AS x")));

    [Theory]
    [InlineData("a > 0", "sum(b) AS x", "a > 0", "count(b) AS x")]
    [InlineData("b / a > 0", "sum(b) AS x", "a = 1", "count(b) AS x")]
    [InlineData("a = 1", "sum(b) FILTER (WHERE 1 / a > 0) AS x", "a > 1", "count(b) AS x")]
    [InlineData("a > 0", "count(b) AS x", "rand(1) < 0.5", "sum(b) AS x")]
    public void Equal_rows_and_filters_that_fail_or_are_random_are_left_alone(string firstFilter, string first, string secondFilter, string second) => LeavesAlone(
        Relation(Columns).Where(firstFilter).Select(first).Union(Relation(Columns).Where(secondFilter).Select(second)));

    [Fact]
    public void Groups_and_other_tables_are_left_alone()
    {
        LeavesAlone(Relation(Columns).Where("a > 0").GroupBy("s", "sum(b) AS x").Union(Relation(Columns).Where("a < 0").GroupBy("s", "count(b) AS x")));
        LeavesAlone(Relation(Columns).Where("a > 0").Select("sum(b) AS x").Union(Relation("a INT, b INT").Where("a < 0").Select("sum(b) AS x")));
    }

    [Theory]
    [InlineData("SELECT (SELECT avg(id) FROM range(99) WHERE id > 50), (SELECT count(*) FROM range(99) WHERE id BETWEEN 10 AND 20), (SELECT max(id) FROM range(99) WHERE id < 9)", 3)]
    [InlineData("SELECT (SELECT sum(id) FROM range(99) WHERE id > 500), (SELECT count(id) FROM range(99) WHERE id < 0), (SELECT first(id) FROM range(99) WHERE id = 5)", 3)]
    [InlineData("SELECT id FROM range(9) WHERE id > (SELECT avg(id) FROM range(9) WHERE id < 5) AND id < (SELECT max(id) FROM range(9) WHERE id > 3)", 2)]
    [InlineData("SELECT * FROM (SELECT count(DISTINCT a) AS x FROM VALUES (1), (NULL), (2), (2) AS t(a) WHERE a < 2) CROSS JOIN (SELECT count(DISTINCT a) AS y FROM VALUES (1), (NULL), (2), (2) AS u(a) WHERE a >= 2)", 2)]
    [InlineData("SELECT (SELECT count(*) FROM range(99) a JOIN range(99) b ON a.id = b.id WHERE a.id < 20 AND b.id > 5), (SELECT count(*) FROM range(99) a JOIN range(99) b ON a.id = b.id WHERE a.id > 70 AND b.id < 90)", 2)]
    [InlineData("SELECT (SELECT sum(id) + count(*) FROM range(99) WHERE id > 50), (SELECT sum(id) + 1 FROM range(99) WHERE id < 9)", 2)]
    public void Subqueries_read_one_aggregation(string sql, int readers)
    {
        var plan = Optimized(sql, Context);
        var definition = Assert.Single(plan.Collect<CteRelationDefinition>());
        Assert.Equal(readers, plan.Collect<CteRelationReference>().Count(r => r.Id == definition.Id));
        Assert.Equal(Run(Optimized(sql, WithoutReuse)), Run(plan));
    }

    [Fact]
    public void Aggregations_that_read_merged_ones_are_merged_too()
    {
        const string Inner = "(SELECT count(*) FROM range(99) WHERE id < {0} AND id > (SELECT avg(id) FROM range(99) WHERE id > {1}))";
        var sql = $"SELECT {string.Format(CultureInfo.InvariantCulture, Inner, 90, 20)}, {string.Format(CultureInfo.InvariantCulture, Inner, 80, 20)}, {string.Format(CultureInfo.InvariantCulture, Inner, 70, 30)}";
        var plan = Optimized(sql, Context);
        Assert.Equal(2, plan.Collect<CteRelationDefinition>().Count());
        Assert.Equal(Run(Optimized(sql, WithoutReuse)), Run(plan));
    }

    [Fact]
    public void The_setting_turns_it_off() => Assert.Empty(Optimized(
        "SELECT (SELECT avg(id) FROM range(99) WHERE id > 50), (SELECT max(id) FROM range(99) WHERE id < 9)", WithoutReuse).Collect<CteRelationDefinition>());

    private static TestPlan Joined(JoinType type, string left, string right) =>
        Relation(Columns).Where(left).Join(Relation("c INT, e STRING").Where(right), type, "a = c");

    private static LogicalPlan Optimized(string sql, RuleContext context) => LogicalOptimizer.Optimize(Query(sql).Build(TestData.Typical), context);
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Statistics;

public sealed class StatisticsEstimatorTests
{
    /// <summary>Numbers from 0 to 999.</summary>
    private static TestPlan Numbers => TestPlan.Query("SELECT * FROM range(1000)");

    [Theory]
    [InlineData("SELECT * FROM range(1000)", "Statistics(sizeInBytes=7.8 KiB, rowCount=1.00E+3)")]
    [InlineData("SELECT * FROM range(10, 0, -3)", "Statistics(sizeInBytes=32.0 B, rowCount=4)")]
    [InlineData("SELECT * FROM range(0)", "Statistics(sizeInBytes=1.0 B, rowCount=0)")]
    [InlineData("SELECT id + 1 AS x, 'a' AS s FROM range(10)", "Statistics(sizeInBytes=180.0 B, rowCount=10)")]
    [InlineData("SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(a, b)", "Statistics(sizeInBytes=48.0 B, rowCount=2)")]
    [InlineData("SELECT * FROM range(1000) LIMIT 7", "Statistics(sizeInBytes=112.0 B, rowCount=7)")]
    [InlineData("SELECT * FROM range(5) LIMIT 7", "Statistics(sizeInBytes=80.0 B, rowCount=5)")]
    [InlineData("SELECT * FROM range(5) OFFSET 3", "Statistics(sizeInBytes=32.0 B, rowCount=2)")]
    [InlineData("SELECT * FROM range(5) OFFSET 9", "Statistics(sizeInBytes=1.0 B, rowCount=0)")]
    [InlineData("SELECT * FROM range(5) UNION ALL SELECT * FROM range(10)", "Statistics(sizeInBytes=120.0 B, rowCount=15)")]
    [InlineData("SELECT count(*) FROM range(1000)", "Statistics(sizeInBytes=16.0 B, rowCount=1)")]
    [InlineData("SELECT * FROM range(1000) a CROSS JOIN range(1000) b", "Statistics(sizeInBytes=22.9 MiB, rowCount=1.00E+6)")]
    [InlineData("SELECT * FROM range(10) a LEFT SEMI JOIN range(1000) b ON a.id = b.id", "Statistics(sizeInBytes=80.0 B, rowCount=10)")]
    [InlineData("SELECT * FROM range(10) INTERSECT ALL SELECT * FROM range(3)", "Statistics(sizeInBytes=48.0 B, rowCount=3)")]
    public void Rows_and_bytes_follow_the_operators(string query, string expected) =>
        Assert.Equal(expected, Estimate(TestPlan.Query(query)).ToString());

    [Theory]
    [InlineData("id = 7", 1)]
    [InlineData("id = 7000", 0)]
    [InlineData("7 = id", 1)]
    [InlineData("id < 250", 251)]
    [InlineData("id >= 999", 1)]
    [InlineData("id > 999", 0)]
    [InlineData("id <= 999", 1000)]
    [InlineData("500 < id", 500)]
    [InlineData("id < 500 AND id = 3", 1)]
    [InlineData("id = 1 OR id = 2", 2)]
    [InlineData("NOT (id = 1)", 999)]
    [InlineData("id IN (1, 2, 3, 3, 5000)", 3)]
    [InlineData("id IS NULL", 0)]
    [InlineData("id IS NOT NULL", 1000)]
    [InlineData("FALSE", 0)]
    [InlineData("id % 2 = 0", 100)]
    [InlineData("id % 2 = 0 AND id = 7", 1)]
    [InlineData("id % 2 = 0 OR id = 7", 101)]
    public void A_filter_keeps_its_share_and_an_unknown_one_what_is_usual(string condition, long expected) =>
        Assert.Equal(expected, Estimate(Folded(Numbers.Where(condition))).RowCount);

    [Fact]
    public void A_condition_tells_of_its_column()
    {
        var plan = Folded(Numbers.Where("id >= 900"));
        var statistics = Estimate(plan);
        var column = statistics.Column(plan.Output[0].ExprId);
        Assert.Equal((900L, 999L), (column.Min, column.Max));
        Assert.Equal(100, statistics.RowCount);
        Assert.Equal(100, column.DistinctCount);
        Assert.Equal(100, Estimate(new Distinct(plan)).RowCount);
    }

    [Theory]
    [InlineData("GROUP BY a", 3)]
    [InlineData("GROUP BY a, b", 6)]
    [InlineData("GROUP BY b", 2)]
    [InlineData("GROUP BY b, 'x'", 2)]
    [InlineData("GROUP BY a + 1", 3)]
    public void Groups_are_the_distinct_keys_but_no_more_than_rows(string grouping, long expected)
    {
        var values = "VALUES (1, TRUE), (2, TRUE), (NULL, TRUE), (1, FALSE), (2, FALSE), (NULL, FALSE), (1, TRUE) AS t(a, b)";
        Assert.Equal(expected, Estimate(TestPlan.Query($"SELECT count(*) FROM {values} {grouping}")).RowCount);
    }

    [Fact]
    public void Rows_of_a_plan_are_counted_by_column()
    {
        var plan = TestPlan.Query("SELECT * FROM VALUES (2, 'x', 1.50BD), (NULL, 'x', -2.25BD), (5, NULL, 1.50BD) AS t(a, b, c)").Build(TestData.Typical);
        var local = plan.Collect<LocalRelation>()[0];
        var statistics = new StatisticsEstimator().Estimate(local);
        Assert.Equal(new ColumnStatistics(2, 2, 5, 1), statistics.Column(local.Output[0].ExprId));
        Assert.Equal(new ColumnStatistics(1, null, null, 1), statistics.Column(local.Output[1].ExprId));
        Assert.Equal(new ColumnStatistics(2, (Int128)(-225), (Int128)150, 0), statistics.Column(local.Output[2].ExprId));
    }

    [Fact]
    public void NULLs_satisfy_no_comparison()
    {
        var half = TestPlan.Query("SELECT * FROM VALUES (1), (2), (NULL), (NULL) AS t(a)");
        Assert.Equal(1, Estimate(Folded(half.Where("a = 1"))).RowCount);
        Assert.Equal(1, Estimate(Folded(half.Where("NOT (a = 1)"))).RowCount);
        Assert.Equal(2, Estimate(Folded(half.Where("a IS NULL"))).RowCount);
        Assert.Equal(2, Estimate(Folded(half.Where("a <= 2"))).RowCount);
    }

    [Fact]
    public void Tables_tell_what_they_know()
    {
        var local = (LocalRelation)TestPlan.Relation("a INT").Build(TestData.Typical);
        var relation = new LogicalRelation(new RowsTable(local, FilterPush.Refused), local.Attributes);
        Assert.Equal("Statistics(sizeInBytes=1000.0 B, rowCount=40)", new StatisticsEstimator().Estimate(relation).ToString());
        var unknown = new ScanRelation(relation.Table, new RowsTable(local, FilterPush.Refused), local.Attributes, []);
        Assert.Equal("Statistics(sizeInBytes=8.0 EiB)", new StatisticsEstimator().Estimate(unknown).ToString());
        Assert.Equal("Statistics(sizeInBytes=8.51E+37 B)", new StatisticsEstimator().Estimate(CrossJoin(unknown, unknown)).ToString());
        Assert.Equal("Statistics(sizeInBytes=1.70E+38 B)", new StatisticsEstimator().Estimate(CrossJoin(CrossJoin(unknown, unknown), unknown)).ToString());
    }

    [Fact]
    public void What_a_source_knows_of_columns_tells_filters_and_groups()
    {
        var local = (LocalRelation)TestPlan.Relation("a INT").Build(TestData.Typical);
        var table = new RowsTable(local, FilterPush.Refused);
        var a = local.Attributes[0];
        var scan = new ScanRelation(table, table, local.Attributes, [])
        {
            Statistics = new ScanStatistics(1000, 8000) { Columns = [new ColumnStatistics(10, 1, 101, 500)] },
        };
        Assert.Equal(new ColumnStatistics(10, 1, 101, 500), Estimate(scan).Column(a.ExprId));
        Assert.Equal(50, Estimate(new Filter(Comparison.EqualTo(a, Literal.Int(7)), scan)).RowCount);
        Assert.Equal(100, Estimate(new Filter(new Comparison(ComparisonOperator.GreaterThan, a, Literal.Int(81)), scan)).RowCount);
        Assert.Equal(11, Estimate(new Aggregate([a], [a], scan)).RowCount);
    }

    private static Join CrossJoin(LogicalPlan left, LogicalPlan right) => new(left, right, JoinType.Cross, null);

    private static PlanStatistics Estimate(TestPlan plan) => Estimate(plan.Build(TestData.Typical));

    private static PlanStatistics Estimate(LogicalPlan plan) => new StatisticsEstimator().Estimate(plan);

    /// <summary>Literals have the column's type, as the optimizer leaves them.</summary>
    private static LogicalPlan Folded(TestPlan plan) =>
        new UnwrapCastInBinaryComparison().Apply(new ConstantFolding().Apply(plan.Build(TestData.Typical), RuleContext.Default), RuleContext.Default);
}

using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;

public sealed class PushDownIntoScanTests : RuleTest<PushDownIntoScan>
{
    private const string Columns = "a INT, b INT, c STRING, d DOUBLE";

    [Fact]
    public void A_condition_that_the_source_tests_leaves_the_plan() => Rewrites(
        Table(FilterPush.Exact).Where("b > 1").Select("a"),
        """
        Project [a]
        +- RelationV2[a] rows PushedFilters: [(b > 1)]
        """);

    [Fact]
    public void A_condition_that_only_prunes_stays_with_its_columns() => Rewrites(
        Table(FilterPush.Pruning).Where("b > 1").Select("a"),
        """
        Project [a]
        +- Filter (b > 1)
           +- RelationV2[a, b] rows PushedFilters: [(b > 1)]
        """);

    [Fact]
    public void A_refused_condition_stays() => Rewrites(
        Table(FilterPush.Refused).Where("b > 1 AND c = 'a'").Select("a"),
        """
        Project [a]
        +- Filter ((b > 1) AND (c = 'a'))
           +- RelationV2[a, b, c] rows
        """);

    [Fact]
    public void What_may_fail_or_is_random_is_not_offered()
    {
        Rewrites(
            Table(FilterPush.Exact).Where("b > 1 AND 10 % a = 1").Select("b"),
            """
            Project [b]
            +- Filter ((10 % a) = 1)
               +- RelationV2[a, b] rows PushedFilters: [(b > 1)]
            """);
        Rewrites(
            Table(FilterPush.Exact).Where("volatile_random() < 0.5D").Select("b"),
            """
            Project [b]
            +- Filter (volatile_random() < 0.5D)
               +- RelationV2[b] rows
            """,
            runs: false);
    }

    [Fact]
    public void Aggregations_sorts_and_limits_hand_on_what_they_need() => Rewrites(
        Table(FilterPush.Refused).GroupBy("c", "c, count(a) AS n").OrderBy("n, c"),
        """
        Sort [n ASC NULLS FIRST, c ASC NULLS FIRST], true
        +- Aggregate [c], [c, count(a) AS n]
           +- RelationV2[a, c] rows
        """);

    [Theory]
    [InlineData(FilterPush.Exact)]
    [InlineData(FilterPush.Pruning)]
    [InlineData(FilterPush.Refused)]
    public void The_rows_are_those_of_the_plan_without_a_scan(FilterPush answer)
    {
        foreach (var data in TestData.All)
        {
            var local = Query(Relation(Columns)).Build(data);
            var table = Query(Table(answer)).Build(data);
            Assert.Equal(Run(local), Run(table));
        }

        static TestPlan Query(TestPlan source) => source.Where("b > 0 AND c != 'a' AND 10 % b = 1").Select("a, c");
    }

    [Theory]
    [InlineData("a > 1", FilterPush.Exact, 3L)]
    [InlineData("a > 1", FilterPush.Pruning, null)]
    [InlineData("10 % a = 1", FilterPush.Exact, null)]
    public void A_limit_reaches_the_source_only_when_it_tests_all_conditions(string condition, FilterPush answer, long? expected)
    {
        RowsTable? table = null;
        var plan = Table(answer, made => table = made).Where(condition).Limit(3).Build(TestData.Typical);
        new PushDownIntoScan().Apply(plan, Context);
        Assert.Equal(expected, table!.Limit);
    }

    [Fact]
    public void The_scan_keeps_what_the_source_knew_of_it()
    {
        var scan = (ScanRelation)new PushDownIntoScan().Apply(Table(FilterPush.Refused).Build(TestData.Typical), Context);
        Assert.Equal(new ScanStatistics(40, 1000), scan.Statistics);
    }

    private static TestPlan Table(FilterPush answer, Action<RowsTable>? made = null) => new(data =>
    {
        var local = (LocalRelation)Relation(Columns).Build(data);
        var table = new RowsTable(local, answer);
        made?.Invoke(table);
        return new LogicalRelation(table, local.Attributes);
    });
}

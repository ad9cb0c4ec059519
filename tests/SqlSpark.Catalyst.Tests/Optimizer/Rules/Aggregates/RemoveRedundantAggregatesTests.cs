using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class RemoveRedundantAggregatesTests : RuleTest<RemoveRedundantAggregates>
{
    private static TestPlan Input => Relation("a INT, b INT, c DOUBLE");

    protected override Rule<LogicalPlan>[] Preparation =>
        [.. base.Preparation, new InlineCte(), new EliminateSubqueryAliases(), new ReplaceDistinctWithAggregate(), new RemoveNoopOperators()];

    [Fact]
    public void Groups_of_groups_are_found_once() => Rewrites(
        Input.GroupBy("a", "a, max(b) AS m").Distinct(),
        """
        Project [a, m]
        +- Aggregate [a], [a, max(b) AS m]
           +- LocalRelation [a, b, c]
        """);

    [Theory]
    [InlineData("SELECT DISTINCT k, n FROM (SELECT a AS k, row_number() OVER (ORDER BY a) AS n FROM input WHERE a > 0)")]
    [InlineData("SELECT DISTINCT a, d FROM input JOIN (SELECT DISTINCT d FROM other) ON m = d")]
    [InlineData("SELECT DISTINCT a, x FROM input LEFT JOIN (SELECT d, max(e) AS x FROM other GROUP BY d) ON m = d")]
    [InlineData("SELECT DISTINCT a FROM input LEFT SEMI JOIN other ON m = d")]
    [InlineData("SELECT DISTINCT id, id % 2 AS odd FROM range(10)")]
    [InlineData("SELECT DISTINCT a, s FROM input CROSS JOIN (SELECT sum(d) AS s FROM other)")]
    public void Keys_are_known_through_joins_filters_and_windows(string query) => Assert.StartsWith("Project", Printed(Query(
        "WITH input AS (SELECT a, max(b) AS m FROM VALUES (1, 2), (1, 3), (2, NULL), (NULL, 2) AS t(a, b) GROUP BY a), other AS (SELECT * FROM VALUES (3, 1), (3, 2), (NULL, 3) AS t(d, e)) "
        + query)), StringComparison.Ordinal);

    [Fact]
    public void A_grouping_that_only_drops_duplicates_is_not_needed_where_nobody_minds_them() => Rewrites(
        Input.GroupBy("a, b", "a, b").GroupBy("a", "a, max(b) AS m, count(DISTINCT b) AS n"),
        """
        Aggregate [a], [a, max(b) AS m, count(DISTINCT b) AS n]
        +- Project [a, b]
           +- LocalRelation [a, b, c]
        """);

    [Fact]
    public void One_row_is_one_group() => Rewrites(
        Input.Select("sum(b) AS s").Distinct(),
        """
        Project [s]
        +- Aggregate [], [sum(b) AS s]
           +- LocalRelation [a, b, c]
        """);

    [Fact]
    public void What_groups_something_stays()
    {
        LeavesAlone(Input.Distinct(), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a, b", "a, b, sum(c) AS s").GroupBy("a", "a"), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a", "a, max(b) AS m").GroupBy("m", "m, count(a) AS n"), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a, b", "a, b").Select("count(b) AS n"), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a", "a").Union(Input.GroupBy("a", "a")).Distinct(), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a", "a").Join(Relation("d INT"), JoinType.Inner, "a = d").Select("a").Distinct(), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a", "a").Join(Relation("d INT").GroupBy("d", "d"), JoinType.FullOuter, "a = d").Select("a").Distinct(), ofFewRows: false);
    }

    [Fact]
    public void Floating_point_keys_are_grouped_again_since_grouping_changes_them()
    {
        LeavesAlone(Input.Where("c > 1").OrderBy("a, b, c").Limit(1).Distinct(), ofFewRows: false);
        LeavesAlone(Input.GroupBy("c", "c").Select("max(c) AS m"), ofFewRows: false);
    }
}

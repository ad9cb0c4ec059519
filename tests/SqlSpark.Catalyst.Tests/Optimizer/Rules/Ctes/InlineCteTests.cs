using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Ctes;

public sealed partial class InlineCteTests : RuleTest<InlineCte>
{
    [Fact]
    public void A_definition_that_is_referenced_once_takes_the_place_of_the_reference() => Rewrites(
        Query("WITH t AS (SELECT sum(id) AS s FROM range(5)) SELECT s + 1 AS x FROM t"),
        """
        Project [(s + cast(1 as bigint)) AS x]
        +- SubqueryAlias t
           +- Project [s AS s]
              +- SubqueryAlias t
                 +- Aggregate [], [sum(id) AS s]
                    +- Range (0, 5, step=1)
        """);

    [Fact]
    public void A_definition_that_nobody_references_goes_with_those_that_only_it_references() => Rewrites(
        Query("WITH t AS (SELECT 1 AS a), u AS (SELECT * FROM t x JOIN t y ON x.a = y.a) SELECT 2 AS b"),
        """
        Project [2 AS b]
        +- OneRowRelation
        """);

    [Fact]
    public void Cheap_definitions_are_computed_for_each_reference() => Assert.DoesNotContain(
        "CTE", Printed(Query("WITH t AS (SELECT id + 1 AS a FROM range(5) WHERE id > 1) SELECT x.a, y.a AS b FROM t x JOIN t y ON x.a = y.a")), StringComparison.Ordinal);

    [Fact]
    public void Aggregations_stay_when_they_are_referenced_twice() => Assert.Equal(
        """
        WithCTE
        :- CTERelationDef n, false
        :  +- SubqueryAlias t
        :     +- Aggregate [], [sum(id) AS s]
        :        +- Range (0, 5, step=1)
        +- Union
           :- Project [s]
           :  +- SubqueryAlias t
           :     +- CTERelationRef n, true, [s], false
           +- Project [s]
              +- SubqueryAlias t
                 +- CTERelationRef n, true, [s], false
        """.ReplaceLineEndings("\n"),
        WithoutIds(RunOnce("WITH t AS (SELECT sum(id) AS s FROM range(5)) SELECT s FROM t UNION ALL SELECT s FROM t")));

    [Fact]
    public void What_is_not_deterministic_stays_however_cheap_it_is() => Assert.Single(
        RunOnce("WITH t AS (SELECT rand() AS r FROM range(5)) SELECT r FROM t UNION ALL SELECT r FROM t").Collect<CteRelationDefinition>());

    [Fact]
    public void Definitions_of_subqueries_move_to_the_root()
    {
        var plan = RunOnce("SELECT id FROM range(9) WHERE id IN (WITH t AS (SELECT max(id) AS m FROM range(5)) SELECT m FROM t UNION ALL SELECT m + 1 FROM t)");
        Assert.Single(Assert.IsType<WithCte>(plan).Definitions);
    }

    [Fact]
    public void Correlated_definitions_are_inlined_into_their_subqueries()
    {
        var plan = RunOnce("SELECT id FROM range(9) AS o WHERE EXISTS (WITH t AS (SELECT max(id) AS m FROM range(5) AS i WHERE i.id = o.id) SELECT * FROM t a JOIN t b ON a.m = b.m)");
        Assert.False(plan.ContainsAny(NodeKinds.Cte));
    }

    [Fact]
    public void Recursive_definitions_are_inlined_so_that_a_limit_can_end_them()
    {
        var plan = RunOnce("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) (SELECT n FROM t LIMIT 3) UNION ALL (SELECT n FROM t LIMIT 5)");
        Assert.Equal(2, plan.Collect<UnionLoop>().Count);
        Assert.False(plan.ContainsAny(NodeKinds.Cte));
    }

    [Fact]
    public void Under_limit_all_a_recursion_has_no_limit_of_rows()
    {
        var loops = RunOnce("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) (SELECT n FROM t LIMIT ALL) UNION ALL SELECT n FROM t").Collect<UnionLoop>();
        Assert.Equal([true, false], loops.Select(l => l.IsUnlimited));
    }

    private LogicalPlan RunOnce(string sql)
    {
        var plan = new InlineCte().Apply(Query(sql).Build(TestData.Typical), Context);
        Assert.Same(plan, new InlineCte().Apply(plan, Context));
        return plan;
    }

    private static string WithoutIds(LogicalPlan plan) => Ids().Replace(plan.ToString(), match => match.Value[0] == '#' ? "" : " n");

    [GeneratedRegex(@"#\d+|(?<=CTERelation...) \d+")]
    private static partial Regex Ids();
}

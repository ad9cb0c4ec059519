using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Configuration;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Ctes;

public sealed class ShareRepeatedSubplansTests : RuleTest<ShareRepeatedSubplans>
{
    private static readonly RuleContext WithoutReuse =
        new(new SessionConf([new("spark.sql.exchange.reuse", "false")]).Snapshot, TestPlan.Functions, EmptyCatalog.Instance);

    [Theory]
    [InlineData("SELECT a.s FROM (SELECT id % 3 AS k, sum(id) AS s FROM range(99) GROUP BY 1) a JOIN (SELECT id % 3 AS k, sum(id) AS t FROM range(99) GROUP BY 1) b ON a.s = b.t")]
    [InlineData("SELECT a.s, b.m FROM (SELECT id % 3 AS k, sum(id) AS s FROM range(99) GROUP BY 1) a CROSS JOIN (SELECT max(c) AS m FROM (SELECT id % 3 AS k, count(*) AS c FROM range(99) GROUP BY 1)) b")]
    [InlineData("SELECT id, (SELECT avg(id) FROM range(9)) AS mean FROM range(9) WHERE id > (SELECT avg(id) FROM range(9))")]
    [InlineData("SELECT a.s FROM (SELECT x, y, sum(id) AS s FROM (SELECT id, id % 3 AS x, id % 3 AS y FROM range(99)) GROUP BY x, y) a JOIN (SELECT x, y, sum(id) AS t FROM (SELECT id, id % 3 AS x, id % 3 AS y FROM range(99)) GROUP BY x, y) b ON a.s = b.t")]
    [InlineData("SELECT DISTINCT id % 4 FROM range(50) UNION ALL SELECT DISTINCT id % 4 AS other FROM range(50)")]
    [InlineData("SELECT sum(a.id) FROM range(5000) a JOIN range(3) b ON a.id = b.id UNION ALL SELECT max(c.id) FROM range(5000) c JOIN range(3) d ON c.id = d.id")]
    [InlineData("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT x.n FROM r x JOIN r y ON x.n = y.n")]
    public void A_plan_that_is_repeated_runs_once(string sql)
    {
        var plan = Optimized(sql, Context);
        var definition = Assert.Single(plan.Collect<CteRelationDefinition>());
        Assert.Equal(2, plan.Collect<CteRelationReference>().Count(r => r.Id == definition.Id));
        Assert.Equal(Run(Optimized(sql, WithoutReuse)), Run(plan));
    }

    [Theory]
    [InlineData("SELECT id + 1 FROM range(9) UNION ALL SELECT id + 1 FROM range(9)")]
    [InlineData("SELECT sum(id) FROM range(9) UNION ALL SELECT sum(id) FROM range(8)")]
    [InlineData("SELECT id % 3, sum(id) FROM range(9) WHERE id > 3 GROUP BY 1 UNION ALL SELECT id % 3, sum(id) FROM range(9) WHERE id > 4 GROUP BY 1")]
    [InlineData("SELECT id % 3, sum(id) FROM range(9) GROUP BY 1 UNION ALL SELECT id % 2, sum(id) FROM range(9) GROUP BY 1")]
    [InlineData("SELECT sum(id) FROM (SELECT id FROM range(9) WHERE rand(1) < 2) UNION ALL SELECT sum(id) FROM (SELECT id FROM range(9) WHERE rand(1) < 2)")]
    [InlineData("SELECT a.id FROM range(9) a JOIN range(9) b ON a.id = b.id UNION ALL SELECT a.id FROM range(9) a JOIN range(9) b ON a.id = b.id")]
    public void What_is_cheap_or_different_or_random_is_not_shared(string sql)
    {
        var plan = Optimized(sql, Context);
        Assert.Same(plan, new ShareRepeatedSubplans().Apply(plan, Context));
        Assert.Empty(plan.Collect<CteRelationDefinition>());
    }

    [Fact]
    public void Plans_within_shared_plans_are_shared_too()
    {
        const string Inner = "(SELECT id % 5 AS k, sum(id) AS s FROM range(50) GROUP BY 1)";
        const string Outer = $"(SELECT s % 2 AS p, count(*) AS c FROM {Inner} GROUP BY 1)";
        var plan = Optimized($"SELECT c FROM {Outer} UNION ALL SELECT c + 1 FROM {Outer} UNION ALL SELECT max(s) FROM {Inner}", Context);
        var definitions = Assert.IsType<WithCte>(plan).Definitions;
        Assert.Equal(2, definitions.Count);
        Assert.Contains(definitions[1].Collect<CteRelationReference>(), r => r.Id == ((CteRelationDefinition)definitions[0]).Id);
    }

    [Fact]
    public void The_setting_turns_it_off() => Assert.Empty(
        Optimized("SELECT sum(id) FROM range(9) UNION ALL SELECT sum(id) FROM range(9)", WithoutReuse).Collect<CteRelationDefinition>());

    private static LogicalPlan Optimized(string sql, RuleContext context) => LogicalOptimizer.Optimize(Query(sql).Build(TestData.Typical), context);
}

using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Ctes;

public sealed class LimitUnionLoopsTests : RuleTest<LimitUnionLoops>
{
    private const string Numbers = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) ";

    protected override Rule<LogicalPlan>[] Preparation => [new ReplaceRewriteCalls(), new InlineCte()];

    [Theory]
    [InlineData("SELECT n * 2 AS m FROM t LIMIT 3", 3L)]
    [InlineData("SELECT n FROM t LIMIT 1 + 1", 2L)]
    [InlineData("SELECT n FROM t LIMIT 3 OFFSET 4", 7L)]
    [InlineData("(SELECT n FROM t LIMIT 5) LIMIT 2", 5L)]
    public void A_limit_ends_the_recursion(string query, long rows) => Assert.Equal([rows], WantedRows(query));

    [Fact]
    public void Each_input_of_a_union_has_enough_rows() => Assert.Equal([4L, 4L], WantedRows("(SELECT n FROM t UNION ALL SELECT n FROM t) LIMIT 4"));

    [Theory]
    [InlineData("SELECT n FROM t WHERE n > 3 LIMIT 3")]
    [InlineData("SELECT n FROM t ORDER BY n LIMIT 3")]
    [InlineData("SELECT DISTINCT n FROM t LIMIT 3")]
    [InlineData("SELECT x.n FROM t x JOIN range(3) y ON x.n = y.id LIMIT 3")]
    public void Where_rows_may_get_lost_or_must_all_be_known_it_does_not(string query) => LeavesAlone(Query(Numbers + query));

    private IEnumerable<long?> WantedRows(string query)
    {
        Printed(Query(Numbers + query));    // checks what every rule owes
        var plan = Preparation.Aggregate(Query(Numbers + query).Build(TestData.Typical), (prepared, rule) => rule.Apply(prepared, Context));
        return new LimitUnionLoops().Apply(plan, Context).Collect<UnionLoop>().Select(l => l.WantedRows);
    }
}

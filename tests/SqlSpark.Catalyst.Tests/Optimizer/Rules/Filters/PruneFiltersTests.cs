using SqlSpark.Catalyst.Optimizer.Rules.Filters;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Filters;

public sealed class PruneFiltersTests : RuleTest<PruneFilters>
{
    protected override Rule<LogicalPlan>[] Preparation => WithFoldedConstants;

    private static TestPlan Input => Relation("a INT, b INT");

    [Fact]
    public void A_filter_that_keeps_all_goes() => Rewrites(Input.Where("TRUE"), "LocalRelation [a, b]");

    [Theory]
    [InlineData("FALSE")]
    [InlineData("CAST(NULL AS BOOLEAN)")]
    public void A_filter_that_keeps_nothing_leaves_no_rows(string condition) => Rewrites(Input.Where(condition), "LocalRelation <empty>, [a, b]");

    [Fact]
    public void What_failed_under_a_filter_that_keeps_nothing_is_lost() => Rewrites(
        Input.Select("10 % a AS x").Where("FALSE"), "LocalRelation <empty>, [x]", losesErrors: true);

    [Theory]
    [InlineData("a > 1")]
    [InlineData("a > 1 AND FALSE")]
    public void The_rest_stays(string condition) => LeavesAlone(Input.Where(condition));
}

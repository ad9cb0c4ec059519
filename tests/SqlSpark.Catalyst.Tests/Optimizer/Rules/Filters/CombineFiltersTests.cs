using SqlSpark.Catalyst.Optimizer.Rules.Filters;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Filters;

public sealed class CombineFiltersTests : RuleTest<CombineFilters>
{
    private static TestPlan Input => Relation("a INT, b INT");

    [Fact]
    public void Merges_two_adjacent_filters() => Rewrites(
        Input.Where("a > 1").Where("b < 2"),
        """
        Filter ((a > 1) AND (b < 2))
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void Merges_three_into_one_chain() => Rewrites(
        Input.Where("a > 1").Where("b < 2").Where("a < 5"),
        """
        Filter (((a > 1) AND (b < 2)) AND (a < 5))
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void The_lower_condition_still_guards_the_upper_one() => Rewrites(
        Input.Where("a != 0").Where("10 % a = 1"),
        """
        Filter (NOT (a = 0) AND ((10 % a) = 1))
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void Keeps_filters_apart_when_one_is_random()
    {
        LeavesAlone(Input.Where("a > 1").Where("volatile_random() < 0.5D"));
        LeavesAlone(Input.Where("volatile_random() < 0.5D").Where("a > 1"));
    }

    [Fact]
    public void Keeps_filters_apart_around_a_limit() => LeavesAlone(Input.Where("a > 1").Limit(3).Where("b < 2"));
}

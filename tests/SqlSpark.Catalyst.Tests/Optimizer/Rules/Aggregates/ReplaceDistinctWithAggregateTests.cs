using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class ReplaceDistinctWithAggregateTests : RuleTest<ReplaceDistinctWithAggregate>
{
    [Fact]
    public void Groups_by_all_columns() => Rewrites(
        Relation("a INT, b STRING").Distinct(),
        """
        Aggregate [a, b], [a, b]
        +- LocalRelation [a, b]
        """);

    [Fact]
    public void Takes_every_distinct_of_a_plan() => Rewrites(
        Relation("a INT, d DOUBLE").Distinct().Select("d").Distinct(),
        """
        Aggregate [d], [d]
        +- Project [d]
           +- Aggregate [a, d], [a, d]
              +- LocalRelation [a, d]
        """);

    [Fact]
    public void Leaves_plans_without_distinct_alone() => LeavesAlone(Relation("a INT").GroupBy("a", "a"));
}

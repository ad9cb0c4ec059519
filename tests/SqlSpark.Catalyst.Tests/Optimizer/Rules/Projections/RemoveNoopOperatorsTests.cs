using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Projections;

public sealed class RemoveNoopOperatorsTests : RuleTest<RemoveNoopOperators>
{
    [Fact]
    public void Drops_a_projection_that_passes_its_input_on() => Rewrites(Relation("a INT, b INT").Select("a, b"), "LocalRelation [a, b]");

    [Fact]
    public void Keeps_another_order_fewer_columns_and_new_names()
    {
        LeavesAlone(Relation("a INT, b INT").Select("b, a"));
        LeavesAlone(Relation("a INT, b INT").Select("a"));
        LeavesAlone(Relation("a INT").Select("a AS b"));
    }
}

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

    [Fact]
    public void Keeps_a_projection_that_knows_of_fewer_NULLs()
    {
        var relation = new Catalyst.Plans.LocalRelation([new Catalyst.Expressions.AttributeReference("a", Core.Types.IntegerType.Instance)], []);
        var project = new Catalyst.Plans.Project([relation.Attributes[0].WithNullability(false)], relation);
        Assert.Same(project, new RemoveNoopOperators().Apply(project, Context));
    }
}

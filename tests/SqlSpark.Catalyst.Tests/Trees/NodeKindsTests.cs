using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Trees;

public sealed class NodeKindsTests
{
    [Fact]
    public void A_copy_with_other_children_has_their_kinds()
    {
        var not = new Not(Literal.True);
        Assert.False(not.ContainsAny(NodeKinds.NullTest));
        Assert.True((not with { Child = new IsNull(Literal.True) }).ContainsAny(NodeKinds.NullTest));
        Assert.True(not.WithChildren([new IsNull(Literal.True)]).ContainsAny(NodeKinds.NullTest));
    }

    [Fact]
    public void Plans_have_the_kinds_of_their_expressions_and_of_subqueries()
    {
        var inner = new Filter(new IsNull(Literal.True), new OneRowRelation());
        var plan = new Filter(new Exists(inner), new OneRowRelation());
        Assert.True(plan.ContainsAny(NodeKinds.Subquery));
        Assert.True(plan.ContainsAny(NodeKinds.NullTest));
        Assert.False(plan.ContainsAny(NodeKinds.Sort));
    }

    [Fact]
    public void Transforms_skip_trees_without_the_kinds()
    {
        var plan = new Filter(Literal.True, new OneRowRelation());
        Assert.Same(plan, plan.TransformUp(NodeKinds.Sort, _ => throw new InvalidOperationException()));
    }
}

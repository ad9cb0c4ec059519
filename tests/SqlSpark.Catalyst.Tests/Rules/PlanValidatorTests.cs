using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Rules;

public sealed class PlanValidatorTests
{
    private static readonly AttributeReference A = new("a", IntegerType.Instance, false);
    private static readonly AttributeReference B = new("b", StringType.Instance);
    private static readonly LocalRelation Relation = new([A, B], []);

    [Fact]
    public void Accepts_a_valid_plan() => Assert.Null(PlanValidator.FindProblem(new Filter(new IsNotNull(B), new Project([A, B], Relation))));

    [Fact]
    public void Finds_unresolved_names() =>
        Assert.Contains("unresolved", PlanValidator.FindProblem(new Project([new UnresolvedAttribute("a")], Relation)), StringComparison.Ordinal);

    [Fact]
    public void Finds_columns_that_no_child_offers() =>
        Assert.Contains("which no child offers", PlanValidator.FindProblem(new Filter(new IsNull(B), new Project([A], Relation))), StringComparison.Ordinal);

    [Fact]
    public void Finds_columns_that_both_sides_of_a_join_have() =>
        Assert.Contains("the same columns", PlanValidator.FindProblem(new Join(Relation, Relation, JoinType.Cross, null)), StringComparison.Ordinal);

    [Fact]
    public void Finds_columns_that_are_made_twice()
    {
        var one = new Alias(Literal.Int(1), "x");
        Assert.Contains("twice", PlanValidator.FindProblem(new Project([one, one with { Child = Literal.Int(2) }], Relation)), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_problems_inside_of_subqueries() => Assert.NotNull(
        PlanValidator.FindProblem(new Project([new Alias(new Exists(new Filter(new IsNull(new AttributeReference("z", B.Type)), Relation)), "e")], Relation)));

    [Fact]
    public void Finds_what_a_rule_must_not_change()
    {
        Assert.Null(PlanValidator.FindSchemaChange(Relation, Relation with { Attributes = [A, B.WithNullability(false)] }));
        Assert.NotNull(PlanValidator.FindSchemaChange(Relation, Relation with { Attributes = [A] }));
        Assert.NotNull(PlanValidator.FindSchemaChange(Relation, Relation with { Attributes = [A.NewInstance(), B] }));
        Assert.NotNull(PlanValidator.FindSchemaChange(Relation, Relation with { Attributes = [A with { Name = "q" }, B] }));
        Assert.NotNull(PlanValidator.FindSchemaChange(Relation, Relation with { Attributes = [A with { Type = LongType.Instance }, B] }));
        Assert.NotNull(PlanValidator.FindSchemaChange(Relation, Relation with { Attributes = [A.WithNullability(true), B] }));
    }
}

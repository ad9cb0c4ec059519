using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class SimplifyExtractValueOpsTests : RuleTest<SimplifyExtractValueOps>
{
    private static TestPlan Input => Relation("a INT, b STRING");

    protected override Rule<LogicalPlan>[] Preparation => WithFoldedConstants;

    [Theory]
    [InlineData("named_struct('x', a, 'y', upper(b)).y", "upper(b)")]
    [InlineData("struct(struct(a, b), a).col1.b", "b")]
    [InlineData("array(a, a + 1, 3)[1]", "(a + 1)")]
    public void A_part_is_taken_directly(string before, string after) =>
        Assert.Equal($"Project [{after} AS x]\n+- LocalRelation [a, b]", Printed(Input.Select($"{before} AS x")));

    [Fact]
    public void Positions_that_are_not_there_keep_what_they_give()
    {
        LeavesAlone(Input.Select("array(a, 1)[2] AS x"));
        LeavesAlone(Input.Select("array(a, 1)[a] AS x"));
    }

    [Fact]
    public void What_is_random_is_computed() => LeavesAlone(Input.Select("named_struct('x', volatile_random(), 'y', b).y AS x"));
}

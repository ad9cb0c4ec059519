using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;

public sealed class EliminateSubqueryAliasesTests : RuleTest<EliminateSubqueryAliases>
{
    [Fact]
    public void Drops_the_names_of_relations() => Rewrites(
        Relation("a INT").As("t").Where("t.a > 1").As("u"),
        """
        Filter (a > 1)
        +- LocalRelation [a]
        """);

    [Fact]
    public void Leaves_plans_without_names_alone() => LeavesAlone(Relation("a INT").Where("a > 1"));
}

using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;

public sealed class CombineUnionsTests : RuleTest<CombineUnions>
{
    [Fact]
    public void Makes_one_union_of_nested_ones() => Rewrites(
        Relation("a INT").Union(Relation("b INT")).Union(Relation("c INT").Union(Relation("d INT"))),
        """
        Union
        :- LocalRelation [a]
        :- LocalRelation [b]
        :- LocalRelation [c]
        +- LocalRelation [d]
        """);

    [Fact]
    public void Does_not_look_through_distinct() => LeavesAlone(Relation("a INT").Union(Relation("b INT")).Distinct().Union(Relation("c INT")));
}

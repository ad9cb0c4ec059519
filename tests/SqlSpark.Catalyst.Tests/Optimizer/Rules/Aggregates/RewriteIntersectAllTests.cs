using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class RewriteIntersectAllTests : RuleTest<RewriteIntersectAll>
{
    [Fact]
    public void Repeats_rows_as_often_as_both_sides_have_them() => Rewrites(
        Relation("a INT").Combine(SetOperator.Intersect, true, Relation("b INT NOT NULL")),
        """
        Project [a]
        +- Generate replicaterows(_count), [_count], false, []
           +- Aggregate [a], [a, if ((count(_left) < count(_right))) count(_left) else count(_right) AS _count]
              +- Union
                 :- Project [a, true AS _left, CAST(NULL AS BOOLEAN) AS _right]
                 :  +- LocalRelation [a]
                 +- Project [b, CAST(NULL AS BOOLEAN) AS _left, true AS _right]
                    +- LocalRelation [b]
        """);

    [Fact]
    public void Leaves_INTERSECT_alone() => LeavesAlone(Relation("a INT").Combine(SetOperator.Intersect, false, Relation("b INT")));
}

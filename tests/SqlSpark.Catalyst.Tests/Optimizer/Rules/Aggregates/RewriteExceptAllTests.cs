using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class RewriteExceptAllTests : RuleTest<RewriteExceptAll>
{
    [Fact]
    public void Repeats_rows_as_often_as_the_left_side_has_them_more() => Rewrites(
        Relation("a INT, s STRING").Combine(SetOperator.Except, true, Relation("b INT, t STRING")),
        """
        Project [a, s]
        +- Generate replicaterows(_count), [_count], false, []
           +- Aggregate [a, s], [a, s, sum(_sign) AS _count]
              +- Union
                 :- Project [a, s, 1L AS _sign]
                 :  +- LocalRelation [a, s]
                 +- Project [b, t, -1L AS _sign]
                    +- LocalRelation [b, t]
        """);

    [Fact]
    public void Leaves_EXCEPT_alone() => LeavesAlone(Relation("a INT").Combine(SetOperator.Except, false, Relation("b INT")));
}

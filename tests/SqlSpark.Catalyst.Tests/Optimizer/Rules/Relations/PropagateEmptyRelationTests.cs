using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Core.Types;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;

public sealed class PropagateEmptyRelationTests : RuleTest<PropagateEmptyRelation>
{
    [Fact]
    public void No_rows_stay_no_rows() => Rewrites(
        EmptyRelation("a INT").Select("a + 1 AS x").Where("x > 1").Distinct().OrderBy("x").Offset(1).Limit(3),
        "LocalRelation <empty>, [x]");

    [Fact]
    public void Groups_of_no_rows_are_none() => Rewrites(
        EmptyRelation("a INT").GroupBy("a", "a, count(*) AS n"), "LocalRelation <empty>, [a, n]");

    [Fact]
    public void An_aggregation_without_grouping_has_its_row() => LeavesAlone(EmptyRelation("a INT").Select("count(*) AS n, max(a) AS m"));

    [Fact]
    public void A_union_without_its_first_input_keeps_its_columns() => Rewrites(
        EmptyRelation("a BIGINT").Union(Range("b")),
        """
        Project [b AS a]
        +- Range (0, 3, step=1)
        """);

    [Fact]
    public void A_window_over_no_rows_has_none() => Rewrites(
        EmptyRelation("a INT").Select("a, rank() OVER (ORDER BY a) AS r"), "LocalRelation <empty>, [a, r]");

    [Fact]
    public void A_union_loses_inputs_without_rows() => Rewrites(
        Range("a").Union(EmptyRelation("b BIGINT NOT NULL"), Range("c")),
        """
        Union
        :- Range (0, 3, step=1)
        +- Range (0, 3, step=1)
        """);

    [Fact]
    public void A_union_of_no_rows_has_none() => Rewrites(EmptyRelation("a INT").Union(EmptyRelation("b INT")), "LocalRelation <empty>, [a]");

    [Fact]
    public void Leaves_relations_with_rows_alone() => LeavesAlone(Range("a").Where("a > 1L").Union(Range("b")));

    private static TestPlan Range(string name) => new(_ => new Plans.Range(0, 3, 1, null, new AttributeReference(name, LongType.Instance, false)));

    [Fact]
    public void Nothing_generates_nothing() => Rewrites(
        EmptyRelation("a INT").LateralView("OUTER explode(array(a)) t AS x"),
        "LocalRelation <empty>, [a, x]");
}

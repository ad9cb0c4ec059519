using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Limits;

public sealed class PushDownTopNTests : RuleTest<PushDownTopN>
{
    private static TestPlan Input => Relation("a INT, b STRING");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases()];

    [Fact]
    public void What_is_computed_is_computed_of_the_first_rows_alone() => Rewrites(
        Input.Select("a AS k, b, upper(b) AS u").OrderBy("k, b DESC").Limit(3),
        """
        Project [a AS k, b, upper(b) AS u]
        +- Limit 3
           +- Sort [a ASC NULLS FIRST, b DESC NULLS LAST], true
              +- LocalRelation [a, b]
        """);

    [Fact]
    public void Rows_that_an_offset_skips_are_not_computed_either() => Rewrites(
        Input.Select("a, b, upper(b) AS u").OrderBy("a, b").Offset(2).Limit(3),
        """
        Project [a, b, upper(b) AS u]
        +- Limit 3
           +- Offset 2
              +- Sort [a ASC NULLS FIRST, b ASC NULLS FIRST], true
                 +- LocalRelation [a, b]
        """);

    [Fact]
    public void An_outer_join_gets_the_first_rows_of_the_side_that_it_keeps()
    {
        Rewrites(
            Left().Join(Right(), JoinType.LeftOuter, "a = c").OrderBy("a DESC, b").Offset(1).Limit(5),
            """
            Limit 5
            +- Offset 1
               +- Sort [a DESC NULLS LAST, b ASC NULLS FIRST], true
                  +- Join LeftOuter, (a = c)
                     :- Limit 6
                     :  +- Sort [a DESC NULLS LAST, b ASC NULLS FIRST], true
                     :     +- Aggregate [a, b], [a, b]
                     :        +- LocalRelation [a, b]
                     +- Aggregate [c], [c, count(d) AS n]
                        +- LocalRelation [c, d]
            """);
        Rewrites(
            Right().Join(Left(), JoinType.RightOuter, "a = c").Select("n, upper(b) AS u, a AS k").OrderBy("u, k").Limit(5),
            """
            Limit 5
            +- Sort [u ASC NULLS FIRST, k ASC NULLS FIRST], true
               +- Project [n, upper(b) AS u, a AS k]
                  +- Join RightOuter, (a = c)
                     :- Aggregate [c], [c, count(d) AS n]
                     :  +- LocalRelation [c, d]
                     +- Limit 5
                        +- Sort [upper(b) ASC NULLS FIRST, a ASC NULLS FIRST], true
                           +- Aggregate [a, b], [a, b]
                              +- LocalRelation [a, b]
            """);
    }

    [Fact]
    public void Keys_that_are_computed_and_what_can_fail_keep_their_place()
    {
        LeavesAlone(Input.Select("a, upper(b) AS u").OrderBy("u, a").Limit(3));
        LeavesAlone(Input.Select("a, b, CAST(b AS INT) AS n").OrderBy("a, b").Limit(3));
        LeavesAlone(Input.Select("a, b AS c").OrderBy("a").Limit(3));
        LeavesAlone(Input.Select("a, upper(b) AS u").OrderBy("a"));
    }

    [Fact]
    public void Joins_that_drop_rows_or_sort_by_the_other_side_keep_theirs()
    {
        LeavesAlone(Left().Join(Right(), JoinType.Inner, "a = c").OrderBy("a, b").Limit(5));
        LeavesAlone(Left().Join(Right(), JoinType.LeftOuter, "a = c").OrderBy("n, a, b").Limit(5));
        LeavesAlone(Left().Join(Right(), JoinType.FullOuter, "a = c").OrderBy("a, b").Limit(5));
        LeavesAlone(Left().OrderBy("a, b").Limit(2).Join(Right(), JoinType.LeftOuter, "a = c").OrderBy("a, b").Limit(5));
    }

    // Without duplicates there is one way to take the first rows.
    private static TestPlan Left() => Input.GroupBy("a, b", "a, b");

    private static TestPlan Right() => Relation("c INT, d INT").GroupBy("c", "c, count(d) AS n");
}

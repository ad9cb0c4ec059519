using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class PushPartialAggregationThroughJoinTests : RuleTest<PushPartialAggregationThroughJoin>
{
    private static TestPlan Facts => Relation("k BOOLEAN, i BIGINT, m DECIMAL(7, 2), s STRING, f DOUBLE");

    private static TestPlan Names => Relation("j BOOLEAN, n STRING, o INT, g DOUBLE");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases(), new ColumnPruning()];

    [Fact]
    public void The_side_with_the_values_is_grouped_first() => Rewrites(
        Facts.Join(Names, JoinType.Inner, "k = j").GroupBy("n", "n, sum(i) AS s, count(*) AS c"),
        """
        Aggregate [n], [n, merge_sum(_state) AS s, merge_count(_state) AS c]
        +- Join Inner, (k = j)
           :- Aggregate [k], [k, state_sum(i) AS _state, state_count(1) AS _state]
           :  +- LocalRelation [k, i]
           +- LocalRelation [j, n]
        """);

    [Fact]
    public void What_is_computed_above_the_join_is_computed_below_it() => Rewrites(
        Names.Join(Facts, JoinType.Inner, "k = j").Select("i * 2 AS d, upper(n) AS u").GroupBy("u", "max(d) + 1 AS s, u"),
        """
        Aggregate [u], [(merge_max(_state) + cast(1 as bigint)) AS s, u]
        +- Project [upper(n) AS u, _state]
           +- Join Inner, (k = j)
              :- LocalRelation [j, n]
              +- Aggregate [k], [k, state_max((i * cast(2 as bigint))) AS _state]
                 +- LocalRelation [k, i]
        """);

    [Theory]
    [InlineData(JoinType.LeftOuter, true)]
    [InlineData(JoinType.LeftOuter, false)]
    [InlineData(JoinType.RightOuter, true)]
    [InlineData(JoinType.RightOuter, false)]
    [InlineData(JoinType.FullOuter, true)]
    [InlineData(JoinType.FullOuter, false)]
    public void Of_outer_joins_only_the_side_that_is_kept_is_grouped(JoinType type, bool ofLeft)
    {
        var plan = (ofLeft ? Facts.Join(Names, type, "k = j") : Names.Join(Facts, type, "k = j")).GroupBy("n", "n, sum(i) AS s, count(i), avg(m)");
        if (type == (ofLeft ? JoinType.LeftOuter : JoinType.RightOuter))
            Assert.Contains("Aggregate [k], [k, state_sum(i)", Printed(plan), StringComparison.Ordinal);
        else
            LeavesAlone(plan);
    }

    [Theory]
    [InlineData("k = j AND length(s) < o", "sum(i), min(f), max(f)")]
    [InlineData("k <=> j", "sum(m), avg(m), count(i) FILTER (WHERE f > 0)")]
    [InlineData("k OR j", "max_by(i, m), bool_or(f > i), bit_and(i)")]
    public void Conditions_and_functions_of_all_kinds_give_what_they_gave(string condition, string functions) => Assert.Contains(
        ", state_", Several(Facts.Join(Names, JoinType.Inner, condition).GroupBy("n, k", "n, k, " + functions)), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_done_where_it_cannot_be_or_does_not_pay()
    {
        LeavesAlone(Facts.Join(Names, JoinType.Inner, "k = j").GroupBy("n", "n, sum(i + o) AS s"));
        LeavesAlone(Facts.Join(Names, JoinType.Inner, "k = j").GroupBy("n", "n, count(DISTINCT i) AS s"));
        LeavesAlone(Facts.Join(Names, JoinType.Inner, "k = j").GroupBy("n", "n, first(i) AS s"));
        LeavesAlone(Facts.Join(Names, JoinType.Inner, "k = j").Select("sum(i) AS s"));
        LeavesAlone(Facts.Join(Names, JoinType.LeftSemi, "k = j").GroupBy("k", "k, sum(i) AS s"));
        LeavesAlone(Facts.Join(Names.Distinct(), JoinType.Inner, "m = o").GroupBy("n", "n, sum(i) AS s"));
    }

    [Fact]
    public void Without_keys_nothing_is_grouped_since_no_rows_would_be_a_group_too() =>
        LeavesAlone(Facts.Join(Names, JoinType.Inner, "o > 1").GroupBy("n", "n, sum(i) AS s"));

    [Fact]
    public void Keys_that_differ_and_yet_are_equal_are_not_grouped() =>
        LeavesAlone(Facts.Join(Names, JoinType.Inner, "f = g").GroupBy("n", "n, sum(i) AS s"));

    /// <summary>The plan over many rows, so that many keys are few.</summary>
    private string Several(TestPlan plan)
    {
        Printed(plan);
        var data = TestData.All.Single(static data => data.Name == "several batches");
        return new PushPartialAggregationThroughJoin().Apply(Preparation.Aggregate(plan.Build(data), (prepared, rule) => rule.Apply(prepared, Context)), Context).ToString();
    }
}

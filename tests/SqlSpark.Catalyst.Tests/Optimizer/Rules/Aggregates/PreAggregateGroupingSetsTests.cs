using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Optimizer.Rules.Projections;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class PreAggregateGroupingSetsTests : RuleTest<PreAggregateGroupingSets>
{
    private static TestPlan Input => Relation("a INT, b BOOLEAN, i BIGINT, d DOUBLE, m DECIMAL(7, 2), s STRING");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases(), new ColumnPruning()];

    [Fact]
    public void Groups_are_expanded_in_place_of_rows() => Rewrites(
        Input.GroupBy("ROLLUP(a)", "a, sum(i) AS s, count(*) AS n"),
        """
        Aggregate [a, spark_grouping_id], [a, merge_sum(_state) AS s, merge_count(_state) AS n]
        +- Expand [[a, 0L, _state, _state], [CAST(NULL AS INT), 1L, _state, _state]], [a, spark_grouping_id, _state, _state]
           +- Aggregate [a], [a, state_sum(i) AS _state, state_count(1) AS _state]
              +- Project [i, a AS a]
                 +- LocalRelation [a, i]
        """);

    [Fact]
    public void What_cannot_be_split_keeps_all()
    {
        LeavesAlone(Input.GroupBy("ROLLUP(a)", "count(DISTINCT i), sum(i)"));
        LeavesAlone(Input.GroupBy("ROLLUP(a)", "sort_array(collect_set(i)), sum(i)"));
        LeavesAlone(Input.GroupBy("ROLLUP(a)", "first(i)"));
    }

    [Theory]
    [InlineData("sum(i)")]
    [InlineData("sum(m), avg(m)")]
    [InlineData("min(d), max(d), min(s), max(s)")]
    [InlineData("avg(i), count(i), count(s)")]
    [InlineData("stddev(i), corr(i, a), var_pop(i), skewness(i)")]
    [InlineData("bool_and(b), bit_xor(i), count_if(b)")]
    [InlineData("median(i), percentile(i, 0.3)")]
    [InlineData("max_by(s, struct(i, m)), min_by(m, struct(s, m))")]
    [InlineData("sum(i) FILTER (WHERE b), count(*) FILTER (WHERE s > 'a'), sum(i) + 1, grouping(a), grouping_id()")]
    public void All_functions_give_what_they_gave(string results) =>
        Assert.Contains("Aggregate [a], [a, state_", Printed(Input.GroupBy("GROUPING SETS ((a), ())", "a, " + results)), StringComparison.Ordinal);

    [Theory]
    [InlineData("ROLLUP(b, a)")]
    [InlineData("CUBE(b, s)")]
    [InlineData("b, ROLLUP(s)")]
    [InlineData("GROUPING SETS ((b), (s), ())")]
    [InlineData("GROUPING SETS ((b), (b), (b, s))")]
    public void All_forms_of_grouping_sets_are_the_same_as_before(string keys)
    {
        foreach (var data in TestData.All)
        {
            var before = Preparation.Aggregate(Input.GroupBy(keys, "b, grouping_id(), count(*), sum(i), avg(m)").Build(data), (plan, rule) => rule.Apply(plan, Context));
            Assert.Equal(Run(before), Run(new PreAggregateGroupingSets().Apply(before, Context)));
        }
    }

    [Fact]
    public void Nothing_is_done_for_one_grouping_or_where_groups_are_as_many_as_rows()
    {
        LeavesAlone(Input.GroupBy("a", "a, sum(i)"));
        var many = Preparation.Aggregate(Input.GroupBy("ROLLUP(a, i, m, s)", "a, i, sum(d)").Build(TestData.Typical), (plan, rule) => rule.Apply(plan, Context));
        Assert.Same(many, new PreAggregateGroupingSets().Apply(many, Context));
        LeavesAlone(Input.GroupBy("ROLLUP(a)", "a"));
    }
}

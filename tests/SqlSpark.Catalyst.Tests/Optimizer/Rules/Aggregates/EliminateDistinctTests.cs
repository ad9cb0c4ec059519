using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Catalyst.Optimizer.Rules.Relations;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class EliminateDistinctTests : RuleTest<EliminateDistinct>
{
    private static TestPlan Input => Relation("a INT, b INT, c DOUBLE");

    protected override Rule<LogicalPlan>[] Preparation => [.. base.Preparation, new EliminateSubqueryAliases()];

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("bit_and")]
    [InlineData("bit_or")]
    public void Functions_that_do_not_mind_duplicates_need_none_dropped(string function) => Rewrites(
        Input.GroupBy("a", $"a, {function}(DISTINCT b) AS x, count(DISTINCT b) AS n"),
        $"""
        Aggregate [a], [a, {function}(b) AS x, count(DISTINCT b) AS n]
        +- LocalRelation [a, b, c]
        """);

    [Fact]
    public void Columns_that_were_grouped_by_have_each_value_once() => Rewrites(
        Input.GroupBy("a, b", "a AS x, b AS y, sum(c) AS z").Select("count(DISTINCT y, x) AS n, sum(DISTINCT x) AS s"),
        """
        Aggregate [], [count(y, x) AS n, sum(DISTINCT x) AS s]
        +- Aggregate [a, b], [a AS x, b AS y, sum(c) AS z]
           +- LocalRelation [a, b, c]
        """);

    [Fact]
    public void One_row_has_no_duplicates() => Rewrites(
        Input.OrderBy("a, b, c").Limit(1).Select("count(DISTINCT b) AS n"),
        """
        Aggregate [], [count(b) AS n]
        +- Limit 1
           +- Sort [a ASC NULLS FIRST, b ASC NULLS FIRST, c ASC NULLS FIRST], true
              +- LocalRelation [a, b, c]
        """);

    [Fact]
    public void Other_columns_keep_it()
    {
        LeavesAlone(Input.Select("count(DISTINCT b) AS n"), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a, b", "a, b").Select("sum(DISTINCT a + b) AS s, count(DISTINCT b) AS n"), ofFewRows: false);
        LeavesAlone(Input.GroupBy("a", "a, max(b) AS b").Union(Input.GroupBy("a", "a, max(b) AS b")).Select("count(DISTINCT a) AS n"), ofFewRows: false);
    }
}

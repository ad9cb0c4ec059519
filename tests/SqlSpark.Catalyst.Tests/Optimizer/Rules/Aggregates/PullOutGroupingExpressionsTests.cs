using SqlSpark.Catalyst.Optimizer.Rules.Aggregates;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Aggregates;

public sealed class PullOutGroupingExpressionsTests : RuleTest<PullOutGroupingExpressions>
{
    private static TestPlan Input => Relation("a INT, b INT");

    [Fact]
    public void A_computed_key_is_computed_below() => Rewrites(
        Input.GroupBy("a IS NULL", "NOT (a IS NULL) AS x, count(b) AS n"),
        """
        Aggregate [_groupingexpression], [NOT _groupingexpression AS x, count(b) AS n]
        +- Project [a, b, isnull(a) AS _groupingexpression]
           +- LocalRelation [a, b]
        """);

    [Fact]
    public void Equal_keys_are_computed_once() => Rewrites(
        Input.GroupBy("a % 2, b, a % 2", "a % 2 AS x, a % 2 + b AS y"),
        """
        Aggregate [_groupingexpression, b, _groupingexpression], [_groupingexpression AS x, (_groupingexpression + b) AS y]
        +- Project [a, b, (a % 2) AS _groupingexpression]
           +- LocalRelation [a, b]
        """);

    [Fact]
    public void Arguments_of_aggregates_stay_over_the_input() => Rewrites(
        Input.GroupBy("a % 2", "count(a % 2) AS n"),
        """
        Aggregate [_groupingexpression], [count((a % 2)) AS n]
        +- Project [a, b, (a % 2) AS _groupingexpression]
           +- LocalRelation [a, b]
        """);

    [Theory]
    [InlineData("a")]
    [InlineData("a, 'x'")]
    [InlineData("a, 'x' || 'y'")]
    public void Columns_and_constants_stay(string keys) => LeavesAlone(Input.GroupBy(keys, "count(b) AS n"));
}

using SqlSpark.Catalyst.Optimizer.Rules.Filters;
using SqlSpark.Catalyst.Optimizer.Rules.Windows;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Windows;

public sealed class InferWindowGroupLimitTests : RuleTest<InferWindowGroupLimit>
{
    protected override Rule<LogicalPlan>[] Preparation => [.. WithFoldedConstants, new PushDownPredicates()];

    [Theory]
    [InlineData("r <= 2", 2)]
    [InlineData("r < 2", 1)]
    [InlineData("r = 3", 3)]
    [InlineData("2 >= r", 2)]
    [InlineData("3 > r", 2)]
    [InlineData("r <= 4 AND b > 0 AND r <= 2", 2)]
    public void Keeps_the_first_rows_of_each_partition(string condition, int limit) => Assert.Contains(
        $"WindowGroupLimit [a], [b ASC NULLS FIRST], rank(), {limit}",
        Printed(Relation("a INT, b INT").Select("a, b, rank() OVER (PARTITION BY a ORDER BY b) AS r").Where(condition)),
        StringComparison.Ordinal);

    [Fact]
    public void Stands_under_the_window() => Rewrites(
        Relation("a INT, b INT").Select("a, b, row_number() OVER (ORDER BY a, b) AS r, sum(b) OVER (ORDER BY a, b ROWS UNBOUNDED PRECEDING) AS s").Where("r = 1"),
        """
        Project [a, b, r, s]
        +- Filter (r = 1)
           +- Window [row_number() windowspecdefinition(ORDER BY a ASC NULLS FIRST, b ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS r, sum(b) windowspecdefinition(ORDER BY a ASC NULLS FIRST, b ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS s], [], [a ASC NULLS FIRST, b ASC NULLS FIRST]
              +- WindowGroupLimit [], [a ASC NULLS FIRST, b ASC NULLS FIRST], row_number(), 1
                 +- LocalRelation [a, b]
        """);

    [Fact]
    public void A_rank_below_one_wants_no_rows() => Rewrites(
        Relation("a INT, b INT").Select("a, rank() OVER (ORDER BY b) AS r").Where("r < 1"),
        """
        Project [a, r]
        +- LocalRelation <empty>, [a, b, r]
        """);

    [Theory]
    [InlineData("rank() OVER (PARTITION BY a ORDER BY b) AS r, ntile(2) OVER (PARTITION BY a ORDER BY b) AS n", "r <= 2")]
    [InlineData("rank() OVER (PARTITION BY a ORDER BY b) AS r, count(*) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS n", "r <= 2")]
    [InlineData("rank() OVER (PARTITION BY a ORDER BY b) AS r, lead(b) OVER (PARTITION BY a ORDER BY b) AS n", "r <= 2")]
    [InlineData("percent_rank() OVER (PARTITION BY a ORDER BY b) AS r", "r <= 1")]
    [InlineData("rank() OVER (PARTITION BY a ORDER BY b) AS r", "r >= 2")]
    [InlineData("rank() OVER (PARTITION BY a ORDER BY b) AS r", "r <= 2 OR b = 1")]
    [InlineData("rank() OVER (PARTITION BY a ORDER BY b) AS r", "r <= 1001")]
    public void Keeps_all_rows_that_may_count(string functions, string condition) =>
        LeavesAlone(Relation("a INT, b INT").Select($"a, b, {functions}").Where(condition));
}

using SqlSpark.Catalyst.Optimizer.Rules.Subqueries;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

public sealed class RewriteLateralGenerateTests : RuleTest<RewriteLateralGenerate>
{
    [Fact]
    public void Runs_a_generator_over_the_left_side() => Rewrites(
        Relation("a INT, b INT").Lateral(", LATERAL explode(array(a, b)) AS t(x)"),
        """
        Project [a, b, x]
        +- Project [a, b, x]
           +- Project [a, b, col AS x]
              +- Generate explode(array(a, b)), false, [col]
                 +- LocalRelation [a, b]
        """);

    [Fact]
    public void Projections_and_filters_over_it_come_along_and_ON_is_a_filter() => Rewrites(
        Relation("a INT, b INT").Lateral("JOIN LATERAL (SELECT a + x AS y FROM explode(array(a, b)) AS t(x) WHERE x > a) ON y > 0"),
        """
        Project [a, b, y]
        +- Filter (y > 0)
           +- Project [a, b, y]
              +- Project [a, b, (a + x) AS y]
                 +- Filter (x > a)
                    +- Project [a, b, col AS x]
                       +- Generate explode(array(a, b)), false, [col]
                          +- LocalRelation [a, b]
        """);

    [Fact]
    public void A_left_join_keeps_rows_without_results() => Rewrites(
        Relation("a INT, b INT").Lateral("LEFT JOIN LATERAL explode(CASE WHEN a > 0 THEN array(b) END) AS t(x)"),
        """
        Project [a, b, x]
        +- Project [a, b, x]
           +- Project [a, b, col AS x]
              +- Generate explode(CASE WHEN (a > 0) THEN array(b) END), true, [col]
                 +- LocalRelation [a, b]
        """);
}

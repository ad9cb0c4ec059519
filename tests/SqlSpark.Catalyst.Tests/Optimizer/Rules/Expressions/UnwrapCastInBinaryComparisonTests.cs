using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class UnwrapCastInBinaryComparisonTests : RuleTest<UnwrapCastInBinaryComparison>
{
    protected override Rule<LogicalPlan>[] Preparation => WithFoldedConstants;

    private const string Nothing = "(isnull({0}) AND CAST(NULL AS BOOLEAN))";
    private const string Everything = "(isnotnull({0}) OR CAST(NULL AS BOOLEAN))";

    private static TestPlan Input => Relation("t TINYINT, a INT, n INT NOT NULL, e BIGINT, d DECIMAL(5,2), f DOUBLE");

    [Theory]
    [InlineData("a > 1L", "(a > 1)")]
    [InlineData("1L > a", "(a < 1)")]
    [InlineData("a >= 1L", "(a >= 1)")]
    [InlineData("a < 1L", "(a < 1)")]
    [InlineData("a <= 1L", "(a <= 1)")]
    [InlineData("a = 1L", "(a = 1)")]
    [InlineData("a <=> 1L", "(a <=> 1)")]
    [InlineData("t = 1", "(t = 1Y)")]
    [InlineData("t >= 127", "(t >= 127Y)")]
    [InlineData("t > -128", "(t > -128Y)")]
    [InlineData("a > 1D", "(a > 1)")]
    [InlineData("CAST(t AS FLOAT) < CAST(1 AS FLOAT)", "(t < 1Y)")]
    [InlineData("CAST(d AS DECIMAL(9,4)) = 1.5000BD", "(d = 1.50BD)")]
    public void A_literal_of_the_columns_type_is_compared_with_the_column(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("a > 1.5D", "(a > 1)")]
    [InlineData("a >= 1.5D", "(a > 1)")]
    [InlineData("a < 1.5D", "(a <= 1)")]
    [InlineData("a <= 1.5D", "(a <= 1)")]
    [InlineData("a >= -1.5D", "(a > -2)")]
    [InlineData("CAST(a AS DECIMAL(12,1)) >= 0.5BD", "(a > 0)")]
    [InlineData("CAST(d AS DECIMAL(9,4)) <= 1.2345BD", "(d <= 1.23BD)")]
    public void A_literal_between_two_values_becomes_the_lower_one(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("t > 127", "t", Nothing)]
    [InlineData("t >= 128", "t", Nothing)]
    [InlineData("t = 128", "t", Nothing)]
    [InlineData("t < 128", "t", Everything)]
    [InlineData("t <= 127", "t", Everything)]
    [InlineData("a = 1.5D", "a", Nothing)]
    [InlineData("a > 1e20D", "a", Nothing)]
    [InlineData("a < CAST('NaN' AS DOUBLE)", "a", Everything)]
    [InlineData("a >= CAST('NaN' AS DOUBLE)", "a", Nothing)]
    [InlineData("a > CAST('-Infinity' AS DOUBLE)", "a", Everything)]
    [InlineData("t < -128", "t", Nothing)]
    [InlineData("t >= -128", "t", Everything)]
    public void A_literal_out_of_range_decides_where_the_value_is_not_NULL(string condition, string column, string expected) =>
        Becomes(condition, string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, column));

    [Theory]
    [InlineData("n > 3000000000L", "false")]
    [InlineData("n < 3000000000L", "true")]
    [InlineData("a <=> 3000000000L", "false")]
    public void Or_everywhere_when_it_is_never_NULL(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("a IN (1L, 3000000000L, 2L)", "a IN (1,2)")]
    [InlineData("a IN (3000000000L, 4000000000L)", "(isnull(a) AND CAST(NULL AS BOOLEAN))")]
    public void Items_that_no_value_equals_go(string condition, string expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("e > 1D")]
    [InlineData("f > 1")]
    [InlineData("CAST(a AS TINYINT) > 1Y")]
    [InlineData("CAST(a AS STRING) = '1'")]
    [InlineData("a > e")]
    [InlineData("t >= 127Y")]
    public void Casts_that_lose_something_stay(string condition) => LeavesAlone(Input.Select($"{condition} AS x"));

    private void Becomes(string condition, string expected) =>
        Assert.Equal($"Project [{expected} AS x]\n+- LocalRelation [t, a, n, e, d, f]", Printed(Input.Select($"{condition} AS x")));
}

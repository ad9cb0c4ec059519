using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Expressions;

public sealed class SimplifyArithmeticTests : RuleTest<SimplifyArithmetic>
{
    private static TestPlan Input => Relation("a INT, b BIGINT, n INT NOT NULL, t TINYINT, d DOUBLE, f FLOAT, m DECIMAL(5, 2)");

    protected override Rule<LogicalPlan>[] Preparation => WithFoldedConstants;

    [Theory]
    [InlineData("a + 0", "a")]
    [InlineData("0 + a", "a")]
    [InlineData("b - 0L", "b")]
    [InlineData("a * 1", "a")]
    [InlineData("1 * t", "cast(t as int)")]
    [InlineData("n * 0", "0")]
    [InlineData("d - 0D", "d")]
    [InlineData("d * 1D", "d")]
    [InlineData("1D * f", "cast(f as double)")]
    [InlineData("d / 1D", "d")]
    [InlineData("-(-d)", "d")]
    [InlineData("a + 1 + 2", "(a + 3)")]
    [InlineData("a - 1 - 2 - 3", "(a - 6)")]
    [InlineData("a + -1 + -2", "(a + -3)")]
    [InlineData("a * 2 * 3", "(a * 6)")]
    [InlineData("try_add(a, 0)", "a")]
    public void What_changes_nothing_goes_and_literals_meet(string before, string after) =>
        Assert.Equal($"Project [{after} AS x]\n+- LocalRelation [a, b, n, t, d, f, m]", Printed(Input.Select($"{before} AS x")));

    [Theory]
    [InlineData("a * 0")]
    [InlineData("d + 0D")]
    [InlineData("d - -0D")]
    [InlineData("d * 0D")]
    [InlineData("a + 1 + -2")]
    [InlineData("a + 1 - 2")]
    [InlineData("a * -1 * -1")]
    [InlineData("a * 0 * 3")]
    [InlineData("a + 2147483647 + 1")]
    [InlineData("-(-a)")]
    [InlineData("m + 0")]
    [InlineData("m * 1")]
    [InlineData("a % 1")]
    [InlineData("1 - a")]
    [InlineData("try_add(try_add(a, 1), 2)")]
    [InlineData("a + CAST(NULL AS INT)")]
    public void What_could_change_a_result_or_an_error_stays(string expression) => LeavesAlone(Input.Select($"{expression} AS x"));

    [Theory]
    [InlineData(1, -2, -1)]
    [InlineData(int.MaxValue, 5, null)]
    public void Sums_that_wrap_around_meet_whatever_their_signs(int first, int second, int? both)
    {
        var plan = Input.Project(columns => new Arithmetic(ArithmeticOperator.Add, new Arithmetic(ArithmeticOperator.Add, columns[0], Literal.Int(first), EvalMode.Legacy), Literal.Int(second), EvalMode.Legacy), "x");
        if (both is { } sum)
            Assert.StartsWith($"Project [(a + {sum}) AS x]", Printed(plan), StringComparison.Ordinal);
        else
            LeavesAlone(plan);
    }
}

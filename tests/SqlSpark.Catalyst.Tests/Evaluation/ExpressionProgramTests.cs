using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

public sealed class ExpressionProgramTests : ProgramTest
{
    private static readonly DataType Int = IntegerType.Instance;
    private static readonly BoundReference A = Column(0, IntegerType.Instance);
    private static readonly BoundReference B = Column(1, IntegerType.Instance);

    private static Arithmetic Add(Expression l, Expression r) => new(ArithmeticOperator.Add, l, r, EvalMode.Ansi);

    private static Arithmetic Divide(Expression l, Expression r, EvalMode mode = EvalMode.Ansi) =>
        new(ArithmeticOperator.IntegralDivide, l, r, mode);

    [Fact]
    public void Projects_columns_literals_and_sums()
    {
        var batch = Batch(3, [new(Int, [1, null, 3]), new(Int, [10, 20, 30])]);
        var rows = Run(batch, Project(Add(A, B), A, Literal.String("x")));
        Assert.Equal([[11, 1, "x"], [null, null, "x"], [33, 3, "x"]], rows);
    }

    [Fact]
    public void Filters_keep_rows_for_which_the_condition_is_true()
    {
        var batch = Batch(4, [new(Int, [1, null, 3, 4])]);
        var rows = Run(batch, Filter(Comparison.GreaterThan(A, Literal.Int(1))));
        Assert.Equal([[3], [4]], rows);
    }

    [Fact]
    public void Columns_that_pass_through_are_the_input_vectors_themselves()
    {
        var batch = Batch(3, [new(Int, [1, 2, 3]), new(Int, [1, 2, 3], Storage.Lazy)]);
        var program = ExpressionProgram.Compile([Int, Int], [Project(B, A)]);
        using var state = program.CreateState(new KernelContext(Account));
        var output = program.Run(state, batch);
        Assert.Same(batch[1], output[0]);
        Assert.Same(batch[0], output[1]);
        Assert.Null(((LazyVector)output[0]).Loaded);
    }

    [Fact]
    public void Minus_in_try_mode_makes_intervals_that_overflow_NULL()
    {
        var least = new UnaryMinus(new Literal(long.MinValue, DayTimeIntervalType.Default), EvalMode.Try);
        Assert.Null(Evaluate(least));
        Assert.True(least.Nullable);
        Assert.False(least.CanFail);
    }

    [Fact]
    public void Sums_of_intervals_fail_in_legacy_mode_too()
    {
        var most = new Literal(int.MaxValue, YearMonthIntervalType.Default);
        var sum = new Arithmetic(ArithmeticOperator.Add, most, most, EvalMode.Legacy);
        Assert.True(sum.CanFail);
        Assert.True(new UnaryMinus(most, EvalMode.Legacy).CanFail);
        Assert.Equal("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", Fails(sum).Condition);
    }

    [Theory]
    [InlineData(EvalMode.Ansi)]
    [InlineData(EvalMode.Try)]
    public void Products_of_decimals_with_nothing_before_the_point_keep_37_digits(EvalMode mode)
    {
        var type = new DecimalType(38, 38);
        var most = new Literal(Int128.Parse(new string('9', 38), System.Globalization.CultureInfo.InvariantCulture), type);
        var product = new Arithmetic(ArithmeticOperator.Multiply, most, most, mode);
        Assert.Equal(new DecimalType(38, 37), product.DataType);
        Assert.Equal(Int128.Parse("1" + new string('0', 37), System.Globalization.CultureInfo.InvariantCulture), Evaluate(product));
        Assert.Equal((Int128)0, Evaluate(product with { Left = new Literal((Int128)1, type), Right = new Literal((Int128)1, type) }));
    }

    /// <summary>div is an IntegralDivide for intervals too; INTERVAL_DIVIDED_BY_ZERO is for an interval over a number.</summary>
    [Fact]
    public void Intervals_divided_by_an_interval_of_zero_fail_as_numbers_do()
    {
        var zero = new Literal(0, YearMonthIntervalType.Default);
        Assert.Equal("DIVIDE_BY_ZERO", Fails(Divide(zero, zero)).Condition);
        Assert.Null(Evaluate(Divide(zero, zero, EvalMode.Legacy)));
    }
}

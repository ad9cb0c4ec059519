using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>
/// Operands that can fail are computed for the rows that come to them: operands before them are not NULL there. Spark:
/// <c>BinaryExpression.eval</c>, <c>TernaryExpression.eval</c>, <c>DivModLike.eval</c>.
/// </summary>
public sealed class FailingOperandsTests : ProgramTest
{
    private static readonly DataType Int = IntegerType.Instance;
    private static readonly DataType Long = LongType.Instance;
    private static readonly BoundReference A = Column(0, LongType.Instance);
    private static readonly BoundReference B = Column(1, LongType.Instance);
    private static readonly BoundReference Text = Column(2, StringType.Instance);

    private static Arithmetic Add(Expression l, Expression r) => new(ArithmeticOperator.Add, l, r, EvalMode.Ansi);

    private static Arithmetic Divide(Expression l, Expression r) => new(ArithmeticOperator.IntegralDivide, l, r, EvalMode.Ansi);

    /// <summary>Fails where B is 0.</summary>
    private static Arithmetic Reciprocal => Divide(Literal.Long(12), B);

    private RecordBatch Input(Storage storage) => Batch(
        4,
        [new(Long, [1L, null, null, 4L], storage), new(Long, [2L, 0L, 3L, 6L], storage), new(StringType.Instance, ["abc", null, "abc", "abc"], storage)]);

    [Theory]
    [InlineData(Storage.Flat)]
    [InlineData(Storage.Dictionary)]
    [InlineData(Storage.Lazy)]
    public void The_right_operand_is_computed_where_the_left_one_is_not_NULL(Storage storage)
    {
        Assert.Equal([7L, null, null, 6L], Evaluate(Input(storage), Add(A, Reciprocal)));
        Assert.Equal([true, null, null, false], Evaluate(Input(storage), Comparison.LessThan(Add(A, A), Reciprocal)));
    }

    [Fact]
    public void The_left_operand_is_computed_for_all_rows()
    {
        Assert.Equal("DIVIDE_BY_ZERO", Fails(Add(Reciprocal, A)));
        Assert.Equal("DIVIDE_BY_ZERO", Fails(Comparison.GreaterThan(Reciprocal, A)));
        Assert.Equal("DIVIDE_BY_ZERO", Fails(new Comparison(ComparisonOperator.EqualNullSafe, A, Reciprocal)));
    }

    [Fact]
    public void Divisions_look_at_the_divisor_first()
    {
        Assert.Equal([6L, null, null, 0L], Evaluate(Input(Storage.Flat), Divide(Reciprocal, A)));
        Assert.Equal("DIVIDE_BY_ZERO", Fails(Divide(A, Reciprocal)));
    }

    [Fact]
    public void Operands_in_either_order_are_different_values()
    {
        Assert.Equal([[7L], [null], [null], [6L]], Run(Input(Storage.Flat), Project(Add(A, Reciprocal))));
        Assert.Throws<SqlSparkException>(() => Run(Input(Storage.Flat), Project(Add(A, Reciprocal), Add(Reciprocal, A))));
    }

    [Fact]
    public void Later_arguments_of_functions_are_computed_where_all_before_them_are_not_NULL()
    {
        var position = new Cast(A, Int, EvalMode.Ansi, "UTC");
        var length = new Cast(Reciprocal, Int, EvalMode.Ansi, "UTC");
        Assert.Equal(["abc", null, null, ""], Evaluate(Input(Storage.Flat), TestCalls.Call("substring", Text, position, length)));
        Assert.Equal("DIVIDE_BY_ZERO", Fails(TestCalls.Call("substring", Literal.String("x"), length, position)));
    }

    [Fact]
    public void Operands_that_depend_on_no_row_are_computed_once_a_row_needs_them()
    {
        var program = ExpressionProgram.Compile([Long], [Project(Add(A, Divide(Literal.Long(1), Literal.Long(0))))]);
        using var state = program.CreateState(new KernelContext(Account));
        Assert.Equal([[null], [null]], Rows(program.Run(state, Batch(2, [new(Long, [null, null])]))));
        Assert.Throws<SqlSparkException>(() => program.Run(state, Batch(2, [new(Long, [null, 1L])])));
    }

    [Fact]
    public void Operands_inside_of_operands_are_narrowed_again()
    {
        var batch = Batch(3, [new(Long, [null, 1L, 1L]), new(Long, [0L, 0L, 2L]), new(Long, [0L, null, 5L])]);
        Assert.Equal([null, null, 12L], Evaluate(batch, Add(A, Add(Column(2, Long), Reciprocal))));
    }

    [Fact]
    public void A_column_that_two_steps_read_is_not_computed_for_rows_that_an_earlier_filter_does_not_ask_for()
    {
        var batch = Batch(3, [new(Long, [null, 1L, 4L]), new(Long, [0L, 6L, 3L])]);
        var shared = new BoundReference(0, Long, true);
        Assert.Equal(
            [[4L, 4L]],
            Run(batch, Filter(Comparison.LessThanOrEqual(A, Reciprocal)), Filter(Comparison.GreaterThan(A, Literal.Long(1))), Project(Reciprocal), Project(shared, shared)));
        var guarded = new If(Comparison.EqualTo(B, Literal.Long(0)), Literal.Boolean(false), Comparison.GreaterThan(Reciprocal, Literal.Long(2)));
        Assert.Equal([[4L, 4L]], Run(batch, Filter(guarded), Project(Reciprocal), Project(shared, shared)));
    }

    private string? Fails(Expression expression, Storage storage = Storage.Flat) =>
        Assert.Throws<SqlSparkException>(() => Evaluate(Input(storage), expression)).Condition;
}

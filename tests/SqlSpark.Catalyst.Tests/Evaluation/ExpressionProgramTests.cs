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
}

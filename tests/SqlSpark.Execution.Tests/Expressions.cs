using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution;

/// <summary>Short forms of expressions for tests.</summary>
internal static class Expressions
{
    /// <summary>Gives rows the number (partition &lt;&lt; 33) + position, as Spark's function of this name does.</summary>
    private static readonly ScalarFunction MonotonicallyIncreasingId = new("monotonically_increasing_id")
    {
        Group = FunctionGroup.Misc,
        Usage = "monotonically_increasing_id()",
        Examples = [],
    };

    public static Expression Plus(Expression left, Expression right) => new Arithmetic(ArithmeticOperator.Add, left, right, EvalMode.Ansi);

    public static Expression Times(Expression left, Expression right) => new Arithmetic(ArithmeticOperator.Multiply, left, right, EvalMode.Ansi);

    public static Expression Remainder(Expression left, long right) =>
        new Arithmetic(ArithmeticOperator.Remainder, left, Literal.Long(right), EvalMode.Ansi);

    public static Expression IsEqual(Expression left, long right) => Comparison.EqualTo(left, Literal.Long(right));

    public static Expression Above(Expression left, long right) => new Comparison(ComparisonOperator.GreaterThan, left, Literal.Long(right));

    public static Alias As(this Expression expression, string name) => new(expression, name);

    public static Expression RowId() => new ScalarCall(MonotonicallyIncreasingId, [], new BoundFunction(
        LongType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, context => new RowIdKernel(context))
    { IsPositional = true });

    private sealed class RowIdKernel(KernelContext context) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var position = ((long)context.PartitionOrdinal << 33) + context.FirstRowPosition;
            foreach (var row in rows)
                result.Values<long>()[row] = position++;
        }
    }
}

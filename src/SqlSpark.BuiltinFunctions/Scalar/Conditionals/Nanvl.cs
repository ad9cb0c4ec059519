using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>nanvl(a, b)</c>: a, or b where a is NaN.</summary>
/// <remarks>Spark: <c>NaNvl</c> in nullExpressions.scala. A NULL second argument counts only where the first is NaN.</remarks>
internal static class Nanvl
{
    public static readonly ScalarFunction Definition = new("nanvl")
    {
        Group = FunctionGroup.Conditional,
        Since = "1.5.0",
        Usage = "nanvl(expr1, expr2) - Returns expr1 if it is not NaN, else expr2.",
        Examples = [new("SELECT nanvl(cast('NaN' as double), 123)", "123.0")],
        Overloads =
        [
            Overload.Bound([DoubleType.Instance, DoubleType.Instance], Bind<double>),
            Overload.Bound([FloatType.Instance, FloatType.Instance], Bind<float>),
        ],
    };

    private static BoundFunction Bind<T>(BindCall call)
        where T : unmanaged, System.Numerics.IFloatingPoint<T> =>
        new(call.Type(0), call.AnyNullable, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel<T>());

    private sealed class Kernel<T> : IScalarKernel
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var first = new RowReader<T>(arguments[0]);
            var second = new RowReader<T>(arguments[1]);
            var values = result.Values<T>();
            foreach (var row in rows)
            {
                var isNaN = !arguments[0].IsNull(row) && T.IsNaN(first[row]);
                if (arguments[isNaN ? 1 : 0].IsNull(row))
                    result.SetNull(row);
                else
                    values[row] = isNaN ? second[row] : first[row];
            }
        }
    }
}

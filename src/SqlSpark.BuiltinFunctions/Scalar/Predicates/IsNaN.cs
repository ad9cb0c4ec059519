using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>isnan(a)</c>: whether a number is NaN; FALSE for NULL.</summary>
/// <remarks>Spark: <c>IsNaN</c> in nullExpressions.scala.</remarks>
internal static class IsNaN
{
    public static readonly ScalarFunction Definition = new("isnan")
    {
        Group = FunctionGroup.Predicate,
        Since = "1.5.0",
        Usage = "isnan(expr) - Returns whether expr is NaN, FALSE if it is NULL.",
        Examples = [new("SELECT isnan(cast('NaN' as double))", "true")],
        Overloads = [Overload.Bound([DoubleType.Instance], Bind<double>), Overload.Bound([FloatType.Instance], Bind<float>)],
    };

    private static BoundFunction Bind<T>(BindCall call)
        where T : unmanaged, System.Numerics.IFloatingPoint<T> =>
        new(BooleanType.Instance, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel<T>());

    private sealed class Kernel<T> : IScalarKernel
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<T>(arguments[0]);
            var bits = result.Bits;
            bits.Clear();
            foreach (var row in rows)
            {
                if (!arguments[0].IsNull(row) && T.IsNaN(values[row]))
                    Bitmaps.Set(bits, row);
            }
        }
    }
}

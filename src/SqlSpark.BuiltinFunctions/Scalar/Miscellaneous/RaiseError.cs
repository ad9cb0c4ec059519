using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>raise_error(message)</c>: an error, always.</summary>
/// <remarks>Spark: <c>RaiseError</c> in misc.scala. USER_RAISED_EXCEPTION.</remarks>
internal static class RaiseError
{
    public static readonly ScalarFunction Definition = new("raise_error")
    {
        Group = FunctionGroup.Misc,
        Since = "3.1.0",
        Usage = "raise_error(expr) - Raises USER_RAISED_EXCEPTION with a message.",
        Examples = [new("SELECT coalesce(1, raise_error('never'))", "1")],
        Overloads = [Overload.Bound([TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(VoidType.Instance, true, Volatility.Volatile, true, NullBehavior.Custom, static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            foreach (var row in rows)
            {
                errors.Report(row, RowError.UserRaised(arguments[0].IsNull(row) ? "null" : new RowReader<Utf8View>(arguments[0])[row].ToString()));
                return;
            }
        }
    }
}

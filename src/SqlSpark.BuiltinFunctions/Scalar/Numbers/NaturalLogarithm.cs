using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>ln(a)</c>: the natural logarithm.</summary>
/// <remarks>Spark: <c>Log</c> in mathExpressions.scala. NULL where there is none.</remarks>
internal static class NaturalLogarithm
{
    public static readonly ScalarFunction Definition = new("ln")
    {
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "ln(expr) - Returns the natural logarithm of expr, NULL where there is none.",
        Examples = [new("SELECT ln(1)", "0.0")],
        Overloads = [Overload.TryUnary<double, double, Operation>(onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUnaryOperation<double, double>
    {
        public static bool TryInvoke(double value, out double result)
        {
            result = Math.Log(value);
            return !(value <= 0);
        }

        public static RowError Error(double value) => default;
    }
}

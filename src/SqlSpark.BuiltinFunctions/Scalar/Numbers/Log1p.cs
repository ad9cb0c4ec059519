using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>log1p(a)</c>: the natural logarithm of the number plus 1.</summary>
/// <remarks>Spark: <c>Log1p</c> in mathExpressions.scala. NULL where there is none.</remarks>
internal static class Log1p
{
    public static readonly ScalarFunction Definition = new("log1p")
    {
        Printer = static (_, arguments) => $"LOG1P({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "log1p(expr) - Returns the natural logarithm of the number plus 1 of expr, NULL where there is none.",
        Examples = [new("SELECT log1p(0)", "0.0")],
        Overloads = [Overload.TryUnary<double, double, Operation>(onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUnaryOperation<double, double>
    {
        public static bool TryInvoke(double value, out double result)
        {
            result = Transcendentals.OfOnePlus(value);
            return !(value <= -1);
        }

        public static RowError Error(double value) => default;
    }
}

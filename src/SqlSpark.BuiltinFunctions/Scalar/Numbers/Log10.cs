using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>log10(a)</c>: the logarithm to base 10.</summary>
/// <remarks>Spark: <c>Log10</c> in mathExpressions.scala. NULL where there is none.</remarks>
internal static class Log10
{
    public static readonly ScalarFunction Definition = new("log10")
    {
        Printer = static (_, arguments) => $"LOG10({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "log10(expr) - Returns the logarithm to base 10 of expr, NULL where there is none.",
        Examples = [new("SELECT log10(10)", "1.0")],
        Overloads = [Overload.TryUnary<double, double, Operation>(onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUnaryOperation<double, double>
    {
        public static bool TryInvoke(double value, out double result)
        {
            result = Math.Log10(value);
            return !(value <= 0);
        }

        public static RowError Error(double value) => default;
    }
}

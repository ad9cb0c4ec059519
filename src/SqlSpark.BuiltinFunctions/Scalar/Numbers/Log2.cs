using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>log2(a)</c>: the logarithm to base 2.</summary>
/// <remarks>Spark: <c>Log2</c> in mathExpressions.scala. NULL where there is none.</remarks>
internal static class Log2
{
    public static readonly ScalarFunction Definition = new("log2")
    {
        Printer = static (_, arguments) => $"LOG2({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "log2(expr) - Returns the logarithm to base 2 of expr, NULL where there is none.",
        Examples = [new("SELECT log2(2)", "1.0")],
        Overloads = [Overload.TryUnary<double, double, Operation>(onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUnaryOperation<double, double>
    {
        public static bool TryInvoke(double value, out double result)
        {
            result = Math.Log(value) / Math.Log(2);
            return !(value <= 0);
        }

        public static RowError Error(double value) => default;
    }
}

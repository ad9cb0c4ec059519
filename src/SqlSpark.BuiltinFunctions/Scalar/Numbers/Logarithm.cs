using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>log(base, a)</c>: the logarithm to a base; to base e of one argument.</summary>
/// <remarks>Spark: <c>Logarithm</c> in mathExpressions.scala. NULL where there is none.</remarks>
internal static class Logarithm
{
    public static readonly ScalarFunction Definition = new("log")
    {
        Printer = static (_, arguments) => $"LOG({(arguments.Count == 1 ? "E(), " : "")}{string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "log(base, expr) - Returns the logarithm of expr to base, NULL where there is none; log(expr) is the natural one.",
        Examples = [new("SELECT log(10, 100)", "2.0")],
        Overloads =
        [
            Overload.TryUnary<double, double, Natural>(onError: OnError.Null),
            Overload.TryBinary<double, double, double, ToBase>(onError: OnError.Null),
        ],
    };

    private readonly struct Natural : ITryUnaryOperation<double, double>
    {
        public static bool TryInvoke(double value, out double result)
        {
            result = Math.Log(value);
            return !(value <= 0);
        }

        public static RowError Error(double value) => default;
    }

    private readonly struct ToBase : ITryBinaryOperation<double, double, double>
    {
        public static bool TryInvoke(double radix, double value, out double result)
        {
            result = Math.Log(value) / Math.Log(radix);
            return !(radix <= 0) && !(value <= 0);
        }

        public static RowError Error(double radix, double value) => default;
    }
}

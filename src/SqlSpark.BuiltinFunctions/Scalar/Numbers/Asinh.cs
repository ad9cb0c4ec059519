using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>asinh(a)</c>: the inverse hyperbolic sine.</summary>
/// <remarks>Spark: <c>Asinh</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Asinh
{
    public static readonly ScalarFunction Definition = new("asinh")
    {
        Printer = static (_, arguments) => $"ASINH({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "3.0.0",
        Usage = "asinh(expr) - Returns the inverse hyperbolic sine of expr.",
        Examples = [new("SELECT asinh(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => double.IsNegativeInfinity(value) ? value : Math.Log(value + Math.Sqrt((value * value) + 1));
    }
}

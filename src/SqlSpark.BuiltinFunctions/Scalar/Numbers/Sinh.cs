using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>sinh(a)</c>: the hyperbolic sine.</summary>
/// <remarks>Spark: <c>Sinh</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Sinh
{
    public static readonly ScalarFunction Definition = new("sinh")
    {
        Printer = static (_, arguments) => $"SINH({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "sinh(expr) - Returns the hyperbolic sine of expr.",
        Examples = [new("SELECT sinh(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Sinh(value);
    }
}

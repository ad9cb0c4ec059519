using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>sin(a)</c>: the sine.</summary>
/// <remarks>Spark: <c>Sin</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Sin
{
    public static readonly ScalarFunction Definition = new("sin")
    {
        Printer = static (_, arguments) => $"SIN({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "sin(expr) - Returns the sine of expr.",
        Examples = [new("SELECT sin(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Sin(value);
    }
}

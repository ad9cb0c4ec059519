using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>tanh(a)</c>: the hyperbolic tangent.</summary>
/// <remarks>Spark: <c>Tanh</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Tanh
{
    public static readonly ScalarFunction Definition = new("tanh")
    {
        Printer = static (_, arguments) => $"TANH({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "tanh(expr) - Returns the hyperbolic tangent of expr.",
        Examples = [new("SELECT tanh(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Tanh(value);
    }
}

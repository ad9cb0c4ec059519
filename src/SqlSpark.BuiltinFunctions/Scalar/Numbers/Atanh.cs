using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>atanh(a)</c>: the inverse hyperbolic tangent.</summary>
/// <remarks>Spark: <c>Atanh</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Atanh
{
    public static readonly ScalarFunction Definition = new("atanh")
    {
        Printer = static (_, arguments) => $"ATANH({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "3.0.0",
        Usage = "atanh(expr) - Returns the inverse hyperbolic tangent of expr.",
        Examples = [new("SELECT atanh(0)", "0.0"), new("SELECT atanh(2)", "NaN")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => 0.5 * (Transcendentals.OfOnePlus(value) - Transcendentals.OfOnePlus(-value));
    }
}

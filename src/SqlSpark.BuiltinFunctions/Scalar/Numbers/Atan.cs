using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>atan(a)</c>: the angle with this tangent.</summary>
/// <remarks>Spark: <c>Atan</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Atan
{
    public static readonly ScalarFunction Definition = new("atan")
    {
        Printer = static (_, arguments) => $"ATAN({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "atan(expr) - Returns the angle with this tangent of expr.",
        Examples = [new("SELECT atan(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Atan(value);
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>cbrt(a)</c>: the cube root.</summary>
/// <remarks>Spark: <c>Cbrt</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class CubeRoot
{
    public static readonly ScalarFunction Definition = new("cbrt")
    {
        Printer = static (_, arguments) => $"CBRT({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "cbrt(expr) - Returns the cube root of expr.",
        Examples = [new("SELECT cbrt(27.0)", "3.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Transcendentals.CubeRoot(value);
    }
}

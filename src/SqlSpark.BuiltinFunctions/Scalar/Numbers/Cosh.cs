using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>cosh(a)</c>: the hyperbolic cosine.</summary>
/// <remarks>Spark: <c>Cosh</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Cosh
{
    public static readonly ScalarFunction Definition = new("cosh")
    {
        Printer = static (_, arguments) => $"COSH({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "cosh(expr) - Returns the hyperbolic cosine of expr.",
        Examples = [new("SELECT cosh(0)", "1.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Cosh(value);
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>asin(a)</c>: the angle with this sine.</summary>
/// <remarks>Spark: <c>Asin</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Asin
{
    public static readonly ScalarFunction Definition = new("asin")
    {
        Printer = static (_, arguments) => $"ASIN({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "asin(expr) - Returns the angle with this sine of expr.",
        Examples = [new("SELECT asin(0)", "0.0"), new("SELECT asin(2)", "NaN")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Asin(value);
    }
}

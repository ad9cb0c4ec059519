using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>acosh(a)</c>: the inverse hyperbolic cosine.</summary>
/// <remarks>Spark: <c>Acosh</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Acosh
{
    public static readonly ScalarFunction Definition = new("acosh")
    {
        Printer = static (_, arguments) => $"ACOSH({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "3.0.0",
        Usage = "acosh(expr) - Returns the inverse hyperbolic cosine of expr.",
        Examples = [new("SELECT acosh(0)", "NaN"), new("SELECT acosh(1)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Log(value + Math.Sqrt((value * value) - 1));
    }
}

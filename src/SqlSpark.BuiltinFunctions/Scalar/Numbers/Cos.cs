using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>cos(a)</c>: the cosine.</summary>
/// <remarks>Spark: <c>Cos</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Cos
{
    public static readonly ScalarFunction Definition = new("cos")
    {
        Printer = static (_, arguments) => $"COS({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "cos(expr) - Returns the cosine of expr.",
        Examples = [new("SELECT cos(0)", "1.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Cos(value);
    }
}

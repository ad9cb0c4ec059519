using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>acos(a)</c>: the angle with this cosine.</summary>
/// <remarks>Spark: <c>Acos</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Acos
{
    public static readonly ScalarFunction Definition = new("acos")
    {
        Printer = static (_, arguments) => $"ACOS({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "acos(expr) - Returns the angle with this cosine of expr.",
        Examples = [new("SELECT acos(1)", "0.0"), new("SELECT acos(2)", "NaN")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Acos(value);
    }
}

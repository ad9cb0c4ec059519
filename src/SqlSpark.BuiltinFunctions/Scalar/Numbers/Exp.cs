using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>exp(a)</c>: e to the power.</summary>
/// <remarks>Spark: <c>Exp</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Exp
{
    public static readonly ScalarFunction Definition = new("exp")
    {
        Printer = static (_, arguments) => $"EXP({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "exp(expr) - Returns e to the power of expr.",
        Examples = [new("SELECT exp(0)", "1.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Exp(value);
    }
}

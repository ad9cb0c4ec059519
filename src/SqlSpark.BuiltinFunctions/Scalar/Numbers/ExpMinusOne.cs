using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>expm1(a)</c>: e to the power, less 1.</summary>
/// <remarks>Spark: <c>Expm1</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class ExpMinusOne
{
    public static readonly ScalarFunction Definition = new("expm1")
    {
        Printer = static (_, arguments) => $"EXPM1({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "expm1(expr) - Returns e to the power, less 1 of expr.",
        Examples = [new("SELECT expm1(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Transcendentals.ExpMinusOne(value);
    }
}

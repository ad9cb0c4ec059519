using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>sec(a)</c>: the secant.</summary>
/// <remarks>Spark: <c>Sec</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Sec
{
    public static readonly ScalarFunction Definition = new("sec")
    {
        Printer = static (_, arguments) => $"SEC({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "3.3.0",
        Usage = "sec(expr) - Returns the secant of expr.",
        Examples = [new("SELECT sec(0)", "1.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => 1 / Math.Cos(value);
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>rint(a)</c>: the closest whole number, the even one of two.</summary>
/// <remarks>Spark: <c>Rint</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Rint
{
    public static readonly ScalarFunction Definition = new("rint")
    {
        Printer = static (_, arguments) => $"rint({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "rint(expr) - Returns the closest whole number, the even one of two of expr.",
        Examples = [new("SELECT rint(12.3456)", "12.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Round(value, MidpointRounding.ToEven);
    }
}

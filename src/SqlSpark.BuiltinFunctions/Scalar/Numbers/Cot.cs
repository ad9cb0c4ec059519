using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>cot(a)</c>: the cotangent.</summary>
/// <remarks>Spark: <c>Cot</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Cot
{
    public static readonly ScalarFunction Definition = new("cot")
    {
        Printer = static (_, arguments) => $"COT({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "2.3.0",
        Usage = "cot(expr) - Returns the cotangent of expr.",
        Examples = [new("SELECT cot(1)", "0.6420926159343306")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => 1 / Math.Tan(value);
    }
}

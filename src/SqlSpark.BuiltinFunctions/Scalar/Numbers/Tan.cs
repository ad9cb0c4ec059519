using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>tan(a)</c>: the tangent.</summary>
/// <remarks>Spark: <c>Tan</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Tan
{
    public static readonly ScalarFunction Definition = new("tan")
    {
        Printer = static (_, arguments) => $"TAN({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "tan(expr) - Returns the tangent of expr.",
        Examples = [new("SELECT tan(0)", "0.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => Math.Tan(value);
    }
}

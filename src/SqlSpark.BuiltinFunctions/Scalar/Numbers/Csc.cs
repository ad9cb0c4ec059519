using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>csc(a)</c>: the cosecant.</summary>
/// <remarks>Spark: <c>Csc</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Csc
{
    public static readonly ScalarFunction Definition = new("csc")
    {
        Printer = static (_, arguments) => $"CSC({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "3.3.0",
        Usage = "csc(expr) - Returns the cosecant of expr.",
        Examples = [new("SELECT csc(1)", "1.1883951057781212")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => 1 / Math.Sin(value);
    }
}

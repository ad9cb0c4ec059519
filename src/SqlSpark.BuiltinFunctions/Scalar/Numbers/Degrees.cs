using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>degrees(a)</c>: the angle in degrees.</summary>
/// <remarks>Spark: <c>ToDegrees</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Degrees
{
    public static readonly ScalarFunction Definition = new("degrees")
    {
        Printer = static (_, arguments) => $"DEGREES({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "degrees(expr) - Returns the angle in degrees of expr.",
        Examples = [new("SELECT degrees(3.141592653589793)", "180.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => value * (180 / Math.PI);
    }
}

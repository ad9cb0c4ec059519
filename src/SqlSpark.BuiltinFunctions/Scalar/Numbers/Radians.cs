using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>radians(a)</c>: the angle in radians.</summary>
/// <remarks>Spark: <c>ToRadians</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Radians
{
    public static readonly ScalarFunction Definition = new("radians")
    {
        Printer = static (_, arguments) => $"RADIANS({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "radians(expr) - Returns the angle in radians of expr.",
        Examples = [new("SELECT radians(180)", "3.141592653589793")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => value * (Math.PI / 180);
    }
}

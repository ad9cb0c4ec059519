using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>hypot(a, b)</c>: the length of the hypotenuse, without overflow on the way.</summary>
/// <remarks>Spark: <c>Hypot</c> in mathExpressions.scala.</remarks>
internal static class Hypotenuse
{
    public static readonly ScalarFunction Definition = new("hypot")
    {
        Printer = static (_, arguments) => $"HYPOT({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "hypot(expr1, expr2) - Returns the square root of expr1² + expr2².",
        Examples = [new("SELECT hypot(3, 4)", "5.0")],
        Overloads = [Overload.Binary<double, double, double, Operation>().AsNullable()],
    };

    private readonly struct Operation : IBinaryOperation<double, double, double>
    {
        public static double Invoke(double left, double right) => double.Hypot(left, right);
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>atan2(y, x)</c>: the angle between the x axis and the point (x, y).</summary>
/// <remarks>Spark: <c>Atan2</c> in mathExpressions.scala.</remarks>
internal static class Atan2
{
    public static readonly ScalarFunction Definition = new("atan2")
    {
        Printer = static (_, arguments) => $"ATAN2({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "atan2(exprY, exprX) - Returns the angle in radians between the positive x axis and the point (exprX, exprY).",
        Examples = [new("SELECT atan2(0, 0)", "0.0")],
        Overloads = [Overload.Binary<double, double, double, Operation>().AsNullable()],
    };

    private readonly struct Operation : IBinaryOperation<double, double, double>
    {
        // Adding 0 turns -0 into 0, as Spark does.
        public static double Invoke(double y, double x) => Math.Atan2(y + 0.0, x + 0.0);
    }
}

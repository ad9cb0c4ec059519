using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>sqrt(a)</c>: the square root; NaN of negative numbers.</summary>
/// <remarks>Spark: <c>Sqrt</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Sqrt
{
    public static readonly ScalarFunction Definition = new("sqrt")
    {
        Group = FunctionGroup.Math,
        Since = "1.1.1",
        Usage = "sqrt(expr) - Returns the square root of a number.",
        Examples = [new("SELECT sqrt(4)", "2.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => double.Sqrt(value);
    }
}

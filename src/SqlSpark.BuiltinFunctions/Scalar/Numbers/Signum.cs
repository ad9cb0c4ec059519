using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>signum(a)</c>: -1, 0 or 1 as the number is negative, zero or positive.</summary>
/// <remarks>Spark: <c>Signum</c> in mathExpressions.scala, nullable whatever the argument is.</remarks>
internal static class Signum
{
    public static readonly ScalarFunction Definition = new("signum")
    {
        Aliases = ["sign"],
        Printer = static (name, arguments) => $"{(name == "signum" ? "SIGNUM" : name)}({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "signum(expr) - Returns -1, 0 or 1 as the number is negative, zero or positive of expr.",
        Examples = [new("SELECT signum(40)", "1.0"), new("SELECT sign(-40)", "-1.0")],
        Overloads = [Overload.Unary<double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IUnaryOperation<double, double>
    {
        public static double Invoke(double value) => double.IsNaN(value) ? value : value > 0 ? 1 : value < 0 ? -1 : value;
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>pow(a, b)</c>: a to the power b.</summary>
/// <remarks>Spark: <c>Pow</c> in mathExpressions.scala. As Java has it, 1 to the power NaN is NaN, and so is -1 or 1 to an infinite one.</remarks>
internal static class Power
{
    public static readonly ScalarFunction Definition = new("pow")
    {
        Aliases = ["power"],
        Printer = static (name, arguments) => $"{(name == "power" ? "POWER" : name)}({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "pow(expr1, expr2) - Returns expr1 to the power expr2.",
        Examples = [new("SELECT pow(2, 3)", "8.0"), new("SELECT power(2, -1)", "0.5")],
        Overloads = [Overload.Binary<double, double, double, Operation>(isDense: true).AsNullable()],
    };

    private readonly struct Operation : IBinaryOperation<double, double, double>
    {
        public static double Invoke(double value, double exponent) =>
            double.IsNaN(exponent) || (double.IsInfinity(exponent) && Math.Abs(value) == 1) ? double.NaN : Math.Pow(value, exponent);
    }
}

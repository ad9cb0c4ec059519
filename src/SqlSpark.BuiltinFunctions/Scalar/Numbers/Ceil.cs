using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>ceil(a)</c>: the smallest whole number that is not smaller.</summary>
/// <remarks>Spark: <c>Ceil</c> in mathExpressions.scala.</remarks>
internal static class Ceil
{
    public static readonly ScalarFunction Definition = new("ceil")
    {
        Aliases = ["ceiling"],
        Printer = WholeNumbers.Print,
        Group = FunctionGroup.Math,
        Since = "1.4.0",
        Usage = "ceil(expr) - Returns the smallest whole number that is not smaller than expr: a BIGINT, or a decimal of a decimal.",
        Examples = [new("SELECT ceil(-0.1)", "0"), new("SELECT ceil(5)", "5")],
        Overloads = WholeNumbers.Overloads(isCeiling: true),
    };
}

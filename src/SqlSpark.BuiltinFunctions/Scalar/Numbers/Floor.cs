using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>floor(a)</c>: the largest whole number that is not larger.</summary>
/// <remarks>Spark: <c>Floor</c> in mathExpressions.scala.</remarks>
internal static class Floor
{
    public static readonly ScalarFunction Definition = new("floor")
    {
        Printer = WholeNumbers.Print,
        Group = FunctionGroup.Math,
        Since = "1.1.1",
        Usage = "floor(expr) - Returns the largest whole number that is not larger than expr: a BIGINT, or a decimal of a decimal.",
        Examples = [new("SELECT floor(-0.1)", "-1"), new("SELECT floor(5)", "5")],
        Overloads = WholeNumbers.Overloads(isCeiling: false),
    };
}

using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>+a</c>: the number or interval itself.</summary>
/// <remarks>Spark: <c>UnaryPositive</c> in arithmetic.scala.</remarks>
internal static class Positive
{
    public static readonly ScalarFunction Definition = new("positive")
    {
        Printer = static (_, arguments) => $"(+ {arguments[0]})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "positive(expr) - Returns the value of expr.",
        Examples = [new("SELECT positive(1)", "1")],
        RewriteArity = (1, 1),
        Rewrite = static call => call.Arguments[0],
    };
}

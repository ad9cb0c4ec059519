using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>pi()</c>: the number pi.</summary>
/// <remarks>Spark: <c>Pi</c> in mathExpressions.scala.</remarks>
internal static class Pi
{
    public static readonly ScalarFunction Definition = new("pi")
    {
        Printer = static (_, _) => "PI()",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "pi() - Returns the number pi.",
        Examples = [new("SELECT pi()", "3.141592653589793")],
        RewriteArity = (0, 0),
        Rewrite = static _ => Literal.Double(Math.PI),
    };
}

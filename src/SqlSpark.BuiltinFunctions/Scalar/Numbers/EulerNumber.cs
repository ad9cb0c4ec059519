using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>e()</c>: the number e.</summary>
/// <remarks>Spark: <c>EulerNumber</c> in mathExpressions.scala.</remarks>
internal static class EulerNumber
{
    public static readonly ScalarFunction Definition = new("e")
    {
        Printer = static (_, _) => "E()",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "e() - Returns the number e.",
        Examples = [new("SELECT e()", "2.718281828459045")],
        RewriteArity = (0, 0),
        Rewrite = static _ => Literal.Double(Math.E),
    };
}

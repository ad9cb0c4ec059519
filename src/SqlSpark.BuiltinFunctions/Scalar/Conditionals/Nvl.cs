using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>nvl(a, b)</c>: a, or b where a is NULL.</summary>
/// <remarks>Spark: <c>Nvl</c> in nullExpressions.scala.</remarks>
internal static class Nvl
{
    public static readonly ScalarFunction Definition = new("nvl")
    {
        Aliases = ["ifnull"],
        Group = FunctionGroup.Conditional,
        Since = "2.0.0",
        Usage = "nvl(expr1, expr2) - Returns expr2 if expr1 is NULL, else expr1.",
        Examples = [new("SELECT nvl(NULL, array('2'))", "[\"2\"]")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Coalesce(call.Arguments),
    };
}

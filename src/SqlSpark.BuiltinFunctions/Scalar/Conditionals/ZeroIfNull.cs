using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>zeroifnull(a)</c>: zero of NULL, else the number.</summary>
/// <remarks>Spark: <c>ZeroIfNull</c> in nullExpressions.scala.</remarks>
internal static class ZeroIfNull
{
    public static readonly ScalarFunction Definition = new("zeroifnull")
    {
        Group = FunctionGroup.Conditional,
        Since = "4.0.0",
        Usage = "zeroifnull(expr) - Returns zero if expr is NULL, else expr.",
        Examples = [new("SELECT zeroifnull(NULL)", "0"), new("SELECT zeroifnull(2)", "2")],
        RewriteArity = (1, 1),
        Rewrite = static call => new UnresolvedFunction("coalesce", call.Arguments[0], Literal.Int(0)),
    };
}

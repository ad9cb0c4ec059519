using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>coalesce(a, b, ...)</c>: the first value that is not NULL.</summary>
/// <remarks>Spark: <c>Coalesce</c> in nullExpressions.scala.</remarks>
internal static class Coalesced
{
    public static readonly ScalarFunction Definition = new("coalesce")
    {
        Group = FunctionGroup.Conditional,
        Usage = "coalesce(expr1, expr2, ...) - Returns the first argument that is not NULL, or NULL.",
        Examples = [new("SELECT coalesce(NULL, 1, NULL)", "1")],
        RewriteArity = (1, int.MaxValue),
        Rewrite = static call => new Coalesce(call.Arguments),
    };
}

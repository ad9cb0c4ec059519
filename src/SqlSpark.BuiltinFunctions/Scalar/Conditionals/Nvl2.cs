using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>nvl2(a, b, c)</c>: b where a is not NULL, else c.</summary>
/// <remarks>Spark: <c>Nvl2</c> in nullExpressions.scala.</remarks>
internal static class Nvl2
{
    public static readonly ScalarFunction Definition = new("nvl2")
    {
        Group = FunctionGroup.Conditional,
        Since = "2.0.0",
        Usage = "nvl2(expr1, expr2, expr3) - Returns expr2 if expr1 is not NULL, else expr3.",
        Examples = [new("SELECT nvl2(NULL, 2, 1)", "1")],
        RewriteArity = (3, 3),
        Rewrite = static call => new If(new IsNotNull(call.Arguments[0]), call.Arguments[1], call.Arguments[2]),
    };
}

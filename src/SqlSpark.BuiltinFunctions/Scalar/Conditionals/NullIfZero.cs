using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>nullifzero(a)</c>: NULL of zero, else the number.</summary>
/// <remarks>Spark: <c>NullIfZero</c> in nullExpressions.scala.</remarks>
internal static class NullIfZero
{
    public static readonly ScalarFunction Definition = new("nullifzero")
    {
        Group = FunctionGroup.Conditional,
        Since = "4.0.0",
        Usage = "nullifzero(expr) - Returns NULL if expr is zero, else expr.",
        Examples = [new("SELECT nullifzero(0)", "NULL"), new("SELECT nullifzero(2)", "2")],
        RewriteArity = (1, 1),
        Rewrite = static call => new If(Comparison.EqualTo(call.Arguments[0], Literal.Int(0)), Literal.NullVoid, call.Arguments[0]),
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>nullif(a, b)</c>: NULL where a = b, else a.</summary>
/// <remarks>Spark: <c>NullIf</c> in nullExpressions.scala.</remarks>
internal static class NullIf
{
    public static readonly ScalarFunction Definition = new("nullif")
    {
        Group = FunctionGroup.Conditional,
        Since = "2.0.0",
        Usage = "nullif(expr1, expr2) - Returns NULL if expr1 equals expr2, else expr1.",
        Examples = [new("SELECT nullif(2, 2)", "NULL")],
        RewriteArity = (2, 2),
        Rewrite = static call => new If(
            Comparison.EqualTo(call.Arguments[0], call.Arguments[1]), Literal.Null(VoidType.Instance), call.Arguments[0]),
    };
}

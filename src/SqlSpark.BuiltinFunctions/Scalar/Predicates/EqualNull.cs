using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>equal_null(a, b)</c>: a &lt;=&gt; b.</summary>
/// <remarks>Spark: <c>EqualNull</c> in predicates.scala.</remarks>
internal static class EqualNull
{
    public static readonly ScalarFunction Definition = new("equal_null")
    {
        Group = FunctionGroup.Misc,
        Since = "3.4.0",
        Usage = "equal_null(expr1, expr2) - Returns whether both are equal or both are NULL.",
        Examples = [new("SELECT equal_null(3, 3)", "true"), new("SELECT equal_null(NULL, 'abc')", "false")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Comparison(ComparisonOperator.EqualNullSafe, call.Arguments[0], call.Arguments[1]),
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>endswith(a, b)</c>: whether a string or binary ends with another.</summary>
/// <remarks>Spark: <c>EndsWithExpressionBuilder</c> in stringExpressions.scala.</remarks>
internal static class EndsWith
{
    public static readonly ScalarFunction Definition = new("endswith")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "endswith(left, right) - Returns whether left, a string or binary, ends with right.",
        Examples =
        [
            new("SELECT endswith('Spark SQL', 'SQL')", "true"),
            new("SELECT endswith('Spark SQL', 'Spark')", "false"),
            new("SELECT endswith('Spark SQL', NULL)", "NULL"),
            new("SELECT endswith(x'537061726b2053514c', x'53514c')", "true"),
        ],
        RewriteArity = (2, 2),
        Rewrite = static call => new StringPredicate(StringPredicateKind.EndsWith, call.Arguments[0], call.Arguments[1]),
    };
}

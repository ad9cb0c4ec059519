using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>startswith(a, b)</c>: whether a string or binary begins with another.</summary>
/// <remarks>Spark: <c>StartsWithExpressionBuilder</c> in stringExpressions.scala.</remarks>
internal static class StartsWith
{
    public static readonly ScalarFunction Definition = new("startswith")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "startswith(left, right) - Returns whether left, a string or binary, begins with right.",
        Examples =
        [
            new("SELECT startswith('Spark SQL', 'Spark')", "true"),
            new("SELECT startswith('Spark SQL', 'SQL')", "false"),
            new("SELECT startswith('Spark SQL', NULL)", "NULL"),
            new("SELECT startswith(x'537061726b2053514c', x'537061726b')", "true"),
        ],
        RewriteArity = (2, 2),
        Rewrite = static call => new StringPredicate(StringPredicateKind.StartsWith, call.Arguments[0], call.Arguments[1]),
    };
}

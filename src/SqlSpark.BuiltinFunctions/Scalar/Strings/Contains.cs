using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>contains(a, b)</c>: whether a string or binary has another in it.</summary>
/// <remarks>Spark: <c>ContainsExpressionBuilder</c> in stringExpressions.scala.</remarks>
internal static class Contains
{
    public static readonly ScalarFunction Definition = new("contains")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "contains(left, right) - Returns whether right is found in left, a string or binary.",
        Examples =
        [
            new("SELECT contains('Spark SQL', 'Spark')", "true"),
            new("SELECT contains('Spark SQL', 'SPARK')", "false"),
            new("SELECT contains('Spark SQL', NULL)", "NULL"),
            new("SELECT contains(x'537061726b2053514c', x'2053')", "true"),
        ],
        RewriteArity = (2, 2),
        Rewrite = static call => new StringPredicate(StringPredicateKind.Contains, call.Arguments[0], call.Arguments[1]),
    };
}

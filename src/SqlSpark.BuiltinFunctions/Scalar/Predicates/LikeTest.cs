using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>like(s, pattern)</c>: LIKE as a function.</summary>
/// <remarks>Spark: <c>Like</c> in regexpExpressions.scala.</remarks>
internal static class LikeTest
{
    public static readonly ScalarFunction Definition = new("like")
    {
        Printer = static (_, arguments) => $"{arguments[0]} LIKE {arguments[1]}{(arguments.Count > 2 && arguments[2] != "\\" ? $" ESCAPE '{arguments[2]}'" : "")}",
        Group = FunctionGroup.Predicate,
        Since = "1.0.0",
        Usage = "like(str, pattern[, escape]) - Returns whether str matches pattern: _ is any character, % any text.",
        Examples = [new("SELECT like('Spark', '_park')", "true")],
        RewriteArity = (2, 3),
        Rewrite = static call => LikeRewrites.Build(call, ignoreCase: false),
    };
}

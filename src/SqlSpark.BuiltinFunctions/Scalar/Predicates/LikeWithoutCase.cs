using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>ilike(s, pattern)</c>: ILIKE as a function.</summary>
/// <remarks>Spark: <c>ILike</c> in regexpExpressions.scala.</remarks>
internal static class LikeWithoutCase
{
    public static readonly ScalarFunction Definition = new("ilike")
    {
        Printer = static (name, arguments) => $"{name}({arguments[0]}, {arguments[1]})",
        Group = FunctionGroup.Predicate,
        Since = "3.3.0",
        Usage = "ilike(str, pattern[, escape]) - Returns whether str matches pattern, without regard to case: _ is any character, % any text.",
        Examples = [new("SELECT ilike('Spark', '_PARK')", "true")],
        RewriteArity = (2, 3),
        Rewrite = static call => LikeRewrites.Build(call, ignoreCase: true),
    };
}

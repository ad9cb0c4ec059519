using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>left(s, n)</c>: the first characters.</summary>
/// <remarks>Spark: <c>Left</c> in stringExpressions.scala.</remarks>
internal static class LeftPart
{
    public static readonly ScalarFunction Definition = new("left")
    {
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "left(str, len) - Returns the first len characters of str, or bytes of a binary.",
        Examples = [new("SELECT left('Spark SQL', 3)", "Spa")],
        RewriteArity = (2, 2),
        Rewrite = static call => new UnresolvedFunction("substring", call.Arguments[0], Literal.Int(1), call.Arguments[1]),
    };
}

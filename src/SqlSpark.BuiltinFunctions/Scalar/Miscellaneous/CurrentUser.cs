using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>current_user()</c>: who runs the query.</summary>
/// <remarks>Spark: <c>CurrentUser</c> in misc.scala.</remarks>
internal static class CurrentUser
{
    public static readonly ScalarFunction Definition = new("current_user")
    {
        Aliases = ["session_user", "user"],
        Group = FunctionGroup.Misc,
        Since = "3.2.0",
        Usage = "current_user() - Returns the name of the user who runs the query.",
        Examples = [new("SELECT current_user() = session_user()", "true")],
        RewriteArity = (0, 0),
        Rewrite = static _ => Literal.String(Environment.UserName),
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>current_timezone()</c>: the session's time zone.</summary>
/// <remarks>Spark: <c>CurrentTimeZone</c> in datetimeExpressions.scala.</remarks>
internal static class CurrentTimezone
{
    public static readonly ScalarFunction Definition = new("current_timezone")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "current_timezone() - Returns the session's time zone.",
        Examples = [new("SELECT length(current_timezone()) > 0", "true")],
        RewriteArity = (0, 0),
        Rewrite = static call => Literal.String(call.TimeZone),
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>to_time(s, pattern)</c>: a time of day read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>ToTime</c> in timeExpressions.scala. CANNOT_PARSE_TIME.</remarks>
internal static class ToTime
{
    public static readonly ScalarFunction Definition = new("to_time")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "to_time(str[, fmt]) - Returns the time of day that str writes, by the pattern fmt where there is one.",
        Examples = [new("SELECT to_time('00:12:00')", "00:12:00"), new("SELECT to_time('12.10.05', 'HH.mm.ss')", "12:10:05")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2
            ? new UnresolvedFunction("gettime", call.Arguments[0], call.Arguments[1])
            : new Cast(call.Arguments[0], TimeType.Default, EvalMode.Ansi, call.TimeZone),
    };
}

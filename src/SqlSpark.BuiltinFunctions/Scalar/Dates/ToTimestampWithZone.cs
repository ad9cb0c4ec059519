using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>to_timestamp_ltz(s, pattern)</c>: a timestamp read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>ToTimestampWithZone</c> in datetimeExpressions.scala.</remarks>
internal static class ToTimestampWithZone
{
    public static readonly ScalarFunction Definition = new("to_timestamp_ltz")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.4.0",
        Usage = "to_timestamp_ltz(expr[, fmt]) - Returns expr as a timestamp, read by the pattern fmt; as a cast does without one.",
        Examples = [new("SELECT to_timestamp_ltz('2016-12-31', 'yyyy-MM-dd') = TIMESTAMP'2016-12-31 00:00:00'", "true")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2 && call.Type(0) is StringType or VoidType
            ? new UnresolvedFunction("gettimestamp", call.Arguments[0], call.Arguments[1])
            : new Cast(call.Arguments[0], TimestampType.Instance, call.EvalMode, call.TimeZone),
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>to_timestamp_ntz(s, pattern)</c>: a timestamp without zone read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>ToLocalTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class ToLocalTimestamp
{
    public static readonly ScalarFunction Definition = new("to_timestamp_ntz")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.4.0",
        Usage = "to_timestamp_ntz(expr[, fmt]) - Returns expr as a timestamp without zone, read by the pattern fmt; as a cast does without one.",
        Examples = [new("SELECT to_timestamp_ntz('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2 && call.Type(0) is StringType or VoidType
            ? new UnresolvedFunction("gettimestamp_ntz", call.Arguments[0], call.Arguments[1])
            : new Cast(call.Arguments[0], TimestampNtzType.Instance, call.EvalMode, call.TimeZone),
    };
}

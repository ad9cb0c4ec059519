using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>try_to_timestamp(s, pattern)</c>: a timestamp, or NULL, read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>TryToTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class TryToTimestamp
{
    public static readonly ScalarFunction Definition = new("try_to_timestamp")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.5.0",
        Usage = "try_to_timestamp(expr[, fmt]) - Returns expr as a timestamp, or NULL,, read by the pattern fmt; as a cast does without one.",
        Examples = [new("SELECT try_to_timestamp('foo', 'yyyy-MM-dd')", "NULL")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2 && call.Type(0) is StringType or VoidType
            ? new UnresolvedFunction("try_gettimestamp", call.Arguments[0], call.Arguments[1])
            : new Cast(call.Arguments[0], TimestampType.Instance, EvalMode.Try, call.TimeZone),
    };
}

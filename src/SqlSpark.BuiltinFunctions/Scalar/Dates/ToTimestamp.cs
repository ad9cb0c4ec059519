using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>to_timestamp(s, pattern)</c>: a timestamp read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>ToTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class ToTimestamp
{
    public static readonly ScalarFunction Definition = new("to_timestamp")
    {
        Group = FunctionGroup.DateTime,
        Since = "2.2.0",
        Usage = "to_timestamp(expr[, fmt]) - Returns expr as a timestamp, read by the pattern fmt; as a cast does without one.",
        Examples =
        [
            new("SELECT to_timestamp('2016-12-31 00:12', 'yyyy-MM-dd HH:mm') = TIMESTAMP'2016-12-31 00:12:00'", "true"),
            new("SELECT to_timestamp('2016-12-31 00:12:00') = TIMESTAMP'2016-12-31 00:12:00'", "true"),
        ],
        RewriteArity = (1, 2),
        Rewrite = Build,
    };

    /// <summary>With or without zone, as TIMESTAMP means by spark.sql.timestampType.</summary>
    private static Expression Build(BindCall call)
    {
        var isLocal = call.Conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz;
        return call.Arguments.Count == 2 && call.Type(0) is StringType or VoidType
            ? new UnresolvedFunction(isLocal ? "gettimestamp_ntz" : "gettimestamp", call.Arguments[0], call.Arguments[1])
            : new Cast(call.Arguments[0], isLocal ? TimestampNtzType.Instance : TimestampType.Instance, call.EvalMode, call.TimeZone);
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>from_unixtime(seconds, pattern)</c>: the time so many seconds after 1970-01-01 00:00:00 UTC as text.</summary>
/// <remarks>Spark: <c>FromUnixTime</c> in datetimeExpressions.scala.</remarks>
internal static class FromUnixTime
{
    public static readonly ScalarFunction Definition = new("from_unixtime")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 1 ? ", yyyy-MM-dd HH:mm:ss" : "")})",
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "from_unixtime(unix_time[, fmt]) - Returns the time unix_time seconds after 1970-01-01 00:00:00 UTC as text, by a pattern that is yyyy-MM-dd HH:mm:ss by default.",
        Examples = [new("SELECT from_unixtime(0, 'yyyy') IN ('1969', '1970')", "true")],
        Overloads =
        [
            Overload.Bound([LongType.Instance, TypePattern.String], static call => PatternFormat.Bind(call, ZoneRules.Of(call.TimeZone), TimeUnits.MicrosPerSecond)) with { OptionalCount = 1 },
        ],
    };
}

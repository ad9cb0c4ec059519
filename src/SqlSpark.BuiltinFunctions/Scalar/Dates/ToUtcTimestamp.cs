using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>to_utc_timestamp(t, zone)</c>: the time in UTC of a time that is taken as local in a zone.</summary>
/// <remarks>Spark: <c>ToUTCTimestamp</c> in datetimeExpressions.scala. INVALID_TIMEZONE for a zone that there is not.</remarks>
internal static class ToUtcTimestamp
{
    public static readonly ScalarFunction Definition = new("to_utc_timestamp")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "to_utc_timestamp(timestamp, timezone) - Returns the time in UTC of a time that is taken as local in timezone.",
        Examples = [new("SELECT to_utc_timestamp('2016-08-31', 'Asia/Seoul') = TIMESTAMP'2016-08-30 15:00:00'", "true")],
        Overloads = [Overload.Bound([TimestampType.Instance, TypePattern.String], static call => ZoneShift.Bind(call, fromUtc: false))],
    };
}

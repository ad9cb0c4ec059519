using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>from_utc_timestamp(t, zone)</c>: the local time in a zone of a time that is taken as UTC.</summary>
/// <remarks>Spark: <c>FromUTCTimestamp</c> in datetimeExpressions.scala. INVALID_TIMEZONE for a zone that there is not.</remarks>
internal static class FromUtcTimestamp
{
    public static readonly ScalarFunction Definition = new("from_utc_timestamp")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "from_utc_timestamp(timestamp, timezone) - Returns the local time in timezone of a time that is taken as UTC.",
        Examples = [new("SELECT from_utc_timestamp('2016-08-31', 'Asia/Seoul') = TIMESTAMP'2016-08-31 09:00:00'", "true")],
        Overloads = [Overload.Bound([TimestampType.Instance, TypePattern.String], static call => ZoneShift.Bind(call, fromUtc: true))],
    };
}

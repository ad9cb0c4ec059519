using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>date_format(t, pattern)</c>: a timestamp as text.</summary>
/// <remarks>Spark: <c>DateFormatClass</c> in datetimeExpressions.scala.</remarks>
internal static class DateFormat
{
    public static readonly ScalarFunction Definition = new("date_format")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "date_format(timestamp, fmt) - Returns timestamp as text, by a pattern of letters such as yyyy-MM-dd HH:mm:ss.",
        Examples =
        [
            new("SELECT date_format('2016-04-08', 'y')", "2016"),
            new("SELECT date_format(TIMESTAMP_NTZ'2016-04-08 13:10:15.5', 'EEEE, d MMM yyyy h:mm a')", "Friday, 8 Apr 2016 1:10 PM"),
        ],
        Overloads =
        [
            Overload.Bound([TimestampType.Instance, TypePattern.String], static call => PatternFormat.Bind(call, ZoneRules.Of(call.TimeZone), unit: 1)),
            Overload.Bound([TimestampNtzType.Instance, TypePattern.String], static call => PatternFormat.Bind(call, ZoneRules.Utc, unit: 1)),
        ],
    };
}

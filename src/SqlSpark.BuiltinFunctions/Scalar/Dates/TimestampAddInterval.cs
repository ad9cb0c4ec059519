using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>start + interval</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>TimestampAddInterval in datetimeExpressions.scala</c>.</remarks>
internal static class TimestampAddInterval
{
    public static readonly ScalarFunction Definition = new("timestamp_add_interval")
    {
        Printer = static (_, arguments) => $"{arguments[0]} + {arguments[1]}",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "timestamp_add_interval(left, right) - Returns the point in time an interval later.",
        Examples = [new("SELECT TIMESTAMP_NTZ'2024-01-31 10:00:00' + INTERVAL '1 02:30' DAY TO MINUTE", "2024-02-01 12:30:00")],
        Overloads =
        [
            Zoned.Binary<long, CalendarInterval, long, OfCalendar>(TimestampType.Instance, CalendarIntervalType.Instance, TimestampType.Instance, onError: OnError.Throw),
            Zoned.Binary<long, long, long, OfDayTime>(TimestampType.Instance, TemporalTypes.DayTime, TimestampType.Instance, onError: OnError.Throw),
            Zoned.Binary<long, CalendarInterval, long, OfCalendar>(TimestampNtzType.Instance, CalendarIntervalType.Instance, TimestampNtzType.Instance, isLocal: true, onError: OnError.Throw),
            Zoned.Binary<long, long, long, OfDayTime>(TimestampNtzType.Instance, TemporalTypes.DayTime, TimestampNtzType.Instance, isLocal: true, onError: OnError.Throw),
        ],
    };

    private readonly struct OfCalendar : IZonedOperation<long, CalendarInterval, long>
    {
        public static bool TryInvoke(long start, CalendarInterval interval, ref ZoneCursor zone, out long result) => TimestampMath.TryAddInterval(interval, start, ref zone, out result);

        public static RowError Error(long start, CalendarInterval interval) => RowError.DatetimeOverflow("add an interval to a timestamp");
    }

    private readonly struct OfDayTime : IZonedOperation<long, long, long>
    {
        public static bool TryInvoke(long start, long interval, ref ZoneCursor zone, out long result) => TimestampMath.TryAddDayTime(interval, start, ref zone, out result);

        public static RowError Error(long start, long interval) => RowError.DatetimeOverflow("add an interval to a timestamp");
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>start + interval</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>TimestampAddYMInterval in datetimeExpressions.scala</c>.</remarks>
internal static class TimestampAddMonthsInterval
{
    public static readonly ScalarFunction Definition = new("timestamp_add_ym_interval")
    {
        Printer = static (_, arguments) => $"{arguments[0]} + {arguments[1]}",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "timestamp_add_ym_interval(left, right) - Returns the point in time an interval later.",
        Examples = [new("SELECT TIMESTAMP_NTZ'2024-01-31 10:00:00' + INTERVAL '1' MONTH", "2024-02-29 10:00:00")],
        Overloads =
        [
            Zoned.Binary<long, int, long, Operation>(TimestampType.Instance, TemporalTypes.YearMonth, TimestampType.Instance, onError: OnError.Throw),
            Zoned.Binary<long, int, long, Operation>(TimestampNtzType.Instance, TemporalTypes.YearMonth, TimestampNtzType.Instance, isLocal: true, onError: OnError.Throw),
        ],
    };

    private readonly struct Operation : IZonedOperation<long, int, long>
    {
        public static bool TryInvoke(long start, int interval, ref ZoneCursor zone, out long result) => TimestampMath.TryAddMonths(interval, start, ref zone, out result);

        public static RowError Error(long start, int interval) => RowError.DatetimeOverflow("add an interval to a timestamp");
    }
}

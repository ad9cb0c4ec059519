using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>timestamp - timestamp</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>SubtractTimestamps in datetimeExpressions.scala</c>.</remarks>
internal static class SubtractTimestamps
{
    public static readonly ScalarFunction Definition = new("subtract_timestamps")
    {
        Printer = static (_, arguments) => $"({arguments[0]} - {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "subtract_timestamps(left, right) - Returns the interval between two points in time.",
        Examples = [new("SELECT TIMESTAMP_NTZ'2024-03-01 12:00:00' - TIMESTAMP_NTZ'2024-02-28 00:00:00'", "2 12:00:00.000000000")],
        Overloads =
        [
            Zoned.Binary<long, long, long, Operation>(TimestampType.Instance, TimestampType.Instance, DayTimeIntervalType.Default, canFail: false),
            Zoned.Binary<long, long, long, Operation>(TimestampNtzType.Instance, TimestampNtzType.Instance, DayTimeIntervalType.Default, isLocal: true, canFail: false),
        ],
    };

    private readonly struct Operation : IZonedOperation<long, long, long>
    {
        public static bool TryInvoke(long end, long start, ref ZoneCursor zone, out long result)
        {
            result = TimestampMath.Between(TimestampMath.Unit.Microsecond, start, end, ref zone);
            return true;
        }

        public static RowError Error(long end, long start) => default;
    }
}

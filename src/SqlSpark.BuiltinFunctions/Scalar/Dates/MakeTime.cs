using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_time(hour, minute, second)</c>: a time of day of its fields.</summary>
/// <remarks>Spark: <c>MakeTime</c> in timeExpressions.scala.</remarks>
internal static class MakeTime
{
    public static readonly ScalarFunction Definition = new("make_time")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "make_time(hour, minute, second) - Returns the time of day of the fields; DATETIME_FIELD_OUT_OF_BOUNDS when there is none.",
        Examples = [new("SELECT make_time(6, 30, 45.887)", "06:30:45.887")],
        Overloads =
        [
            Overload.TryTernary<int, int, long, long, Operation>(third: new DecimalType(16, 6), result: TimeType.Default, onError: OnError.Throw),
        ],
    };

    private static readonly RowErrorKind OutOfBoundsKind = new("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", "rangeMessage");

    private readonly struct Operation : ITryTernaryOperation<int, int, long, long>
    {
        public static bool TryInvoke(int hour, int minute, long micros, out long result)
        {
            result = (((hour * 60L) + minute) * 60 * TimeUnits.NanosPerSecond) + (micros * TimeUnits.NanosPerMicro);
            return hour is >= 0 and < 24 && minute is >= 0 and < 60 && micros is >= 0 and < TimeUnits.MicrosPerMinute;
        }

        public static RowError Error(int hour, int minute, long micros) => new(OutOfBoundsKind, DateFields.OutOfBounds(1970, 1, 1, hour, minute, TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond))[0]);
    }
}

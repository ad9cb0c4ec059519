using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>time_from_micros(n)</c>: the time of day so many micros after midnight.</summary>
/// <remarks>Spark: <c>TimeFromMicros</c> in timeExpressions.scala.</remarks>
internal static class TimeFromMicros
{
    public static readonly ScalarFunction Definition = new("time_from_micros")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "time_from_micros(expr) - Returns the time of day expr micros after midnight.",
        Examples = [new("SELECT time_from_micros(3661000000)", "01:01:01")],
        Overloads = [Overload.TryUnary<long, long, Operation>(LongType.Instance, TimeType.Default, OnError.Throw)],
    };

    private static readonly RowErrorKind OutOfBoundsKind = new("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", "rangeMessage");

    private readonly struct Operation : ITryUnaryOperation<long, long>
    {
        public static bool TryInvoke(long value, out long result)
        {
            result = unchecked(value * 1000);
            return value >= 0 && value < TimeUnits.NanosPerDay / 1000;
        }

        public static RowError Error(long value) => new(OutOfBoundsKind, $"Invalid value for NanoOfDay: {value}");
    }
}

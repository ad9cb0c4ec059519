using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>hour(t)</c>: the hour of a timestamp or time of day.</summary>
/// <remarks>Spark: <c>Hour</c> in datetimeExpressions.scala, <c>HoursOfTime</c> in timeExpressions.scala.</remarks>
internal static class Hour
{
    public static readonly ScalarFunction Definition = new("hour")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "hour(expr) - Returns the hour of a timestamp or a time.",
        Examples = [new("SELECT hour('2009-07-30 12:58:59')", "12"), new("SELECT hour(TIME'13:59:58')", "13")],
        Overloads =
        [
            Zoned.Unary<long, int, OfTimestamp>(TimestampType.Instance, IntegerType.Instance, canFail: false),
            Zoned.Unary<long, int, OfTimestamp>(TimestampNtzType.Instance, IntegerType.Instance, isLocal: true, canFail: false),
            Overload.Unary<long, int, OfTime>(TemporalTypes.Time),
        ],
    };

    private readonly struct OfTimestamp : IZonedOperation<long, int>
    {
        public static bool TryInvoke(long value, ref ZoneCursor zone, out int result)
        {
            result = (int)(zone.LocalMicrosOfDay(value) / TimeUnits.MicrosPerHour % 24);
            return true;
        }

        public static RowError Error(long value) => default;
    }

    private readonly struct OfTime : IUnaryOperation<long, int>
    {
        public static int Invoke(long nanos) => (int)(nanos / (TimeUnits.MicrosPerHour * TimeUnits.NanosPerMicro) % 24);
    }
}

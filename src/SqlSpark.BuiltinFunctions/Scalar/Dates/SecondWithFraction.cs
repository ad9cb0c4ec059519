using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>The second of a timestamp or time of day with its fraction, which EXTRACT asks for.</summary>
/// <remarks>Spark: <c>SecondWithFraction</c> in datetimeExpressions.scala.</remarks>
internal static class SecondWithFraction
{
    public static readonly ScalarFunction Definition = new("secondwithfraction")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "secondwithfraction(expr) - Returns the second of a timestamp or a time as a decimal with six digits of fraction.",
        Examples = [new("SELECT extract(SECOND FROM TIMESTAMP'2019-10-01 00:00:01.000001')", "1.000001")],
        Overloads =
        [
            Zoned.Unary<long, long, OfTimestamp>(TimestampType.Instance, new DecimalType(8, 6), canFail: false),
            Zoned.Unary<long, long, OfTimestamp>(TimestampNtzType.Instance, new DecimalType(8, 6), isLocal: true, canFail: false),
            Overload.Unary<long, long, OfTime>(TemporalTypes.Time, new DecimalType(8, 6)),
        ],
    };

    private readonly struct OfTimestamp : IZonedOperation<long, long>
    {
        public static bool TryInvoke(long value, ref ZoneCursor zone, out long result)
        {
            result = zone.LocalMicrosOfDay(value) % TimeUnits.MicrosPerMinute;
            return true;
        }

        public static RowError Error(long value) => default;
    }

    private readonly struct OfTime : IUnaryOperation<long, long>
    {
        public static long Invoke(long nanos) => nanos / TimeUnits.NanosPerMicro % TimeUnits.MicrosPerMinute;
    }
}

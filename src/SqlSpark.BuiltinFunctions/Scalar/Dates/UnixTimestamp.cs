using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>unix_timestamp(t, pattern)</c>: the seconds from 1970-01-01 00:00:00 UTC to a time.</summary>
/// <remarks>Spark: <c>UnixTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class UnixTimestamp
{
    public static readonly ScalarFunction Definition = new("unix_timestamp")
    {
        Printer = static (name, arguments) => $"{name}({(arguments.Count == 0 ? "current_timestamp()" : arguments[0])}, {(arguments.Count > 1 ? arguments[1] : "yyyy-MM-dd HH:mm:ss")})",
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "unix_timestamp(timeExp[, fmt]) - Returns the seconds from 1970-01-01 00:00:00 UTC to timeExp: a timestamp, a date, or text that is read by a pattern, by default yyyy-MM-dd HH:mm:ss. Without arguments, to now.",
        Examples = [new("SELECT unix_timestamp('2016-04-08', 'yyyy-MM-dd') = unix_timestamp(DATE'2016-04-08')", "true")],
        Overloads =
        [
            Overload.Bound([], static call => Now(call)),
            TimestampParsing.Overload(ParsedKind.Seconds, "try_to_timestamp"),
            TimestampParsing.OverloadWithoutPattern(),
            Zoned.Unary<int, long, OfDate>(DateType.Instance, LongType.Instance, canFail: false),
            Zoned.Binary<int, Utf8View, long, OfDate>(DateType.Instance, TypePattern.String, LongType.Instance, canFail: false),
            Zoned.Unary<long, long, OfTimestamp>(TimestampType.Instance, LongType.Instance, canFail: false),
            Zoned.Binary<long, Utf8View, long, OfTimestamp>(TimestampType.Instance, TypePattern.String, LongType.Instance, canFail: false),
            Zoned.Unary<long, long, OfTimestamp>(TimestampNtzType.Instance, LongType.Instance, isLocal: true, canFail: false),
            Zoned.Binary<long, Utf8View, long, OfTimestamp>(TimestampNtzType.Instance, TypePattern.String, LongType.Instance, isLocal: true, canFail: false),
        ],
    };

    private static BoundFunction Now(BindCall call)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new BoundFunction(LongType.Instance, false, Volatility.Stable, false, NullBehavior.Propagate, _ => new NowKernel(seconds)) { Signature = [seconds] };
    }

    private sealed class NowKernel(long seconds) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Values<long>().Fill(seconds);
    }

    private readonly struct OfTimestamp : IZonedOperation<long, long>, IZonedOperation<long, Utf8View, long>
    {
        public static bool TryInvoke(long value, ref ZoneCursor zone, out long result)
        {
            result = TimeUnits.FloorDiv(value, TimeUnits.MicrosPerSecond);
            return true;
        }

        public static bool TryInvoke(long value, Utf8View pattern, ref ZoneCursor zone, out long result) => TryInvoke(value, ref zone, out result);

        public static RowError Error(long value) => default;

        public static RowError Error(long value, Utf8View pattern) => default;
    }

    private readonly struct OfDate : IZonedOperation<int, long>, IZonedOperation<int, Utf8View, long>
    {
        public static bool TryInvoke(int value, ref ZoneCursor zone, out long result)
        {
            result = zone.Rules.StartOfDay(value);
            return true;
        }

        public static bool TryInvoke(int value, Utf8View pattern, ref ZoneCursor zone, out long result) => TryInvoke(value, ref zone, out result);

        public static RowError Error(int value) => default;

        public static RowError Error(int value, Utf8View pattern) => default;
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>date_trunc(unit, t)</c>: a timestamp cut to a unit, from MICROSECOND to YEAR.</summary>
/// <remarks>Spark: <c>TruncTimestamp</c> in datetimeExpressions.scala. NULL for another unit.</remarks>
internal static class TruncatedTimestamp
{
    public static readonly ScalarFunction Definition = new("date_trunc")
    {
        Group = FunctionGroup.DateTime,
        Since = "2.3.0",
        Usage = "date_trunc(fmt, ts) - Returns ts cut to a unit: YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND; NULL for another one.",
        Examples =
        [
            new("SELECT date_trunc('HOUR', TIMESTAMP'2015-03-05 09:32:05.359') = TIMESTAMP'2015-03-05 09:00:00'", "true"),
            new("SELECT date_trunc('eon', TIMESTAMP'2015-03-05 09:32:05.359')", "NULL"),
        ],
        Overloads =
        [
            Zoned.Binary<Utf8View, long, long, Operation>(TypePattern.String, TimestampType.Instance, TimestampType.Instance, onError: OnError.Null),
        ],
    };

    private readonly struct Operation : IZonedOperation<Utf8View, long, long>
    {
        public static bool TryInvoke(Utf8View word, long value, ref ZoneCursor zone, out long result)
        {
            result = value;
            var unit = Truncation.Parse(word.Bytes);
            if (unit >= TruncationUnit.Day)
                return zone.TryStartOfDay(Truncation.OfDay(zone.LocalDay(value), unit), out result);
            if (unit <= TruncationUnit.Second)
            {
                result -= TimeUnits.FloorMod(value, Truncation.MicrosOf(unit));
                return unit != TruncationUnit.None;
            }

            // Offsets need not be whole minutes or hours.
            result -= zone.LocalMicrosOfDay(value) % Truncation.MicrosOf(unit);
            return true;
        }

        public static RowError Error(Utf8View word, long value) => default;
    }
}

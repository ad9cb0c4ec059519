using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>months_between(end, start, round)</c>: the months between two timestamps, with a fraction of months of 31 days.</summary>
/// <remarks>Spark: <c>MonthsBetween</c> in datetimeExpressions.scala, <c>DateTimeUtils.monthsBetween</c>.</remarks>
internal static class MonthsBetween
{
    public static readonly ScalarFunction Definition = new("months_between")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", true" : "")})",
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "months_between(timestamp1, timestamp2[, roundOff]) - Returns the months from timestamp2 to timestamp1: a whole number when both are on the same day of the month or on the last, else with a fraction of 31 days, rounded to 8 digits unless roundOff is FALSE.",
        Examples =
        [
            new("SELECT months_between('1997-02-28 10:30:00', '1996-10-30')", "3.94959677"),
            new("SELECT months_between('1997-02-28 10:30:00', '1996-10-30', false)", "3.9495967741935485"),
        ],
        Overloads =
        [
            Zoned.Binary<long, long, double, Rounded>(TimestampType.Instance, TimestampType.Instance, DoubleType.Instance, canFail: false),
            Zoned.Ternary<long, long, bool, double, Operation>(TimestampType.Instance, TimestampType.Instance, BooleanType.Instance, DoubleType.Instance, canFail: false),
        ],
    };

    private readonly struct Rounded : IZonedOperation<long, long, double>
    {
        public static bool TryInvoke(long end, long start, ref ZoneCursor zone, out double result) => Operation.TryInvoke(end, start, true, ref zone, out result);

        public static RowError Error(long end, long start) => default;
    }

    private readonly struct Operation : IZonedOperation<long, long, bool, double>
    {
        public static bool TryInvoke(long end, long start, bool rounds, ref ZoneCursor zone, out double result)
        {
            var (last, first) = (CivilDate.FromDays(zone.LocalDay(end)), CivilDate.FromDays(zone.LocalDay(start)));
            double months = ((last.Year - first.Year) * 12) + last.Month - first.Month;
            if (last.Day == first.Day || (IsMonthEnd(last) && IsMonthEnd(first)))
            {
                result = months;
                return true;
            }

            var seconds = ((last.Day - first.Day) * (double)TimeUnits.SecondsPerDay)
                + (zone.LocalMicrosOfDay(end) / TimeUnits.MicrosPerSecond) - (zone.LocalMicrosOfDay(start) / TimeUnits.MicrosPerSecond);
            result = months + (seconds / (31 * TimeUnits.SecondsPerDay));
            if (rounds)
                result = Math.Round(result * 1e8, MidpointRounding.AwayFromZero) / 1e8;
            return true;
        }

        public static RowError Error(long end, long start, bool rounds) => default;

        private static bool IsMonthEnd(CivilDate date) => date.Day == CivilDate.DaysInMonth(date.Year, date.Month);
    }
}

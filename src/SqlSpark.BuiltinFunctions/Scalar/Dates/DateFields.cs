using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>The errors of fields that make no date or time. Spark: <c>QueryExecutionErrors.ansiDateTimeError</c>.</summary>
internal static class DateFields
{
    private static readonly RowErrorKind OutOfBoundsKind = new("DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION", "rangeMessage")
    {
        FixedParameters = [("ansiConfig", ErrorFormat.SqlConf(SqlConf.AnsiEnabled.Key))],
    };

    private static readonly RowErrorKind FractionKind = new("INVALID_FRACTION_OF_SECOND", "secAndMicros");

    /// <summary>INVALID_FRACTION_OF_SECOND: 60 seconds and more.</summary>
    public static RowError Fraction(Int128 micros) => new(FractionKind, SecondsText(micros));

    /// <summary>DATETIME_FIELD_OUT_OF_BOUNDS of the first field that is wrong.</summary>
    public static RowError OutOfBounds(int year, int month, int day, int hour = 0, int minute = 0, long second = 0) => new(OutOfBoundsKind, (year, month, day, hour, minute, second) switch
    {
        ( < -999_999_999 or > 999_999_999, _, _, _, _, _) => Range("Year", "-999999999 - 999999999", year),
        (_, < 1 or > 12, _, _, _, _) => Range("MonthOfYear", "1 - 12", month),
        (_, _, < 1 or > 31, _, _, _) => Range("DayOfMonth", "1 - 28/31", day),
        (_, _, _, < 0 or > 23, _, _) => Range("HourOfDay", "0 - 23", hour),
        (_, _, _, _, < 0 or > 59, _) => Range("MinuteOfHour", "0 - 59", minute),
        (_, _, _, _, _, < 0 or > 59) => Range("SecondOfMinute", "0 - 59", second),
        _ => $"Invalid date '{(month == 2 ? "FEBRUARY" : MonthName(month))} {day}'",
    });

    private static string Range(string field, string range, long value) =>
        string.Create(CultureInfo.InvariantCulture, $"Invalid value for {field} (valid values {range}): {value}");

    private static string MonthName(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month).ToUpperInvariant();

    private static string SecondsText(Int128 micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000}.{Int128.Abs(micros % 1_000_000):000000}");
}

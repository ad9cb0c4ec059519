using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Text;

public sealed class IntervalTextTests
{
    private static readonly DayTimeIntervalType[] DayTimeTypes =
    [
        .. from start in Enum.GetValues<DayTimeField>() from end in Enum.GetValues<DayTimeField>() where start <= end select new DayTimeIntervalType(start, end),
    ];

    [Theory]
    [InlineData("1-2", YearMonthField.Year, YearMonthField.Month, 14)]
    [InlineData(" -0-11 ", YearMonthField.Year, YearMonthField.Month, -11)]
    [InlineData("+99-0", YearMonthField.Year, YearMonthField.Month, 1188)]
    [InlineData("178956970-7", YearMonthField.Year, YearMonthField.Month, int.MaxValue)]
    [InlineData("-178956970-8", YearMonthField.Year, YearMonthField.Month, int.MinValue)]
    [InlineData("-3", YearMonthField.Year, YearMonthField.Year, -36)]
    [InlineData("100", YearMonthField.Month, YearMonthField.Month, 100)]
    [InlineData("INTERVAL '1-1' YEAR TO MONTH", YearMonthField.Year, YearMonthField.Month, 13)]
    [InlineData("interval -'-1-1'  year  to month", YearMonthField.Year, YearMonthField.Month, 13)]
    [InlineData("INTERVAL +'-2' YEAR", YearMonthField.Year, YearMonthField.Year, -24)]
    public void Year_month_intervals_are_read(string text, YearMonthField start, YearMonthField end, int months)
    {
        Assert.Equal(IntervalFault.None, IntervalText.ParseYearMonth(Bytes(text), new YearMonthIntervalType(start, end), out var value));
        Assert.Equal(months, value);
    }

    [Theory]
    [InlineData("", IntervalFault.UnmatchedFormat)]
    [InlineData("1", IntervalFault.UnmatchedFormat)]
    [InlineData("1-", IntervalFault.UnmatchedFormat)]
    [InlineData("1 - 2", IntervalFault.UnmatchedFormat)]
    [InlineData("INTERVAL '1-1' YEAR", IntervalFault.UnmatchedFormat)]
    [InlineData("INTERVAL '1-1' DAY TO SECOND", IntervalFault.UnmatchedFormat)]
    [InlineData("INTERVAL 1-1 YEAR TO MONTH", IntervalFault.UnmatchedFormat)]
    [InlineData("1-12", IntervalFault.FieldOutOfRange)]
    [InlineData("178956970-8", IntervalFault.FieldOutOfRange)]
    [InlineData("99999999999999999999-1", IntervalFault.FieldOutOfRange)]
    public void Other_texts_are_no_year_month_intervals(string text, IntervalFault fault) =>
        Assert.Equal(fault, IntervalText.ParseYearMonth(Bytes(text), YearMonthIntervalType.Default, out _));

    [Theory]
    [InlineData("1 02:03:04.005", DayTimeField.Day, DayTimeField.Second, 93_784_005_000)]
    [InlineData("-1 2:3:4", DayTimeField.Day, DayTimeField.Second, -93_784_000_000)]
    [InlineData("0 0:0:0.123456789", DayTimeField.Day, DayTimeField.Second, 123_456)]
    [InlineData("106751991 04:00:54.775807", DayTimeField.Day, DayTimeField.Second, long.MaxValue)]
    [InlineData("-106751991 04:00:54.775808", DayTimeField.Day, DayTimeField.Second, long.MinValue)]
    [InlineData("10 11", DayTimeField.Day, DayTimeField.Hour, 903_600_000_000)]
    [InlineData("25:01", DayTimeField.Hour, DayTimeField.Minute, 90_060_000_000)]
    [InlineData("100:59.5", DayTimeField.Minute, DayTimeField.Second, 6_059_500_000)]
    [InlineData("7", DayTimeField.Day, DayTimeField.Day, 604_800_000_000)]
    [InlineData("-0.5", DayTimeField.Second, DayTimeField.Second, -500_000)]
    [InlineData("INTERVAL '1 2:3' DAY TO MINUTE", DayTimeField.Day, DayTimeField.Minute, 93_780_000_000)]
    [InlineData("interval -'3' hour", DayTimeField.Hour, DayTimeField.Hour, -10_800_000_000)]
    public void Day_time_intervals_are_read(string text, DayTimeField start, DayTimeField end, long micros)
    {
        Assert.Equal(IntervalFault.None, IntervalText.ParseDayTime(Bytes(text), new DayTimeIntervalType(start, end), out var value));
        Assert.Equal(micros, value);
    }

    [Theory]
    [InlineData("1 2:3", IntervalFault.UnmatchedFormat)]
    [InlineData("2:3:4", IntervalFault.UnmatchedFormat)]
    [InlineData("1  2:3:4", IntervalFault.UnmatchedFormat)]
    [InlineData("1 2:3:4.", IntervalFault.UnmatchedFormat)]
    [InlineData("1 2:3:4.1234567890", IntervalFault.UnmatchedFormat)]
    [InlineData("1 002:3:4", IntervalFault.UnmatchedFormat)]
    [InlineData("1234567890 2:3:4", IntervalFault.UnmatchedFormat)]
    [InlineData("1 24:0:0", IntervalFault.FieldOutOfRange)]
    [InlineData("1 0:60:0", IntervalFault.FieldOutOfRange)]
    [InlineData("106751991 04:00:54.775808", IntervalFault.FieldOutOfRange)]
    public void Other_texts_are_no_day_time_intervals(string text, IntervalFault fault) =>
        Assert.Equal(fault, IntervalText.ParseDayTime(Bytes(text), DayTimeIntervalType.Default, out _));

    [Fact]
    public void Intervals_read_back_from_their_ansi_form() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        foreach (var type in DayTimeTypes)
        {
            var micros = IntervalText.Truncate(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(60), type.End);
            var text = Text(room => IntervalText.FormatAnsi(micros, type, room));
            Assert.Equal(IntervalFault.None, IntervalText.ParseDayTime(Bytes(text), type, out var back));
            Assert.Equal(micros, back);
        }

        var months = random.Next(int.MinValue, int.MaxValue);
        var yearMonth = Text(room => IntervalText.FormatAnsi(months, YearMonthIntervalType.Default, room));
        Assert.Equal(IntervalFault.None, IntervalText.ParseYearMonth(Bytes(yearMonth), YearMonthIntervalType.Default, out var monthsBack));
        Assert.Equal(months, monthsBack);
    }).QuickCheckThrowOnFailure();

    /// <summary>From Spark's IntervalUtilsSuite.</summary>
    [Theory]
    [InlineData(long.MinValue, DayTimeField.Day, DayTimeField.Second, "INTERVAL '-106751991 04:00:54.775808' DAY TO SECOND", "-106751991 04:00:54.775808000")]
    [InlineData(0, DayTimeField.Day, DayTimeField.Second, "INTERVAL '0 00:00:00' DAY TO SECOND", "0 00:00:00.000000000")]
    [InlineData(-1, DayTimeField.Second, DayTimeField.Second, "INTERVAL '-00.000001' SECOND", "-0 00:00:00.000001000")]
    [InlineData(9_000_000, DayTimeField.Second, DayTimeField.Second, "INTERVAL '09' SECOND", "0 00:00:09.000000000")]
    [InlineData(93_784_500_000, DayTimeField.Hour, DayTimeField.Second, "INTERVAL '26:03:04.5' HOUR TO SECOND", "1 02:03:04.500000000")]
    [InlineData(93_784_500_000, DayTimeField.Day, DayTimeField.Hour, "INTERVAL '1 02' DAY TO HOUR", "1 02:00:00.000000000")]
    [InlineData(259_200_000_000, DayTimeField.Day, DayTimeField.Day, "INTERVAL '3' DAY", "3 00:00:00.000000000")]
    [InlineData(360_000_000, DayTimeField.Minute, DayTimeField.Minute, "INTERVAL '06' MINUTE", "0 00:06:00.000000000")]
    public void Day_time_intervals_are_written(long micros, DayTimeField start, DayTimeField end, string ansi, string hive)
    {
        var type = new DayTimeIntervalType(start, end);
        Assert.Equal(ansi, Text(room => IntervalText.FormatAnsi(micros, type, room)));
        Assert.Equal(hive, Text(room => IntervalText.FormatHive(micros, type, room)));
    }

    [Theory]
    [InlineData(-14, YearMonthField.Year, YearMonthField.Month, "INTERVAL '-1-2' YEAR TO MONTH", "-1-2")]
    [InlineData(14, YearMonthField.Year, YearMonthField.Year, "INTERVAL '1' YEAR", "1-0")]
    [InlineData(-14, YearMonthField.Month, YearMonthField.Month, "INTERVAL '-14' MONTH", "-1-2")]
    [InlineData(int.MinValue, YearMonthField.Year, YearMonthField.Month, "INTERVAL '-178956970-8' YEAR TO MONTH", "-178956970-8")]
    public void Year_month_intervals_are_written(int months, YearMonthField start, YearMonthField end, string ansi, string hive)
    {
        var type = new YearMonthIntervalType(start, end);
        Assert.Equal(ansi, Text(room => IntervalText.FormatAnsi(months, type, room)));
        Assert.Equal(hive, Text(room => IntervalText.FormatHive(months, type, room)));
    }

    /// <summary>From Spark's CalendarIntervalSuite.</summary>
    [Theory]
    [InlineData(0, 0, 0, "0 seconds")]
    [InlineData(34, 0, 0, "2 years 10 months")]
    [InlineData(-34, 0, 0, "-2 years -10 months")]
    [InlineData(0, 31, 0, "31 days")]
    [InlineData(0, 0, 11_580_000_123, "3 hours 13 minutes 0.000123 seconds")]
    [InlineData(0, 0, -11_580_000_123, "-3 hours -13 minutes -0.000123 seconds")]
    [InlineData(34, 31, 3_600_000_000, "2 years 10 months 31 days 1 hours")]
    [InlineData(0, 0, 90_500_000, "1 minutes 30.5 seconds")]
    public void Calendar_intervals_are_written_and_read_back(int months, int days, long micros, string text)
    {
        var interval = new CalendarInterval(months, days, micros);
        Assert.Equal(text, Text(room => IntervalText.Format(interval, room)));
        Assert.Equal(IntervalFault.None, CalendarIntervalReader.Parse(Bytes(text), out var back, out _));
        Assert.Equal(interval, back);
    }

    [Theory]
    [InlineData("interval 1 year 2 Months", 14, 0, 0)]
    [InlineData("  INTERVAL  - 1   week 3 DAYS ", 0, -4, 0)]
    [InlineData(".5 second", 0, 0, 500_000)]
    [InlineData("-1.123456789 seconds", 0, 0, -1_123_456)]
    [InlineData("1. second 2 milliseconds 3 microsecond", 0, 0, 1_002_003)]
    [InlineData("+5 minutes -5 minutes", 0, 0, 0)]
    [InlineData("1 day\t2 hours", 0, 1, 7_200_000_000)]
    public void Calendar_intervals_are_lists_of_units(string text, int months, int days, long micros)
    {
        Assert.Equal(IntervalFault.None, CalendarIntervalReader.Parse(Bytes(text), out var interval, out _));
        Assert.Equal(new CalendarInterval(months, days, micros), interval);
    }

    [Theory]
    [InlineData("", IntervalFault.InputIsEmpty, "")]
    [InlineData("interval", IntervalFault.InputIsEmpty, "")]
    [InlineData("interval1 day", IntervalFault.InvalidPrefix, "interval1")]
    [InlineData("foo 1 day", IntervalFault.UnrecognizedNumber, "foo")]
    [InlineData("1a day", IntervalFault.InvalidValue, "1a")]
    [InlineData("1.1234567890 seconds", IntervalFault.InvalidPrecision, "1.1234567890")]
    [InlineData("1.5 day", IntervalFault.InvalidFraction, "day")]
    [InlineData("1 fortnight", IntervalFault.InvalidUnit, "fortnight")]
    [InlineData("1 days2", IntervalFault.InvalidUnit, "days2")]
    [InlineData("1 day -", IntervalFault.MissingNumber, "-")]
    [InlineData("1 day 2", IntervalFault.MissingUnit, "2")]
    [InlineData("9223372036854775808 day", IntervalFault.Overflow, null)]
    [InlineData("178956971 years", IntervalFault.Overflow, null)]
    [InlineData("9223372036854775807 hours", IntervalFault.Overflow, null)]
    public void Other_texts_are_no_calendar_intervals_and_say_why(string text, IntervalFault fault, string? word)
    {
        Assert.Equal(fault, CalendarIntervalReader.Parse(Bytes(text), out _, out var position));
        var error = IntervalErrors.Malformed(fault, Bytes(text), position).ToException(null);
        Assert.StartsWith("INVALID_INTERVAL_FORMAT.", error.Condition, StringComparison.Ordinal);
        Assert.Equal("22006", error.SqlState);
        if (!string.IsNullOrEmpty(word))
            Assert.Contains(word, error.Parameters.Where(p => p.Key != "input").Select(p => p.Value));
    }

    private delegate int Writer(Span<byte> room);

    private static string Text(Writer write)
    {
        var room = new byte[IntervalText.MaxLength];
        return Encoding.ASCII.GetString(room.AsSpan(0, write(room)));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

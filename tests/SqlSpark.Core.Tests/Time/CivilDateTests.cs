using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Time;
using Xunit;

namespace SqlSpark.Core.Tests.Time;

public sealed class CivilDateTests
{
    [Theory]
    [InlineData(0, 1970, 1, 1)]
    [InlineData(-1, 1969, 12, 31)]
    [InlineData(11016, 2000, 2, 29)]
    [InlineData(-719_528, 0, 1, 1)]
    [InlineData(-719_162, 1, 1, 1)]
    [InlineData(2_932_896, 9999, 12, 31)]
    [InlineData(int.MinValue, -5_877_641, 6, 23)]
    [InlineData(int.MaxValue, 5_881_580, 7, 11)]
    public void Day_numbers_are_those_of_java_LocalDate(int days, int year, int month, int day)
    {
        Assert.Equal(new CivilDate(year, month, day), CivilDate.FromDays(days));
        Assert.True(CivilDate.TryToDays(year, month, day, out var back));
        Assert.Equal(days, back);
    }

    [Fact]
    public void Dates_agree_with_DateOnly()
    {
        for (var day = DateOnly.MinValue; day < DateOnly.MaxValue.AddDays(-17); day = day.AddDays(17))
        {
            var date = CivilDate.FromDays(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
            Assert.Equal((day.Year, day.Month, day.Day, day.DayOfYear), (date.Year, date.Month, date.Day, date.DayOfYear));
            Assert.Equal(day.DayOfYear, CivilDate.DayOfYearOf(date.ToDays()));
        }
    }

    [Fact]
    public void Every_day_follows_the_one_before() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var days = new Random(seed).Next(int.MinValue, int.MaxValue);
        var (today, tomorrow) = (CivilDate.FromDays(days), CivilDate.FromDays(days + 1));
        var expected = today.Day < CivilDate.DaysInMonth(today.Year, today.Month) ? today with { Day = today.Day + 1 }
            : today.Month < 12 ? new CivilDate(today.Year, today.Month + 1, 1)
            : new CivilDate(today.Year + 1, 1, 1);
        Assert.Equal(expected, tomorrow);
        Assert.Equal(days, today.ToDays());
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2021, 2, 29)]
    [InlineData(1900, 2, 29)]
    [InlineData(2020, 0, 1)]
    [InlineData(2020, 13, 1)]
    [InlineData(2020, 4, 31)]
    [InlineData(2020, 1, 0)]
    [InlineData(5_881_580, 7, 12)]
    [InlineData(-5_877_641, 6, 22)]
    [InlineData(int.MaxValue, 1, 1)]
    public void What_is_no_date_has_no_number(int year, int month, int day) => Assert.False(CivilDate.TryToDays(year, month, day, out _));

    [Fact]
    public void Columns_of_fields_equal_the_fields_of_each_day()
    {
        var random = new Random(11);
        int[] days = [int.MinValue, int.MaxValue, 0, -1, .. Enumerable.Range(0, 1000).Select(_ => random.Next(int.MinValue, int.MaxValue))];
        var (years, months, daysOfMonth) = (new int[days.Length], new int[days.Length], new int[days.Length]);
        CivilDate.Years(days, years);
        CivilDate.Months(days, months);
        CivilDate.DaysOfMonth(days, daysOfMonth);
        for (var i = 0; i < days.Length; i++)
            Assert.Equal(CivilDate.FromDays(days[i]), new CivilDate(years[i], months[i], daysOfMonth[i]));
    }

    [Theory]
    [InlineData(2020, 1, 31, 1, 2020, 2, 29)]
    [InlineData(2020, 3, 31, -13, 2019, 2, 28)]
    [InlineData(2020, 12, 1, 1, 2021, 1, 1)]
    [InlineData(0, 1, 1, -1, -1, 12, 1)]
    public void Months_are_added_up_to_the_last_day(int year, int month, int day, int months, int toYear, int toMonth, int toDay) =>
        Assert.Equal(new CivilDate(toYear, toMonth, toDay), new CivilDate(year, month, day).AddMonths(months));

    [Theory]
    [InlineData(0, 4)]
    [InlineData(-1, 3)]
    [InlineData(3, 7)]
    [InlineData(4, 1)]
    public void The_first_of_1970_was_a_Thursday(int days, int weekday) => Assert.Equal(weekday, CivilDate.IsoDayOfWeek(days));

    [Fact]
    public void Local_times_split_and_join_over_the_whole_range()
    {
        foreach (var micros in (long[])[long.MinValue, -1, 0, 1, TimeUnits.MicrosPerDay, long.MaxValue])
        {
            Assert.True(LocalTimestamp.TryJoin(LocalTimestamp.Day(micros), LocalTimestamp.MicrosOfDay(micros), out var back));
            Assert.Equal(micros, back);
        }

        Assert.False(LocalTimestamp.TryJoin(LocalTimestamp.Day(long.MaxValue), LocalTimestamp.MicrosOfDay(long.MaxValue) + 1, out _));
        Assert.False(LocalTimestamp.TryJoin(int.MaxValue, 0, out _));
        Assert.False(LocalTimestamp.TryJoin(int.MinValue, 0, out _));
    }
}

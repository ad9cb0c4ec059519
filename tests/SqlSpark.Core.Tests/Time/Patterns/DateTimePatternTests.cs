using System.Text;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using Xunit;

namespace SqlSpark.Core.Tests.Time.Patterns;

public sealed class DateTimePatternTests
{
    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss.SSS", "2019-08-04 13:05:09.123")]
    [InlineData("yy", "19")]
    [InlineData("y", "2019")]
    [InlineData("yyyyyy", "002019")]
    [InlineData("M/d/yyyy h:m a", "8/4/2019 1:5 PM")]
    [InlineData("EEE EEEE", "Sun Sunday")]
    [InlineData("MMM MMMM LLL", "Aug August Aug")]
    [InlineData("D DDD F", "216 216 4")]
    [InlineData("Q QQ QQQ QQQQ", "3 03 Q3 3rd quarter")]
    [InlineData("G GGGG", "AD Anno Domini")]
    [InlineData("k K", "13 1")]
    [InlineData("SSSSSSSSS S", "123456000 1")]
    [InlineData("X XX XXX x xxx Z ZZZZ ZZZZZ", "-07 -0700 -07:00 -07 -07:00 -0700 GMT-07:00 -07:00")]
    [InlineData("O OOOO", "GMT-7 GMT-07:00")]
    [InlineData("VV", "America/Los_Angeles")]
    [InlineData("'T' '' 'it''s'", "T ' it's")]
    [InlineData("yyyy[-MM]", "2019-08")]
    public void Writes_each_letter(string pattern, string expected)
    {
        var day = (int)CivilDate.ToDays(2019, 8, 4);
        var nanos = ((((13 * 60L) + 5) * 60) + 9) * TimeUnits.NanosPerSecond + 123_456_000;
        var text = new Utf8Buffer();
        Create(pattern, isForReading: false).Format(new DateTimeParts(day, nanos, -7 * 3600, "America/Los_Angeles"), text);
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2019-08-04", 2019, 8, 4, 0)]
    [InlineData("yyyyMMdd", "20190804", 2019, 8, 4, 0)]
    [InlineData("dd/MM/yy", "04/08/19", 2019, 8, 4, 0)]
    [InlineData("d MMM yyyy", "4 aug 2019", 2019, 8, 4, 0)]
    [InlineData("yyyy-DDD", "2019-216", 2019, 8, 4, 0)]
    [InlineData("yyyy-MM-dd[ HH:mm]", "2019-08-04", 2019, 8, 4, 0)]
    [InlineData("yyyy-MM-dd[ HH:mm]", "2019-08-04 01:30", 2019, 8, 4, 5400)]
    [InlineData("yyyy-MM-dd hh a", "2019-08-04 12 AM", 2019, 8, 4, 0)]
    [InlineData("yyyy-MM-dd hh a", "2019-08-04 12 pm", 2019, 8, 4, 43200)]
    [InlineData("HH:mm", "01:00", 1970, 1, 1, 3600)]
    [InlineData("EEE d MMM yyyy", "Sun 4 Aug 2019", 2019, 8, 4, 0)]
    [InlineData("yyyy", "+12019", 12019, 1, 1, 0)]
    public void Reads_what_it_names_and_fills_in_the_rest(string pattern, string text, int year, int month, int day, int seconds)
    {
        Assert.True(Create(pattern, isForReading: true).TryRead(Encoding.UTF8.GetBytes(text), out var fields));
        Assert.True(fields.TryGetDay(out var days));
        Assert.True(fields.TryGetNanosOfDay(out var nanos));
        Assert.Equal(CivilDate.ToDays(year, month, day), days);
        Assert.Equal(seconds * TimeUnits.NanosPerSecond, nanos);
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2019-8-4")]
    [InlineData("yyyy-MM-dd", "2019-08-04 ")]
    [InlineData("yyyy-MM-dd", "12019-08-04")]
    [InlineData("yyyy-MM-dd", "2019-02-30")]
    [InlineData("EEE yyyy-MM-dd", "Mon 2019-08-04")]
    [InlineData("HH:mm", "24:00")]
    [InlineData("hh a", "13 AM")]
    [InlineData("D", "366")]
    [InlineData("dd-DDD", "30-365")]
    [InlineData("yyyy-MM-DDD", "2020-10-350")]
    [InlineData("S S", "1 2")]
    public void Refuses_what_does_not_match_or_does_not_exist(string pattern, string text)
    {
        var isRead = Create(pattern, isForReading: true).TryRead(Encoding.UTF8.GetBytes(text), out var fields)
            && fields.TryGetDay(out _) && fields.TryGetNanosOfDay(out _);
        Assert.False(isRead);
    }

    [Fact]
    public void Reads_a_fraction_of_fewer_digits_and_a_zone()
    {
        Assert.True(Create("yyyy-MM-dd HH:mm:ss.SSSSSS XXX", isForReading: true).TryRead("2019-08-04 00:00:01.25 +01:30"u8, out var fields));
        Assert.True(fields.TryGetNanosOfDay(out var nanos));
        Assert.Equal(1_250_000_000, nanos);
        Assert.Equal(5400, fields.Zone!.OffsetAt(0));
    }

    [Theory]
    [InlineData("YYYY", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION")]
    [InlineData("e", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN")]
    [InlineData("MMMMM", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION")]
    [InlineData("QQQQQ", "INVALID_DATETIME_PATTERN.LENGTH")]
    [InlineData("XXXXXX", "INVALID_DATETIME_PATTERN.WITH_SUGGESTION")]
    [InlineData("n", "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER")]
    [InlineData("'open", "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION")]
    public void Names_the_condition_of_a_pattern_that_is_none(string pattern, string condition)
    {
        Assert.Null(DateTimePattern.TryCreate(pattern, isForReading: false, out var error));
        Assert.Equal(condition, error.Kind!.Condition);
        Assert.Equal(condition, error.ToException(null).Condition);
    }

    private static DateTimePattern Create(string pattern, bool isForReading) =>
        DateTimePattern.TryCreate(pattern, isForReading, out var error) ?? throw error.ToException(null);
}

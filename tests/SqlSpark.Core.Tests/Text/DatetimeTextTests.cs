using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using Xunit;

namespace SqlSpark.Core.Tests.Text;

public sealed class DatetimeTextTests
{
    /// <summary>The forms are those of Spark's DateTimeUtilsSuite.</summary>
    [Theory]
    [InlineData("2015", "2015-01-01")]
    [InlineData("0001", "0001-01-01")]
    [InlineData("2015-03", "2015-03-01")]
    [InlineData("2015-3-8", "2015-03-08")]
    [InlineData(" 2015-03-18 ", "2015-03-18")]
    [InlineData("2015-03-18 123142", "2015-03-18")]
    [InlineData("2015-03-18T123123", "2015-03-18")]
    [InlineData("2015-03-18T", "2015-03-18")]
    [InlineData("+1999-08-19", "1999-08-19")]
    [InlineData("-1999-08-19", "-1999-08-19")]
    [InlineData("0000-02-29", "0000-02-29")]
    [InlineData("12345-01-02", "+12345-01-02")]
    [InlineData("5881580-7-11", "+5881580-07-11")]
    [InlineData("-5877641-06-23", "-5877641-06-23")]
    public void Dates_are_read_and_written(string text, string written)
    {
        Assert.True(DateText.TryParse(Bytes(text), out var days));
        Assert.Equal(written, Date(days));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("015")]
    [InlineData("2015-03-18X")]
    [InlineData("2015/03/18")]
    [InlineData("2015.03.18")]
    [InlineData("20150318")]
    [InlineData("2015-031-8")]
    [InlineData("02015-03-18-1")]
    [InlineData("2015-02-29")]
    [InlineData("2015-13")]
    [InlineData("2015-00-01")]
    [InlineData("2015-")]
    [InlineData("2015-1 x")]
    [InlineData("2015 x")]
    [InlineData("2020-01-01中文")]
    [InlineData("2021-4294967297-11")]
    [InlineData("5881580-07-12")]
    [InlineData("12345678")]
    public void Other_texts_are_no_dates(string text) => Assert.False(DateText.TryParse(Bytes(text), out _));

    [Fact]
    public void Every_date_reads_back() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var days = new Random(seed).Next(int.MinValue, int.MaxValue);
        Assert.True(DateText.TryParse(Bytes(Date(days)), out var back));
        Assert.Equal(days, back);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1969-12-31 16:00:00", "1969-12-31 16:00:00")]
    [InlineData("0001", "0001-01-01 00:00:00")]
    [InlineData("2015-03", "2015-03-01 00:00:00")]
    [InlineData("2015-03-18 ", "2015-03-18 00:00:00")]
    [InlineData("2015-03-18 12", "2015-03-18 12:00:00")]
    [InlineData("2015-03-18T12:03", "2015-03-18 12:03:00")]
    [InlineData("2015-03-18T12:03:17", "2015-03-18 12:03:17")]
    [InlineData("2015-3-8 1:3:7.5", "2015-03-08 01:03:07.5")]
    [InlineData("2015-03-18T12:03:17.123456789", "2015-03-18 12:03:17.123456")]
    [InlineData("2015-03-18T12:03:17.", "2015-03-18 12:03:17")]
    [InlineData("2015-03-18T12:03:17.12+01:00", "2015-03-18 11:03:17.12")]
    [InlineData("2015-03-18T12:03:17Z", "2015-03-18 12:03:17")]
    [InlineData("2015-03-18 12:03:17 UTC", "2015-03-18 12:03:17")]
    [InlineData("2015-03-18T12:03:17-1:0", "2015-03-18 13:03:17")]
    [InlineData("2015-03-18T12:03:17GMT-13:53", "2015-03-19 01:56:17")]
    [InlineData("-0044-03-15 12:00:00", "-0044-03-15 12:00:00")]
    [InlineData("294247-01-10 04:00:54.775807", "+294247-01-10 04:00:54.775807")]
    [InlineData("-290308-12-21 19:59:05.224192", "-290308-12-21 19:59:05.224192")]
    public void Timestamps_are_read_and_written(string text, string written)
    {
        Assert.True(new TimestampReader(ZoneRules.Utc, TimeProvider.System).TryParse(Bytes(text), out var micros));
        Assert.Equal(written, Local(micros));
    }

    [Theory]
    [InlineData("")]
    [InlineData("238")]
    [InlineData("2015-03-18 25:00:00")]
    [InlineData("2015-03-18 12:60:00")]
    [InlineData("2015-03-18 12:00:60")]
    [InlineData("2015-03-18T12:03.17")]
    [InlineData("2015-03-18T12:03:17 nowhere/land")]
    [InlineData("2015-03-18T12:03:17.1.2")]
    [InlineData("2015-03-18T12:03:17+19:00")]
    [InlineData("2015-03-18X12:03")]
    [InlineData("2015-3-18T121212")]
    [InlineData("2015-03-18T")]
    [InlineData("1234567-01-01")]
    [InlineData("294247-01-10 04:00:54.775808")]
    [InlineData("+12:12")]
    [InlineData(":12")]
    public void Other_texts_are_no_timestamps(string text) =>
        Assert.False(new TimestampReader(ZoneRules.Utc, TimeProvider.System).TryParse(Bytes(text), out _));

    [Fact]
    public void A_time_alone_is_today_in_its_zone()
    {
        var reader = new TimestampReader(ZoneRules.Of("+10:00"), new FixedClock(2024, 2, 28, 20));
        Assert.True(reader.TryParse("12:30"u8, out var micros));
        Assert.Equal("2024-02-29 02:30:00", Local(micros));
        Assert.True(reader.TryParse("T1:2:3.4"u8, out micros));
        Assert.Equal("2024-02-28 15:02:03.4", Local(micros));
        Assert.True(reader.TryParse("00:00:00 Z"u8, out micros));
        Assert.Equal("2024-02-28 00:00:00", Local(micros));
        Assert.False(TimestampText.TryParseLocal("12:30"u8, allowZone: true, out _));
    }

    [Fact]
    public void A_zone_is_ignored_or_refused_where_the_type_has_none()
    {
        Assert.True(TimestampText.TryParseLocal("2020-01-01 01:00:00+05:00"u8, allowZone: true, out var micros));
        Assert.Equal("2020-01-01 01:00:00", Local(micros));
        Assert.False(TimestampText.TryParseLocal("2020-01-01 01:00:00+05:00"u8, allowZone: false, out _));
        Assert.False(TimestampText.TryParseLocal("2020-01-01 01:00:00 nowhere"u8, allowZone: true, out _));
    }

    [Fact]
    public void Every_timestamp_reads_back() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var micros = new Random(seed).NextInt64(long.MinValue, long.MaxValue);
        Assert.True(TimestampText.TryParseLocal(Bytes(Local(micros)), allowZone: false, out var back));
        Assert.Equal(micros, back);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("12:34", "12:34:00")]
    [InlineData("1:2:3", "01:02:03")]
    [InlineData("T23:59:59.999999999", "23:59:59.999999")]
    [InlineData(" 01:02:03.10 ", "01:02:03.1")]
    [InlineData("12:00:00 AM", "00:00:00")]
    [InlineData("12:30pm", "12:30:00")]
    [InlineData("1:30 Pm ", "13:30:00")]
    public void Times_are_read_and_written(string text, string written)
    {
        Assert.True(TimeText.TryParse(Bytes(text), out var nanos));
        Assert.Equal(written, Time(nanos));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("24:00:00")]
    [InlineData("23:60:00")]
    [InlineData("0:30 AM")]
    [InlineData("13:30 PM")]
    [InlineData("12:34:56Z")]
    [InlineData("2020-01-01 12:34:56")]
    [InlineData("am")]
    public void Other_texts_are_no_times(string text) => Assert.False(TimeText.TryParse(Bytes(text), out _));

    [Theory]
    [InlineData(86_399_999_999_999, 0, "23:59:59")]
    [InlineData(86_399_999_999_999, 3, "23:59:59.999")]
    [InlineData(86_399_999_999_999, 9, "23:59:59.999999999")]
    public void Times_lose_the_digits_their_type_has_no_room_for(long nanos, int precision, string text) =>
        Assert.Equal(text, Time(TimeText.Truncate(nanos, precision)));

    [Theory]
    [InlineData("epoch", "1970-01-01", "1970-01-01 00:00:00")]
    [InlineData("now", "2024-02-29", "2024-02-28 20:00:00")]
    [InlineData("Today", "2024-02-29", "2024-02-28 14:00:00")]
    [InlineData("tomorrow UTC", "2024-03-01", "2024-02-29 14:00:00")]
    [InlineData(" yesterday", "2024-02-28", "2024-02-27 14:00:00")]
    public void Typed_literals_take_special_words(string text, string date, string instant)
    {
        var (zone, clock) = (ZoneRules.Of("+10:00"), new FixedClock(2024, 2, 28, 20));
        Assert.True(SpecialTimestamps.TryGetDate(text, zone, clock, out var days));
        Assert.Equal(date, Date(days));
        Assert.True(SpecialTimestamps.TryGetInstant(text, zone, clock, out var micros));
        Assert.Equal(instant, Local(micros));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("now UTC")]
    [InlineData("today nowhere")]
    [InlineData("")]
    public void Other_words_are_not_special(string text) =>
        Assert.False(SpecialTimestamps.TryGetLocal(text, ZoneRules.Utc, new FixedClock(2024, 1, 1, 0), out _));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Date(int days)
    {
        var text = new byte[DateText.MaxLength];
        return Encoding.ASCII.GetString(text.AsSpan(0, DateText.Format(days, text)));
    }

    private static string Local(long micros)
    {
        var text = new byte[TimestampText.MaxLength];
        return Encoding.ASCII.GetString(text.AsSpan(0, TimestampText.Format(micros, text)));
    }

    private static string Time(long nanos)
    {
        var text = new byte[TimeText.MaxLength];
        return Encoding.ASCII.GetString(text.AsSpan(0, TimeText.Format(nanos, text)));
    }

    private sealed class FixedClock(int year, int month, int day, int hour) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
    }
}

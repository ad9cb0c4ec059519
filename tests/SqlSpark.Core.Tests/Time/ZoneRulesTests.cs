using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using Xunit;

namespace SqlSpark.Core.Tests.Time;

public sealed class ZoneRulesTests
{
    [Theory]
    [InlineData("Z", 0)]
    [InlineData("UTC", 0)]
    [InlineData("UT", 0)]
    [InlineData("GMT+8:30", 30_600)]
    [InlineData("UTC+8", 28_800)]
    [InlineData("GMT-8", -28_800)]
    [InlineData("+8", 28_800)]
    [InlineData("+00", 0)]
    [InlineData("+1:00", 3600)]
    [InlineData("+01:5", 3900)]
    [InlineData("+0130", 5400)]
    [InlineData("+01:02:03", 3723)]
    [InlineData("-010203", -3723)]
    [InlineData("-18:00", -64_800)]
    [InlineData("MST", -25_200)]
    [InlineData("EST", -18_000)]
    [InlineData("HST", -36_000)]
    public void Offsets_are_those_of_getZoneId(string id, int offset)
    {
        var zone = ZoneRules.Of(id);
        Assert.True(zone.IsFixed);
        Assert.Equal(offset, zone.OffsetAt(1_600_000_000));
        Assert.Equal(id, zone.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("invalid/zone")]
    [InlineData("utc+8")]
    [InlineData("+19")]
    [InlineData("+18:01")]
    [InlineData("+01:60")]
    [InlineData("+01:02:3")]
    [InlineData("+013")]
    [InlineData("+1:2:3:4")]
    [InlineData("+")]
    [InlineData("+:")]
    [InlineData("A")]
    [InlineData("../etc/passwd")]
    [InlineData("America/../../passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("tzdata.zi")]
    [InlineData("America")]
    public void Other_texts_are_no_zones(string id)
    {
        Assert.False(ZoneRules.TryGet(id, out _));
        Assert.Equal("INVALID_TIMEZONE", Assert.Throws<SqlSparkException>(() => ZoneRules.Of(id)).Condition);
    }

    [SkippableTheory]
    [InlineData("America/Los_Angeles", 1800, 1, 1, -28_378)]        // -07:52:58, as Spark prints
    [InlineData("America/Los_Angeles", 2020, 1, 1, -28_800)]
    [InlineData("America/Los_Angeles", 2020, 7, 1, -25_200)]
    [InlineData("America/Los_Angeles", 20_000, 7, 1, -25_200)]
    [InlineData("America/Los_Angeles", 20_000, 12, 1, -28_800)]
    [InlineData("America/Los_Angeles", 290_000, 7, 1, -25_200)]
    [InlineData("PST", 2020, 7, 1, -25_200)]
    [InlineData("Europe/Paris", 1800, 1, 1, 561)]
    [InlineData("Europe/Dublin", 2020, 7, 1, 3600)]
    [InlineData("Europe/Dublin", 2040, 1, 1, 0)]
    [InlineData("Asia/Kolkata", 2020, 1, 1, 19_800)]
    [InlineData("Australia/Sydney", 2100, 1, 1, 39_600)]
    [InlineData("Australia/Sydney", 2100, 7, 1, 36_000)]
    public void Regions_have_second_exact_history_and_no_end(string id, int year, int month, int day, int offset)
    {
        SkipWithoutData();
        Assert.Equal(offset, ZoneRules.Of(id).OffsetAt(CivilDate.ToDays(year, month, day) * TimeUnits.SecondsPerDay));
    }

    [SkippableTheory]
    [InlineData("2020-03-08 01:59:59.999999", "2020-03-08 09:59:59.999999")]
    [InlineData("2020-03-08 02:30:00", "2020-03-08 10:30:00")]      // skipped: an hour later
    [InlineData("2020-03-08 03:00:00", "2020-03-08 10:00:00")]
    [InlineData("2020-11-01 00:59:59", "2020-11-01 07:59:59")]
    [InlineData("2020-11-01 01:30:00", "2020-11-01 08:30:00")]      // twice: the earlier one
    [InlineData("2020-11-01 02:00:00", "2020-11-01 10:00:00")]
    [InlineData("1800-01-01 00:00:00", "1800-01-01 07:52:58")]
    public void Local_times_turn_into_instants_as_in_java(string local, string instant)
    {
        SkipWithoutData();
        var cursor = new ZoneCursor(ZoneRules.Of("America/Los_Angeles"));
        Assert.True(cursor.TryToInstant(Micros(local), out var micros));
        Assert.Equal(Micros(instant), micros);
    }

    [SkippableFact]
    public void A_day_whose_midnight_is_skipped_begins_at_the_end_of_the_gap()
    {
        SkipWithoutData();
        var toronto = ZoneRules.Of("America/Toronto");              // 1919-03-30 23:30 to 00:30
        var day = (int)CivilDate.ToDays(1919, 3, 31);
        Assert.Equal(((day * 86_400L) + 1800 + 14_400), toronto.StartOfDay(day));
        var saoPaulo = ZoneRules.Of("America/Sao_Paulo");           // 2018-11-04 00:00 to 01:00
        day = (int)CivilDate.ToDays(2018, 11, 4);
        Assert.Equal((day * 86_400L) + (3 * 3600), saoPaulo.StartOfDay(day));
    }

    [SkippableTheory]
    [InlineData("America/Los_Angeles")]
    [InlineData("Europe/Dublin")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Manila")]
    [InlineData("Pacific/Apia")]
    [InlineData("+05:30")]
    public void A_cursor_agrees_with_the_rules_and_turns_back(string id)
    {
        SkipWithoutData();
        var zone = ZoneRules.Of(id);
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var cursor = new ZoneCursor(zone);
            var start = random.NextInt64(-10_000_000_000, 300_000_000_000);
            for (var i = 0; i < 50; i++)
            {
                var micros = (start + random.Next(40_000_000)) * TimeUnits.MicrosPerSecond;
                var offset = zone.OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond));
                Assert.True(cursor.TryToLocal(micros, out var local));
                Assert.Equal(micros + (offset * TimeUnits.MicrosPerSecond), local);
                Assert.Equal(LocalTimestamp.Day(local), cursor.LocalDay(micros));
                Assert.Equal(LocalTimestamp.MicrosOfDay(local), cursor.LocalMicrosOfDay(micros));
                Assert.True(new ZoneCursor(zone).TryToInstant(local, out var fresh));
                Assert.True(cursor.TryToInstant(local, out var back));
                Assert.Equal(fresh, back);
                Assert.True(back <= micros);                        // the earlier one of an overlap
                Assert.True(cursor.TryToLocal(back, out var again));
                Assert.Equal(local, again);
            }
        }).QuickCheckThrowOnFailure();
    }

    [SkippableTheory]
    [InlineData("America/New_York")]
    [InlineData("Europe/London")]
    [InlineData("Australia/Lord_Howe")]
    public void Ranges_touch_and_cover_all_of_time(string id)
    {
        SkipWithoutData();
        var zone = ZoneRules.Of(id);
        var range = zone.RangeAt(long.MinValue / 4);
        Assert.Equal(long.MinValue, range.From);
        for (var i = 0; i < 1000 && range.Until != long.MaxValue; i++)
        {
            var next = zone.RangeAt(range.Until);
            Assert.Equal(range.Until, next.From);
            Assert.NotEqual(range.OffsetSeconds, next.OffsetSeconds);
            Assert.Equal(next, zone.RangeAt(next.Until - 1));
            range = next;
        }
    }

    [SkippableFact]
    public void The_systems_own_rules_give_the_same_offsets_where_files_are_missing()
    {
        SkipWithoutData();
        var files = ZoneRules.Of("America/New_York");
        var system = SystemZone.Find("America/New_York", "America/New_York")!;
        for (var second = CivilDate.ToDays(1970, 1, 1) * 86_400; second < CivilDate.ToDays(2030, 1, 1) * 86_400; second += 43_200)
            Assert.Equal(files.OffsetAt(second), system.OffsetAt(second));
        foreach (var year in (int[])[2100, 2500, 9999, 20_000])
        {
            foreach (var month in (int[])[1, 7])
                Assert.Equal(files.OffsetAt(CivilDate.ToDays(year, month, 1) * 86_400), system.OffsetAt(CivilDate.ToDays(year, month, 1) * 86_400));
        }
    }

    [Fact]
    public void Instants_beyond_64_bits_are_refused()
    {
        var east = new ZoneCursor(ZoneRules.Of("+01:00"));
        Assert.False(east.TryToLocal(long.MaxValue, out _));
        Assert.False(east.TryToInstant(long.MinValue, out _));
        Assert.True(east.TryToInstant(long.MaxValue, out _));
        Assert.False(east.TryStartOfDay(int.MaxValue, out _));
        Assert.Equal(LocalTimestamp.Day(long.MaxValue), east.LocalDay(long.MaxValue));
    }

    private static void SkipWithoutData() => Skip.If(ZoneFiles.FindFolder() is null, "the system has no time zone files");

    private static long Micros(string text) => (DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Ticks / 10;
}

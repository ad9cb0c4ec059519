using System.Buffers.Binary;
using System.Text;
using SqlSpark.Core.Time;
using Xunit;

namespace SqlSpark.Core.Tests.Time;

public sealed class ZoneFilesTests
{
    [Fact]
    public void A_file_gives_its_transitions_and_then_its_rule()
    {
        Assert.True(ZoneFiles.TryParse(File(footer: "AAA1BBB,M4.1.0,M10.5.0/3"), "Test", out var zone));
        Assert.Equal(-1000, zone.OffsetAt(-5001));
        Assert.Equal(-3600, zone.OffsetAt(-5000));
        Assert.Equal(-3600, zone.OffsetAt(CivilDate.ToDays(2021, 1, 1) * 86_400));
        Assert.Equal(0, zone.OffsetAt(CivilDate.ToDays(2021, 7, 1) * 86_400));
        Assert.Equal((CivilDate.ToDays(2021, 4, 4) * 86_400) + (3 * 3600), zone.RangeAt(CivilDate.ToDays(2021, 7, 1) * 86_400).From);
        Assert.Equal((CivilDate.ToDays(2021, 10, 31) * 86_400) + (3 * 3600), zone.RangeAt(CivilDate.ToDays(2021, 7, 1) * 86_400).Until);
    }

    [Fact]
    public void Without_a_rule_the_last_offset_stays()
    {
        Assert.True(ZoneFiles.TryParse(File(footer: ""), "Test", out var zone));
        Assert.Equal(new OffsetRange(-5000, long.MaxValue, -3600), zone.RangeAt(1L << 40));
    }

    [Fact]
    public void Cut_and_changed_files_are_refused_or_read_but_never_crash()
    {
        var file = File(footer: "AAA1BBB,M4.1.0,M10.5.0/3");
        for (var length = 0; length < file.Length; length++)
            Assert.False(ZoneFiles.TryParse(file.AsSpan(0, length), "Test", out _));
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var changed = (byte[])file.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (ZoneFiles.TryParse(changed, "Test", out var zone))
                Assert.InRange(zone.RangeAt(0).From, long.MinValue, 0);
        }
    }

    [Theory]
    [InlineData("EST5EDT,0/0,J365/25", 2020, 6, -4 * 3600)]
    [InlineData("<+0330>-3:30", 2020, 6, 12_600)]
    [InlineData("<-03>3", 2020, 6, -10_800)]
    [InlineData("IST-1GMT0,M10.5.0,M3.5.0/1", 2020, 1, 0)]
    [InlineData("IST-1GMT0,M10.5.0,M3.5.0/1", 2020, 7, 3600)]
    [InlineData("AAA0BBB,J60/0,J61/0", 2020, 3, 3600)]
    [InlineData("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2024, 6, -3600)]
    public void Rules_have_the_forms_of_posix(string text, int year, int month, int offset)
    {
        Assert.True(PosixRule.TryParse(Encoding.ASCII.GetBytes(text), out var rule));
        var second = (CivilDate.ToDays(year, month, 1) * 86_400) + 3600;
        var range = rule.RangeAt(second);
        Assert.Equal(offset, range.OffsetSeconds);
        Assert.True(range.Contains(second));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PST")]
    [InlineData("PST8PDT")]
    [InlineData("PST8PDT,M3.2.0")]
    [InlineData("PST8PDT,M13.2.0,M11.1.0")]
    [InlineData("PST8PDT,M3.2.0,M11.1.0x")]
    [InlineData("PST999")]
    [InlineData("<PST8")]
    public void Other_texts_are_no_rules(string text) => Assert.False(PosixRule.TryParse(Encoding.ASCII.GetBytes(text), out _));

    /// <summary>Local mean time of -1000 seconds until second -5000, then -3600.</summary>
    private static byte[] File(string footer)
    {
        var bytes = new List<byte>();
        AppendHeader(bytes, timeCount: 0, typeCount: 1);
        bytes.AddRange(new byte[6]);                            // version 1 data: one type
        bytes.AddRange("UTC\0"u8);
        AppendHeader(bytes, timeCount: 2, typeCount: 2);
        AppendInt64(bytes, -5000);
        AppendInt64(bytes, 100);                                // changes nothing
        bytes.AddRange([1, 1]);
        AppendType(bytes, -1000);
        AppendType(bytes, -3600);
        bytes.AddRange("UTC\0"u8);
        bytes.AddRange(Encoding.ASCII.GetBytes("\n" + footer + "\n"));
        return [.. bytes];
    }

    private static void AppendHeader(List<byte> bytes, int timeCount, int typeCount)
    {
        bytes.AddRange("TZif2"u8);
        bytes.AddRange(new byte[15]);
        foreach (var count in (int[])[0, 0, 0, timeCount, typeCount, 4])
            AppendInt32(bytes, count);
    }

    private static void AppendType(List<byte> bytes, int offset)
    {
        AppendInt32(bytes, offset);
        bytes.AddRange([0, 0]);
    }

    private static void AppendInt32(List<byte> bytes, int value)
    {
        var room = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(room, value);
        bytes.AddRange(room);
    }

    private static void AppendInt64(List<byte> bytes, long value)
    {
        var room = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(room, value);
        bytes.AddRange(room);
    }
}

using SqlSpark.Core.Configuration;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed class DurationTests
{
    [Theory]
    [InlineData("200", 200)]
    [InlineData("200ms", 200)]
    [InlineData("5s", 5_000)]
    [InlineData("5m", 300_000)]
    [InlineData("5min", 300_000)]
    [InlineData("1H", 3_600_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("-1", -1)]
    public void Reads_units(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, TimeSpan.TicksPerMillisecond, out var value));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Fact]
    public void A_bare_number_has_the_default_unit()
    {
        Assert.True(Duration.TryParse("300", TimeSpan.TicksPerSecond, out var value));
        Assert.Equal(TimeSpan.FromMinutes(5), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ms")]
    [InlineData("1 week")]
    [InlineData("1.5s")]
    [InlineData("1hours")]
    [InlineData("999999999999999d")]
    public void Rejects_other_forms_and_overflow(string text) =>
        Assert.False(Duration.TryParse(text, TimeSpan.TicksPerMillisecond, out _));

    [Theory]
    [InlineData("1500us", "1500us")]
    [InlineData("2s", "2000ms")]
    public void Formats_in_milliseconds_where_that_is_exact(string text, string expected)
    {
        Assert.True(Duration.TryParse(text, TimeSpan.TicksPerMillisecond, out var value));
        Assert.Equal(expected, Duration.Format(value, TimeSpan.TicksPerMillisecond));
    }
}

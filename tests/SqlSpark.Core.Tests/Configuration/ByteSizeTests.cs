using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Configuration;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("100", 100)]
    [InlineData("-1", -1)]
    [InlineData("1b", 1)]
    [InlineData("512k", 512 * 1024)]
    [InlineData("64MB", 64 * 1024 * 1024)]
    [InlineData("8g", 8L << 30)]
    [InlineData("8 G", 8L << 30)]
    [InlineData("2tb", 2L << 40)]
    [InlineData("1P", 1L << 50)]
    public void Reads_sizes_with_binary_units(string text, long expected)
    {
        Assert.True(ByteSize.TryParse(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("1x")]
    [InlineData("1bb")]
    [InlineData("1.5g")]
    [InlineData("1gbb")]
    [InlineData("9999p")]
    [InlineData("99999999999999999999")]
    [InlineData("1 2")]
    public void Rejects_other_forms_and_overflow(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void Formatted_sizes_read_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), static bytes => ByteSize.TryParse(ByteSize.Format(bytes), out var read) && read == bytes)
            .QuickCheckThrowOnFailure();
}

using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed class ConfigEntryTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData(" FALSE ", false)]
    public void Reads_booleans_in_any_case(string text, bool expected) => Assert.Equal(expected, SqlConf.AnsiEnabled.Parse(text));

    [Theory]
    [InlineData("1")]
    [InlineData("yes")]
    [InlineData("")]
    public void Other_texts_are_no_booleans(string text)
    {
        var error = Assert.Throws<SqlSparkException>(() => SqlConf.AnsiEnabled.Parse(text));
        Assert.Equal(("INVALID_CONF_VALUE.TYPE_MISMATCH", "22022"), (error.Condition, error.SqlState));
        Assert.Equal((text, "spark.sql.ansi.enabled", "boolean"), (error.Parameters["confValue"], error.Parameters["confName"], error.Parameters["confType"]));
    }

    [Fact]
    public void Reads_choices_in_any_case()
    {
        Assert.Equal(MapKeyDedupPolicy.LastWin, SqlConf.MapKeyDedupPolicy.Parse("last_win"));
        Assert.Equal(TimestampTypeChoice.TimestampNtz, SqlConf.TimestampType.Parse("TIMESTAMP_NTZ"));
        Assert.Equal(FusionMode.Always, SqlConf.Fusion.Parse("always"));
        Assert.Equal(BinaryOutputStyle.Utf8, SqlConf.BinaryOutputStyle.Parse("UTF-8"));
        Assert.Equal(BinaryOutputStyle.HexDiscrete, SqlConf.BinaryOutputStyle.Parse("HEX_DISCRETE"));
    }

    [Fact]
    public void A_word_that_is_no_choice_names_the_choices()
    {
        var error = Assert.Throws<SqlSparkException>(() => SqlConf.MapKeyDedupPolicy.Parse("first_win"));
        Assert.Equal("INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS", error.Condition);
        Assert.Equal("EXCEPTION, LAST_WIN", error.Parameters["confOptions"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("32769")]
    public void The_batch_capacity_is_limited(string text)
    {
        var error = Assert.Throws<SqlSparkException>(() => SqlConf.BatchCapacity.Parse(text));
        Assert.Equal("INVALID_CONF_VALUE.REQUIREMENT", error.Condition);
        Assert.Contains("between 1 and 32768", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("32768", 32768)]
    public void The_batch_capacity_reaches_its_limits(string text, int expected) => Assert.Equal(expected, SqlConf.BatchCapacity.Parse(text));

    [Theory]
    [InlineData("sqlspark.morsel.rows")]
    [InlineData("sqlspark.io.threads")]
    [InlineData("spark.sql.shuffle.partitions")]
    [InlineData("spark.sql.sources.bucketing.maxBuckets")]
    public void Counts_must_be_positive(string key)
    {
        Assert.True(SqlConf.TryFind(key, out var entry));
        Assert.Equal("INVALID_CONF_VALUE.REQUIREMENT", Assert.Throws<SqlSparkException>(() => entry.ParseBoxed("0")).Condition);
        Assert.Equal(1, entry.ParseBoxed("1"));
    }

    [Fact]
    public void An_unknown_time_zone_has_its_own_condition() =>
        Assert.Equal(
            "INVALID_CONF_VALUE.TIME_ZONE",
            Assert.Throws<SqlSparkException>(() => SqlConf.SessionTimeZone.Parse("invalid/zone")).Condition);

    [Fact]
    public void Reads_lists_without_blanks_and_empty_names() =>
        Assert.Equal<string>(["A", "b.C"], SqlConf.OptimizerExcludedRules.Parse(" A ,, b.C,"));

    [Fact]
    public void Optional_values_are_null_by_default()
    {
        Assert.True(SqlConf.MemoryLimit.IsOptional);
        Assert.Null(SqlConf.MemoryLimit.DefaultValue);
        Assert.Equal(8L << 30, SqlConf.MemoryLimit.Parse("8g"));
        Assert.False(SqlConf.AnsiEnabled.IsOptional);
    }

    [Fact]
    public void Formatted_values_read_back()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), SqlConf.BroadcastTimeout.Parse(SqlConf.BroadcastTimeout.Format(TimeSpan.FromSeconds(90))));
        Assert.Equal<string>(["a", "b"], SqlConf.OptimizerExcludedRules.Parse(SqlConf.OptimizerExcludedRules.Format(["a", "b"])));
        Assert.Equal(12345L, SqlConf.AutoBroadcastJoinThreshold.Parse(SqlConf.AutoBroadcastJoinThreshold.Format(12345L)));
    }

    [Fact]
    public void An_entry_without_value_falls_back_to_another()
    {
        var entry = new ConfigEntry<int>("test.key", ConfigValueForms.Int, 1, "0.1.0", "A test.") { Fallback = SqlConf.ShufflePartitions };
        Assert.Equal(200, entry.DefaultValue);
        Assert.Equal("<value of spark.sql.shuffle.partitions>", entry.DefaultText);
    }
}

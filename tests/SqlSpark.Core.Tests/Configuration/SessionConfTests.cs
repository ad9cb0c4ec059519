using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed class SessionConfTests
{
    [Fact]
    public void Unset_keys_have_their_defaults()
    {
        var conf = new SessionConf();
        Assert.True(conf.Get(SqlConf.AnsiEnabled));
        Assert.Equal("200", conf.GetText("spark.sql.shuffle.partitions"));
        Assert.Equal("<undefined>", conf.GetText("sqlspark.memory.limit"));
        Assert.Null(conf.GetText("no.such.key"));
        Assert.Empty(conf.ListSet());
    }

    [Fact]
    public void A_set_key_is_read_typed_and_as_given()
    {
        var conf = new SessionConf();
        conf.Set("spark.sql.autoBroadcastJoinThreshold", "64MB");
        Assert.Equal(64L << 20, conf.Get(SqlConf.AutoBroadcastJoinThreshold));
        Assert.Equal("64MB", conf.GetText("spark.sql.autoBroadcastJoinThreshold"));
        conf.Set(SqlConf.AnsiEnabled, false);
        Assert.False(conf.Get(SqlConf.AnsiEnabled));
    }

    [Fact]
    public void A_key_that_nobody_declared_is_kept()
    {
        var conf = new SessionConf();
        conf.Set("my.own.key", "x");
        Assert.Equal("x", conf.GetText("my.own.key"));
        conf.Unset("my.own.key");
        Assert.Null(conf.GetText("my.own.key"));
    }

    [Fact]
    public void A_bad_value_changes_nothing()
    {
        var conf = new SessionConf();
        Assert.Throws<SqlSparkException>(() => conf.Set("spark.sql.shuffle.partitions", "-1"));
        Assert.Equal(200, conf.Get(SqlConf.ShufflePartitions));
        Assert.False(conf.Snapshot.Contains("spark.sql.shuffle.partitions"));
        Assert.Equal(0, conf.Version);
    }

    [Theory]
    [InlineData("spark.sql.warehouse.dir", "CANNOT_MODIFY_STATIC_CONFIG")]
    [InlineData("sqlspark.master", "CANNOT_MODIFY_STATIC_CONFIG")]
    [InlineData("spark.master", "CANNOT_MODIFY_STATIC_CONFIG")]
    [InlineData("spark.executor.memory", "CANNOT_MODIFY_CONFIG")]
    public void Static_and_core_keys_are_fixed_in_a_running_session(string key, string condition)
    {
        var conf = new SessionConf();
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => conf.Set(key, "x")).Condition);
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => conf.Unset(key)).Condition);
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => conf.Reset(key)).Condition);
        Assert.False(SessionConf.IsModifiable(key));
    }

    [Fact]
    public void Static_and_core_keys_may_be_given_at_the_start()
    {
        var conf = new SessionConf([new("spark.sql.warehouse.dir", "wh"), new("spark.executor.memory", "1g"), new("spark.master", "local[2]")]);
        Assert.Equal("wh", conf.Get(SqlConf.WarehouseDirectory));
        Assert.Equal("local[2]", conf.Get(SqlConf.Master));
        Assert.Equal("1g", conf.GetText("spark.executor.memory"));
    }

    [Fact]
    public void The_key_itself_goes_before_its_alternative()
    {
        var conf = new SessionConf([new("sqlspark.master", "local[1]"), new("spark.master", "local[2]")]);
        Assert.Equal("local[1]", conf.Get(SqlConf.Master));
        Assert.Equal("local[2]", conf.GetText("spark.master"));
    }

    [Fact]
    public void A_bad_value_at_the_start_is_an_error() =>
        Assert.Throws<SqlSparkException>(() => new SessionConf([new("spark.sql.ansi.enabled", "perhaps")]));

    [Fact]
    public void Reset_brings_the_values_of_the_start_back()
    {
        var conf = new SessionConf([new("spark.sql.ansi.enabled", "false")]);
        conf.Set("spark.sql.ansi.enabled", "true");
        conf.Set("spark.sql.caseSensitive", "true");
        conf.Reset("spark.sql.ansi.enabled");
        Assert.False(conf.Get(SqlConf.AnsiEnabled));
        Assert.True(conf.Get(SqlConf.CaseSensitive));
        conf.Reset();
        Assert.False(conf.Get(SqlConf.CaseSensitive));
        Assert.False(conf.Get(SqlConf.AnsiEnabled));
    }

    [Fact]
    public void Unset_brings_the_default_back()
    {
        var conf = new SessionConf([new("spark.sql.ansi.enabled", "false")]);
        conf.Unset("spark.sql.ansi.enabled");
        Assert.True(conf.Get(SqlConf.AnsiEnabled));
    }

    [Fact]
    public void A_snapshot_does_not_change()
    {
        var conf = new SessionConf();
        var before = conf.Snapshot;
        conf.Set("spark.sql.ansi.enabled", "false");
        Assert.True(before.AnsiEnabled);
        Assert.False(conf.Snapshot.AnsiEnabled);
    }

    [Fact]
    public void Every_change_counts_up()
    {
        var conf = new SessionConf();
        conf.Set("a.b", "1");
        conf.Set("a.b", "2");
        conf.Unset("a.b");
        conf.Reset();
        Assert.Equal(4, conf.Version);
        conf.Unset("a.b");
        Assert.Equal(4, conf.Version);
    }

    [Fact]
    public void SET_lists_what_is_set_and_SET_v_what_is_documented()
    {
        var conf = new SessionConf([new("z.own", "1"), new("spark.sql.ansi.enabled", "false")]);
        Assert.Equal(["spark.sql.ansi.enabled", "z.own"], conf.ListSet().Select(static setting => setting.Key));
        Assert.Equal("", conf.ListSet()[1].Doc);
        var all = conf.ListAll();
        Assert.Equal(SqlConf.All.Count(static entry => !entry.IsInternal), all.Length);
        Assert.Contains(all, static setting => setting is { Key: "spark.sql.ansi.enabled", Value: "false", Version: "3.0.0" });
        Assert.DoesNotContain(all, static setting => setting.Key == "spark.sql.caseSensitive");
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        var conf = new SessionConf([new("a.b", "1")]);
        var clone = conf.Clone();
        clone.Set("a.b", "2");
        Assert.Equal(("1", "2"), (conf.GetText("a.b"), clone.GetText("a.b")));
    }

    [Fact]
    public void Dependent_settings_follow_ANSI_mode()
    {
        var conf = new SessionConf([new("spark.sql.ansi.enforceReservedKeywords", "true"), new("spark.sql.ansi.doubleQuotedIdentifiers", "true")]);
        Assert.True(conf.Snapshot.EnforceReservedKeywords);
        Assert.True(conf.Snapshot.DoubleQuotedIdentifiers);
        Assert.False(conf.Snapshot.SizeOfNullIsMinusOne);
        conf.Set("spark.sql.ansi.enabled", "false");
        Assert.False(conf.Snapshot.EnforceReservedKeywords);
        Assert.False(conf.Snapshot.DoubleQuotedIdentifiers);
        Assert.True(conf.Snapshot.SizeOfNullIsMinusOne);
        Assert.Same(StringComparer.OrdinalIgnoreCase, conf.Snapshot.NameComparer);
    }

    [Fact]
    public void Threads_that_set_different_keys_lose_nothing()
    {
        var conf = new SessionConf();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var i = 0; i < 50; i++)
                conf.Set(FormattableString.Invariant($"key.{thread}.{i}"), "x");
        });
        Assert.Equal(400, conf.ListSet().Length);
        Assert.Equal(400, conf.Version);
    }
}

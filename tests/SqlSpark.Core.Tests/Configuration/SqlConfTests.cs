using System.Text.Json;
using System.Text.RegularExpressions;
using SqlSpark.Core.Configuration;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed partial class SqlConfTests
{
    [Fact]
    public void Entries_are_ordered_by_key_and_indexed()
    {
        Assert.Equal(SqlConf.All.Select(static entry => entry.Key).Order(StringComparer.Ordinal), SqlConf.All.Select(static entry => entry.Key));
        for (var i = 0; i < SqlConf.All.Length; i++)
            Assert.Equal(i, SqlConf.All[i].Index);
    }

    [Fact]
    public void Every_field_is_listed_and_found_by_its_key()
    {
        var fields = typeof(SqlConf).GetFields().Where(static field => field.FieldType.IsAssignableTo(typeof(ConfigEntry))).ToArray();
        Assert.Equal(fields.Length, SqlConf.All.Length);
        foreach (var field in fields)
        {
            var entry = (ConfigEntry)field.GetValue(null)!;
            Assert.True(SqlConf.TryFind(entry.Key, out var found), entry.Key);
            Assert.Same(entry, found);
        }
    }

    [Fact]
    public void Every_entry_is_documented_and_has_a_version()
    {
        foreach (var entry in SqlConf.All)
        {
            Assert.Matches("^(spark|sqlspark)\\.[a-zA-Z0-9.]+$", entry.Key);
            Assert.True(entry.Doc.EndsWith('.') && entry.Doc.Length > 10, entry.Key);
            Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", entry.Version);
            Assert.False(string.IsNullOrEmpty(entry.ValueKind), entry.Key);
        }
    }

    [Fact]
    public void Every_default_is_a_value_of_its_key()
    {
        foreach (var entry in SqlConf.All.Where(static entry => entry.DefaultText != ConfigEntry.Undefined && entry.FallbackEntry is null))
        {
            var conf = new SessionConf([new(entry.Key, entry.DefaultText)]);
            Assert.Equal(entry.DefaultText, conf.GetText(entry.Key));
        }
    }

    [Theory]
    [InlineData("spark.sql.ansi.enabled", "true")]
    [InlineData("spark.sql.shuffle.partitions", "200")]
    [InlineData("spark.sql.caseSensitive", "false")]
    [InlineData("spark.sql.timestampType", "TIMESTAMP_LTZ")]
    [InlineData("spark.sql.mapKeyDedupPolicy", "EXCEPTION")]
    [InlineData("spark.sql.storeAssignmentPolicy", "ANSI")]
    [InlineData("spark.sql.autoBroadcastJoinThreshold", "10485760b")]
    [InlineData("spark.sql.broadcastTimeout", "300s")]
    [InlineData("spark.sql.binaryOutputStyle", "<undefined>")]
    [InlineData("spark.sql.optimizer.excludedRules", "")]
    [InlineData("sqlspark.batch.capacity", "4096")]
    [InlineData("sqlspark.fusion", "OFF")]
    [InlineData("sqlspark.memory.limit", "<undefined>")]
    [InlineData("sqlspark.master", "local[*]")]
    public void Defaults_are_as_documented(string key, string expected)
    {
        Assert.True(SqlConf.TryFind(key, out var entry));
        Assert.Equal(expected, entry.DefaultText);
    }

    [Fact]
    public void The_default_time_zone_is_that_of_the_machine() =>
        Assert.Equal(TimeZoneInfo.Local.Id, SqlConf.SessionTimeZone.DefaultValue);

    [SkippableFact]
    public void Every_key_that_the_conformance_suite_sets_is_declared()
    {
        var cases = FindConformanceCases();
        Skip.If(cases is null, "the conformance suite is not next to the repository");
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in Directory.EnumerateFiles(cases, "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines))
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.TryGetProperty("conf", out var settings))
                seen.UnionWith(settings.EnumerateObject().Select(static property => property.Name));
            if (document.RootElement.TryGetProperty("sql", out var sql) && SetStatement().Match(sql.GetString()!) is { Success: true } match)
                seen.Add(match.Groups[1].Value);
        }

        Assert.True(seen.Count > 30);
        Assert.All(seen, static key => Assert.True(SqlConf.TryFind(key, out _), key));
    }

    private static string? FindConformanceCases()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var cases = Path.Combine(folder.FullName, "shared", "conformance", "cases");
            if (Directory.Exists(cases))
                return cases;
        }

        return null;
    }

    [GeneratedRegex("^\\s*(?:re)?set\\s+(spark\\.[A-Za-z0-9.]+)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SetStatement();
}

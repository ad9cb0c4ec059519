using SqlSpark.Core.Errors;
using SqlSpark.Sessions;
using Xunit;

namespace SqlSpark.Tests;

public sealed class PreparedStatementTests : IDisposable
{
    private readonly SparkSession _session = SparkSession.Builder().Master("local[2]").GetOrCreate();
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-prepared-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Runs_again_and_again()
    {
        var statement = _session.Prepare("SELECT sum(id) FROM range(5)");
        Assert.Equal([10L], Row(statement.Bind()));
        Assert.Equal([10L], Row(statement.Bind()));
    }

    [Fact]
    public void The_same_plan_serves_while_nothing_changes()
    {
        var statement = _session.Prepare("SELECT count(*) FROM range(5) WHERE id < ?");
        Assert.Same(statement.Bind(3).Plan, statement.Bind(3).Plan);
        Assert.Same(statement.Bind(3).Plan, _session.Prepare(statement.SqlText).Bind(3).Plan);
        Assert.NotSame(statement.Bind(3).Plan, statement.Bind(4).Plan);
        Assert.NotSame(statement.Bind(3).Plan, statement.Bind(3L).Plan);
    }

    [Theory]
    [InlineData("SELECT sum(a.id), count(b.id) FROM range(2000) AS a JOIN range(0, 2000, 3) AS b ON a.id = b.id WHERE a.id > (SELECT avg(id) FROM range(?))")]
    [InlineData("SELECT max(r) FROM (SELECT rank() OVER (PARTITION BY id % 7 ORDER BY id) AS r FROM range(3000)) WHERE r < ?")]
    [InlineData("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < ?) SELECT count(*), sum(n) FROM t")]
    [InlineData("SELECT id % 10, count(*) AS c FROM range(1000) WHERE id > ? GROUP BY 1 ORDER BY c, 1 LIMIT 1")]
    public void A_plan_runs_again_and_in_several_threads_at_once(string text)
    {
        var statement = _session.Prepare(text);
        var expected = Row(_session.Sql(text.Replace("?", "50", StringComparison.Ordinal)));
        Parallel.For(0, 24, _ => Assert.Equal(expected, Row(statement.Bind(50))));
    }

    [Fact]
    public void Parameters_have_names_or_places()
    {
        Assert.Equal([7, "x"], Row(_session.Prepare("SELECT ? + 4, ?").Bind(3, "x")));
        Assert.Equal([7, "x"], Row(_session.Prepare("SELECT :a + 4, :b").Bind(new Dictionary<string, object?> { ["b"] = "x", ["a"] = 3 })));
        Assert.Equal([null], Row(_session.Prepare("SELECT :a").Bind(new Dictionary<string, object?> { ["a"] = null })));
    }

    [Fact]
    public void A_parameter_without_a_value_is_an_error()
    {
        Assert.Equal("UNBOUND_SQL_PARAMETER", Assert.Throws<SqlSparkException>(() => _session.Prepare("SELECT ?, ?").Bind(1)).Condition);
        Assert.Equal("UNBOUND_SQL_PARAMETER", Assert.Throws<SqlSparkException>(() => _session.Prepare("SELECT :a").Bind(new Dictionary<string, object?>())).Condition);
    }

    public static TheoryData<object?, string> Values => new()
    {
        { true, "boolean" }, { (sbyte)1, "tinyint" }, { (byte)200, "smallint" }, { (short)1, "smallint" }, { 1, "int" }, { 1L, "bigint" }, { 1f, "float" }, { 1d, "double" },
        { 12.50m, "decimal(4,2)" }, { -0.001m, "decimal(3,3)" }, { decimal.MaxValue, "decimal(29,0)" }, { "s", "string" }, { 'c', "string" }, { new byte[] { 1 }, "binary" },
        { new DateOnly(2024, 2, 29), "date" }, { new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Unspecified), "timestamp_ntz" },
        { new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc), "timestamp" }, { DateTimeOffset.UnixEpoch, "timestamp" }, { null, "void" }, { DBNull.Value, "void" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_of_programs_have_types_of_SQL(object? value, string type) =>
        Assert.Equal(type, _session.Prepare("SELECT ?").Bind(value).Schema.Fields[0].DataType.CatalogString);

    [Fact]
    public void Values_arrive_as_they_are()
    {
        Assert.Equal(
            [true, true, true, true],
            Row(_session.Prepare("SELECT ? = DATE '1969-12-31', ? = -12.5, ? = TIMESTAMP_NTZ '2024-02-29 12:00:00.000001', ? = 'é'")
                .Bind(new DateOnly(1969, 12, 31), -12.50m, new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Unspecified).AddTicks(10), "é")));
        Assert.Throws<ArgumentException>(() => _session.Prepare("SELECT ?").Bind(new object()));
    }

    [Fact]
    public void A_syntax_error_is_found_when_it_is_prepared() =>
        Assert.Equal("PARSE_SYNTAX_ERROR", Assert.Throws<SqlSparkException>(() => _session.Prepare("SELEC 1")).Condition);

    [Fact]
    public void A_replaced_view_counts_at_once()
    {
        _session.Sql("CREATE TEMPORARY VIEW v AS SELECT 1 AS a");
        var statement = _session.Prepare("SELECT * FROM v");
        Assert.Equal([1], Row(statement.Bind()));
        _session.Sql("CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 'x' AS b, 2 AS c");
        Assert.Equal(["x", 2], Row(statement.Bind()));
        _session.Sql("DROP VIEW v");
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Assert.Throws<SqlSparkException>(() => statement.Bind()).Condition);
    }

    [Fact]
    public void A_plan_over_files_serves_while_they_stay()
    {
        var path = Write("a.csv", "1\n");
        var statement = _session.Prepare($"SELECT * FROM csv.`{path}`");
        Assert.Equal(["1"], Row(statement.Bind()));
        Assert.Same(statement.Bind().Plan, statement.Bind().Plan);
    }

    [Fact]
    public void A_changed_file_counts_at_once()
    {
        var path = Write("a.csv", "1\n");
        var statement = _session.Prepare($"SELECT count(*) FROM csv.`{path}`");
        Assert.Equal([1L], Row(statement.Bind()));
        Write("a.csv", "1\n2\n");
        Assert.Equal([2L], Row(statement.Bind()));
    }

    [Fact]
    public void A_new_file_in_a_folder_counts_at_once()
    {
        Write("a.csv", "1\n");
        var statement = _session.Prepare($"SELECT count(*) FROM csv.`{_folder}`");
        Assert.Equal([1L], Row(statement.Bind()));
        Write("b.csv", "2\n3\n");
        Assert.Equal([3L], Row(statement.Bind()));
        File.Delete(Path.Combine(_folder, "a.csv"));
        Assert.Equal([2L], Row(statement.Bind()));
    }

    [Fact]
    public void A_changed_setting_counts_at_once()
    {
        var statement = _session.Prepare("SELECT 1 / ?");
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<SqlSparkException>(() => Row(statement.Bind(0))).Condition);
        var before = statement.Bind(0);
        _session.Sql("SET spark.sql.ansi.enabled = false");
        Assert.Equal([null], Row(statement.Bind(0)));
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<SqlSparkException>(() => Row(before)).Condition);
    }

    [Fact]
    public void Random_numbers_and_dates_are_computed_anew()
    {
        var statement = _session.Prepare("SELECT rand()");
        Assert.NotEqual(Row(statement.Bind()), Row(statement.Bind()));
        var today = _session.Prepare("SELECT current_date()");
        Assert.NotSame(today.Bind().Plan, today.Bind().Plan);
    }

    [Fact]
    public void Commands_run_each_time()
    {
        var statement = _session.Prepare("CREATE OR REPLACE TEMPORARY VIEW w AS SELECT 1 AS a");
        statement.Bind();
        _session.Sql("DROP VIEW w");
        statement.Bind();
        Assert.Equal([1], Row(_session.Sql("SELECT a FROM w")));
    }

    [Fact]
    public async Task Threads_may_share_it()
    {
        var statement = _session.Prepare("SELECT sum(id) + ? FROM range(1000)");
        var runs = Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 20; n++)
                Assert.Equal([499_500L + (n % 3)], Row(statement.Bind((long)(n % 3))));
        }));
        await Task.WhenAll(runs);
    }

    [Fact]
    public void The_cache_keeps_what_was_used_last()
    {
        var cache = new PlanCache<int, string>(2);
        cache.Set(1, "a");
        cache.Set(2, "b");
        Assert.True(cache.TryGet(1, out _));
        cache.Set(3, "c");
        Assert.False(cache.TryGet(2, out _));
        Assert.True(cache.TryGet(1, out var kept));
        Assert.Equal("a", kept);
        cache.Set(1, "d");
        Assert.Equal(2, cache.Count);
        cache.Remove(1);
        Assert.False(cache.TryGet(1, out _));
        var none = new PlanCache<int, string>(0);
        none.Set(1, "a");
        Assert.Equal(0, none.Count);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<object?> Row(DataFrame data) => Assert.Single(data.CollectValues());
}

using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution;
using SqlSpark.Execution.Scheduling;
using SqlSpark.Sessions;
using Xunit;

namespace SqlSpark.Tests.Commands;

public sealed class CacheCommandTests : IDisposable
{
    private readonly string _warehouse = Directory.CreateTempSubdirectory("sqlspark-cache").FullName;
    private readonly WorkerPool _workers = new(2);
    private readonly MemoryPool _memory = new(256 << 20, new MemoryPoolOptions { IsChecked = true });
    private readonly SparkSession _session;

    public CacheCommandTests() => _session = NewSession(_memory);

    public void Dispose()
    {
        _session.Dispose();
        Assert.Equal(0, _memory.UsedBytes);
        _memory.Dispose();
        _workers.Dispose();
        Directory.Delete(_warehouse, recursive: true);
    }

    [Fact]
    public void Rows_are_kept_and_read_in_the_place_of_equal_subplans()
    {
        Run("CREATE TABLE t (a INT, s STRING, l ARRAY<STRING>) USING parquet");
        Run("INSERT INTO t SELECT id, concat('a long enough text ', id), array('another long text', NULL, 'x') FROM range(10000)");
        var before = Rows("SELECT a % 3, count(*), max(s), max(l[0]) FROM t WHERE s LIKE '%7%' GROUP BY 1 ORDER BY 1");
        Run("CACHE TABLE t");
        Assert.True(_memory.UsedBytes > 100_000);
        Assert.Contains("InMemoryTableScan [a", Explain("SELECT a FROM t WHERE a > 5"), StringComparison.Ordinal);
        Assert.Contains("InMemoryTableScan", Explain("SELECT * FROM range(3) WHERE id IN (SELECT a FROM t AS other)"), StringComparison.Ordinal);
        Assert.Equal(before, Rows("SELECT a % 3, count(*), max(s), max(l[0]) FROM t WHERE s LIKE '%7%' GROUP BY 1 ORDER BY 1"));
        Assert.Equal(["10000"], Rows("SELECT count(*) FROM t"));
        Run("UNCACHE TABLE t");
        Assert.Equal(0, _memory.UsedBytes);
        Assert.DoesNotContain("InMemory", Explain("SELECT a FROM t"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lazy_table_is_kept_by_the_first_query_that_reads_it()
    {
        Run("CACHE LAZY TABLE v OPTIONS ('storageLevel' = 'MEMORY_ONLY') AS SELECT id AS k, count(*) AS n FROM range(100) GROUP BY id");
        Assert.Equal(0, _memory.UsedBytes);
        Assert.Contains("InMemoryTableScan", Explain("SELECT n FROM v"), StringComparison.Ordinal);
        Assert.Equal(0, _memory.UsedBytes);
        Assert.Equal(["100"], Rows("SELECT sum(n) FROM v"));
        Assert.True(_memory.UsedBytes > 0);
        Run("DROP VIEW v");
        Assert.Equal(["1"], Rows("SELECT 1"));
        Assert.Equal(0, _memory.UsedBytes);
    }

    [Fact]
    public void Writes_and_changes_of_definitions_let_old_rows_go()
    {
        Run("CREATE TABLE t (a INT) USING parquet");
        Run("INSERT INTO t VALUES (1)");
        Run("CACHE TABLE t");
        Run("CACHE TABLE v AS SELECT sum(a) AS total FROM t");
        Assert.Equal(["1"], Rows("SELECT total FROM v"));
        Run("INSERT INTO t VALUES (2)");
        Assert.Equal(["3"], Rows("SELECT total FROM v"));
        Assert.Equal(["1", "2"], Rows("SELECT a FROM t ORDER BY a"));
        Assert.Contains("InMemoryTableScan", Explain("SELECT a FROM t"), StringComparison.Ordinal);
        Run("ALTER TABLE t ADD COLUMNS (b INT)");
        Assert.Equal(["1|NULL", "2|NULL"], Rows("SELECT * FROM t ORDER BY a"));
        Run("TRUNCATE TABLE t");
        Assert.Empty(Rows("SELECT * FROM t"));
        Run("DROP TABLE t");
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Error("SELECT * FROM t"));
        Run("CLEAR CACHE");
        Assert.Equal(0, _memory.UsedBytes);
    }

    [Fact]
    public void Files_that_others_write_show_after_a_refresh()
    {
        Run("CREATE TABLE t (a STRING) USING text");
        Run("CACHE TABLE t");
        File.WriteAllText(Path.Combine(_warehouse, "t", "theirs.txt"), "x\n");
        Assert.Empty(Rows("SELECT a FROM t"));
        Run("REFRESH TABLE t");
        Assert.Equal(["x"], Rows("SELECT a FROM t"));
        File.WriteAllText(Path.Combine(_warehouse, "t", "more.txt"), "y\n");
        Run($"REFRESH '{_warehouse}'");
        Assert.Equal(["x", "y"], Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public void Small_batches_get_pieces_of_kept_ones_and_rows_keep_their_order()
    {
        Run("CACHE TABLE v AS SELECT id, concat('text number ', id) AS s FROM range(9000)");
        var expected = Rows("SELECT * FROM v");
        Assert.Equal("8999|text number 8999", expected[^1]);
        foreach (var rows in (int[])[1, 63, 64, 65])
        {
            Run($"SET sqlspark.batch.capacity = {rows}");
            Assert.Equal(expected, Rows("SELECT * FROM v"));
        }
    }

    [Fact]
    public void Names_that_are_missing_or_taken_are_refused()
    {
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Error("CACHE TABLE missing"));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Error("UNCACHE TABLE missing"));
        Run("UNCACHE TABLE IF EXISTS missing");
        Run("CACHE TABLE v AS SELECT 1 AS x");
        Assert.Equal("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", Error("CACHE TABLE v AS SELECT 2 AS x"));
        Run("CACHE TABLE v");
        Assert.Equal("UNSUPPORTED_FEATURE.OPTION", Error("CACHE TABLE v OPTIONS ('storageLevel' = 'NOWHERE')"));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Error("REFRESH TABLE missing"));
        Assert.Equal("UNRESOLVED_ROUTINE", Error("REFRESH FUNCTION missing"));
        Assert.Equal("_LEGACY_ERROR_TEMP_1256", Error("REFRESH FUNCTION abs"));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_and_leave_nothing()
    {
        using var small = new MemoryPool(24 << 20, new MemoryPoolOptions { IsChecked = true });
        using (var session = NewSession(small))
        {
            Assert.Equal("MEMORY_LIMIT_EXCEEDED", Assert.Throws<SqlSparkException>(() => session.Sql("CACHE TABLE v AS SELECT id, repeat('x', 100) AS s FROM range(1000000)")).Condition);
            Assert.Equal(0, small.UsedBytes);
            session.Sql("CACHE LAZY TABLE v");
            Assert.Equal(1_000_000L, session.Sql("SELECT count(s) FROM v").CollectValues()[0][0]);
        }

        Assert.Equal(0, small.UsedBytes);
    }

    [Fact]
    public void Kept_rows_stay_until_the_last_query_has_read_them()
    {
        Run("CACHE TABLE v AS SELECT id FROM range(200000)");
        using (var result = _session.Sql("SELECT id FROM v").Execute())
        {
            Assert.True(result.TryNext(out _));
            Run("UNCACHE TABLE v");
            var rows = 0;
            while (result.TryNext(out var batch))
                rows += batch.LiveCount;
            Assert.True(rows > 0);
        }

        Assert.Equal(0, _memory.UsedBytes);
    }

    private SparkSession NewSession(MemoryPool memory) => SparkSession.Create(SessionState.Create(
        [new("spark.master", "local[2]"), new("spark.sql.warehouse.dir", _warehouse)], new QueryEngine(_workers, memory)));

    private void Run(string sql) => _session.Sql(sql).CollectValues();

    private string Explain(string sql) => _session.Sql("EXPLAIN " + sql).CollectValues()[0][0]!.ToString()!;

    private string Error(string sql) => Assert.Throws<SqlSparkException>(() => Run(sql)).Condition;

    private List<string> Rows(string sql) => [.. _session.Sql(sql).CollectValues().Select(row => string.Join('|', row.Select(v => Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "NULL")))];
}

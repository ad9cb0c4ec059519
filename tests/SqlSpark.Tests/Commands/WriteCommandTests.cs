using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Tests.Commands;

public sealed class WriteCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-commands").FullName;
    private readonly SparkSession _session;

    public WriteCommandTests() =>
        _session = SparkSession.Builder().Master("local[2]").Config("spark.sql.warehouse.dir", Path.Combine(_folder, "warehouse")).GetOrCreate();

    private string Target => Path.Combine(_folder, "out");

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void A_directory_is_overwritten_with_the_rows_of_a_query(string format)
    {
        Run($"INSERT OVERWRITE DIRECTORY '{Target}' USING {format} SELECT id, id * 2 AS d FROM range(1000)");
        Assert.Equal([1000L, 999_000L], Row($"SELECT count(*), sum(cast(`{(format == "csv" ? "_c1" : "d")}` AS BIGINT)) FROM {format}.`{Target}`"));
        Run($"INSERT OVERWRITE LOCAL DIRECTORY USING {format} OPTIONS (path '{Target}') WITH t AS (SELECT 7 AS x) SELECT x FROM t");
        Run($"WITH t AS (SELECT 7 AS x) INSERT OVERWRITE DIRECTORY 'file:{Target}' USING {format} SELECT x FROM t");
        Assert.Equal([1L], Row($"SELECT count(*) FROM {format}.`{Target}`"));
    }

    [Fact]
    public void Parquet_keeps_every_type()
    {
        const string Columns =
            "true AS b, 1Y AS i1, 2S AS i2, 3 AS i4, 4L AS i8, 1.5F AS f, 2.5D AS d, 1.25BD AS dec, date'2020-02-29' AS dt, timestamp'2020-02-29 12:00:00' AS ts, "
            + "timestamp_ntz'2020-02-29 12:00:00' AS ntz, 'text' AS s, X'00FF' AS bin, array(1, NULL) AS arr, struct(1 AS x, 'y' AS y) AS st, CAST(NULL AS INT) AS n";
        Run($"INSERT OVERWRITE DIRECTORY '{Target}' USING parquet SELECT {Columns}");
        Assert.Equal(Row($"SELECT {Columns}"), Row($"SELECT * FROM parquet.`{Target}`"));
    }

    [Fact]
    public void A_statement_that_fails_leaves_the_old_content()
    {
        Run($"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT 'old'");
        AssertFails("DIVIDE_BY_ZERO", $"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT 1 / (id - 70000) FROM range(100000)");
        Assert.Equal(["old"], Row($"SELECT * FROM csv.`{Target}`"));
        Assert.Equal(["_SUCCESS", "_commit"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Where(name => name![0] == '_').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_canceled_statement_leaves_the_old_content()
    {
        Run($"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT 'old'");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var error = Assert.Throws<SqlSparkException>(() => _session.Sql($"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT id FROM range(100000000000)", cancellation.Token));
        Assert.Equal("QUERY_CANCELED", error.Condition);
        Assert.Equal(["old"], Row($"SELECT * FROM csv.`{Target}`"));
        Assert.False(Directory.Exists(Path.Combine(Target, "_temporary")));
    }

    [Fact]
    public void A_statement_that_fails_creates_no_directory()
    {
        AssertFails("DIVIDE_BY_ZERO", $"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT 1 / (id - 3) FROM range(10)");
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void What_is_read_is_not_overwritten()
    {
        Run($"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT 'old'");
        AssertFails("UNSUPPORTED_OVERWRITE.PATH", $"INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT upper(_c0) FROM csv.`{Target}`");
        Assert.Equal(["old"], Row($"SELECT * FROM csv.`{Target}`"));
    }

    [Theory]
    [InlineData("INSERT OVERWRITE DIRECTORY '{0}' USING nope SELECT 1", "DATA_SOURCE_NOT_FOUND")]
    [InlineData("INSERT OVERWRITE DIRECTORY '{0}' USING tbl SELECT 1", "UNSUPPORTED_FEATURE.FILE_FORMAT")]
    [InlineData("INSERT OVERWRITE DIRECTORY '{0}' USING csv OPTIONS (path '{0}') SELECT 1", "_LEGACY_ERROR_TEMP_0049")]
    [InlineData("INSERT OVERWRITE DIRECTORY USING csv SELECT 1", "_LEGACY_ERROR_TEMP_0049")]
    [InlineData("INSERT OVERWRITE LOCAL DIRECTORY 's3a://bucket/x' USING csv SELECT 1", "LOCAL_MUST_WITH_SCHEMA_FILE")]
    [InlineData("INSERT OVERWRITE DIRECTORY 's3a://bucket/x' USING csv SELECT 1", "UNSUPPORTED_FEATURE.FILE_SYSTEM")]
    [InlineData("INSERT OVERWRITE DIRECTORY '{0}' USING csv SELECT typo", "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION")]
    [InlineData("INSERT OVERWRITE DIRECTORY '{0}' STORED AS parquet SELECT 1", "UNSUPPORTED_FEATURE.STATEMENT")]
    [InlineData("INSERT INTO t SELECT 1", "TABLE_OR_VIEW_NOT_FOUND")]
    [InlineData("CREATE TABLE t (a INT) USING csv AS SELECT 1 AS a", "_LEGACY_ERROR_TEMP_0035")]
    [InlineData("CREATE TABLE t USING csv PARTITIONED BY (k INT) AS SELECT 1 AS k", "_LEGACY_ERROR_TEMP_0035")]
    [InlineData("CREATE TABLE t USING csv PARTITIONED BY (bucket(4, k)) AS SELECT 1 AS k", "UNSUPPORTED_PARTITION_TRANSFORM")]
    [InlineData("CREATE TABLE t USING csv PARTITIONED BY (k) PARTITIONED BY (k) AS SELECT 1 AS k", "DUPLICATE_CLAUSES")]
    [InlineData("CREATE TABLE t USING csv PARTITIONED BY (x) AS SELECT 1 AS k", "COLUMN_NOT_DEFINED_IN_TABLE")]
    [InlineData("CREATE TABLE t USING csv PARTITIONED BY (k) AS SELECT 1 AS k", "ALL_PARTITION_COLUMNS_NOT_ALLOWED")]
    [InlineData("CREATE TABLE t USING csv PARTITIONED BY (k) AS SELECT array(1) AS k, 1 AS v", "INVALID_PARTITION_COLUMN_DATA_TYPE")]
    [InlineData("CREATE TABLE t USING csv CLUSTERED BY (j) INTO 4 BUCKETS AS SELECT 1 AS k", "COLUMN_NOT_DEFINED_IN_TABLE")]
    [InlineData("CREATE TABLE t USING csv AS SELECT 1 AS a, 2 AS A", "COLUMN_ALREADY_EXISTS")]
    [InlineData("CREATE OR REPLACE TABLE t USING csv AS SELECT 1 AS a", "UNSUPPORTED_FEATURE.TABLE_OPERATION")]
    [InlineData("CREATE TABLE a.b.c.d USING csv AS SELECT 1", "REQUIRES_SINGLE_PART_NAMESPACE")]
    [InlineData("CREATE TABLE other.default.t USING csv AS SELECT 1", "REQUIRES_SINGLE_PART_NAMESPACE")]
    [InlineData("CREATE TABLE other.t USING csv AS SELECT 1", "SCHEMA_NOT_FOUND")]
    [InlineData("CREATE TABLE `../t` USING csv AS SELECT 1", "INVALID_SCHEMA_OR_RELATION_NAME")]
    [InlineData("CREATE TABLE t USING csv LOCATION '' AS SELECT 1", "INVALID_EMPTY_LOCATION")]
    [InlineData("CREATE TABLE t USING csv LOCATION '{0}' OPTIONS (path '{0}') AS SELECT 1", "_LEGACY_ERROR_TEMP_0032")]
    public void Mistakes_are_classed_errors_and_nothing_is_written(string sql, string condition)
    {
        AssertFails(condition, string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, Target));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_table_that_is_created_as_a_query_is_known_to_the_session()
    {
        Run("CREATE TABLE Numbers USING csv AS SELECT id, id % 3 AS k FROM range(10)");
        Assert.Equal([10L, 45L, 9L], Row("SELECT count(*), sum(id), sum(k) FROM spark_catalog.default.numbers"));
        Assert.True(Directory.Exists(Path.Combine(_folder, "warehouse", "numbers")));
        AssertFails("TABLE_OR_VIEW_ALREADY_EXISTS", "CREATE TABLE numbers USING csv AS SELECT 1 AS a");
        Run("CREATE TABLE IF NOT EXISTS numbers USING csv AS SELECT 1 / 0 AS a");
        Assert.Equal([10L], Row("SELECT count(*) FROM numbers"));
        using var other = _session.NewSession();
        Assert.Equal("TABLE_OR_VIEW_ALREADY_EXISTS", Assert.Throws<SqlSparkException>(() => other.Sql("CREATE TABLE numbers USING csv AS SELECT 1 AS a")).Condition);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Partition_columns_come_last_and_choose_what_is_read(string format)
    {
        Run($"CREATE TABLE t USING {format} PARTITIONED BY (K, s) AS SELECT id % 3 AS k, id, CASE WHEN id % 2 = 0 THEN 'even' END AS s FROM range(12)");
        Assert.Equal(["id", "k", "s"], _session.Sql("SELECT * FROM t").Columns);
        Assert.Equal([12L, 66L, 12L, 6L], Row("SELECT count(*), sum(id), sum(k), count(s) FROM t"));
        Assert.Equal([2L, 12L], Row("SELECT count(*), sum(id) FROM t WHERE k = 0 AND s IS NULL AND id > 1"));
        Assert.Contains("1 of 6 partitions, PartitionFilters: [", _session.Sql("SELECT id FROM t WHERE k = 0 AND s IS NULL").Explain(), StringComparison.Ordinal);
        Assert.Contains("0 of 6 partitions", _session.Sql("SELECT id FROM t WHERE k > 5").Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_location_may_be_given_and_must_be_empty()
    {
        Run($"CREATE TABLE a USING csv LOCATION '{Target}' AS SELECT 1 AS x");
        Run("CREATE TABLE b LOCATION 'sub/b' AS SELECT 1 AS x");
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(_folder, "warehouse", "sub", "b"), "*.snappy.parquet"));
        AssertFails("_LEGACY_ERROR_TEMP_1241", $"CREATE TABLE c USING csv LOCATION '{Target}' AS SELECT 1 / 0 AS x");
        _session.Conf.Set("spark.sql.legacy.allowNonEmptyLocationInCTAS", true);
        Run($"CREATE TABLE c USING csv LOCATION '{Target}' AS SELECT 2 AS x");
        Assert.Equal([2], Row("SELECT * FROM c"));
    }

    [Fact]
    public void EXPLAIN_shows_the_write_over_the_query_and_writes_nothing()
    {
        var plan = (string)Row($"EXPLAIN INSERT OVERWRITE DIRECTORY '{Target}' USING csv SELECT id FROM range(5)")[0]!;
        Assert.Equal($"== Physical Plan ==\nWriteToDataSource csv file:{Target}, Overwrite\n+- Range (0, 5, step=1)\n", plan);
        plan = (string)Row("EXPLAIN CREATE TABLE t USING csv PARTITIONED BY (k) AS SELECT id, id AS k FROM range(5)")[0]!;
        Assert.Contains("ErrorIfExists, partitioned by [k]", plan, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Rows_in_order_are_written_in_order()
    {
        Run($"INSERT OVERWRITE DIRECTORY '{Target}' USING text SELECT s FROM (SELECT id, CAST(id AS STRING) AS s FROM range(20000)) ORDER BY id % 7, id");
        var lines = File.ReadAllLines(Assert.Single(Directory.EnumerateFiles(Target, "part-*")));
        Assert.Equal(Enumerable.Range(0, 20000).OrderBy(i => i % 7).ThenBy(i => i).Select(i => $"{i}"), lines);
    }

    private void Run(string sql) => Assert.Empty(_session.Sql(sql).CollectValues());

    private IReadOnlyList<object?> Row(string sql) => Assert.Single(_session.Sql(sql).CollectValues());

    private void AssertFails(string condition, string sql) => Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => _session.Sql(sql)).Condition);
}

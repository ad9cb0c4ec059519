using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Tests.Commands;

/// <summary>Sessions that share nothing but the folder of a warehouse stand for processes.</summary>
public sealed class WarehouseCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-warehouse").FullName;
    private readonly List<SparkSession> _sessions = [];
    private readonly SparkSession _first;
    private readonly SparkSession _second;

    public WarehouseCatalogTests()
    {
        _first = Session("warehouse");
        _second = Session("warehouse");
    }

    private string Warehouse => Path.Combine(_folder, "warehouse");

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Queries_create_no_folder()
    {
        Assert.Equal([1], Row(_first, "SELECT 1"));
        Run(_first, "CREATE TEMPORARY VIEW v AS SELECT 1 AS a");
        AssertFails("TABLE_OR_VIEW_NOT_FOUND", _first, "SELECT * FROM missing");
        Assert.Single(_first.Sql("SHOW DATABASES").CollectValues());
        Run(_first, "DROP TABLE IF EXISTS missing");
        Assert.False(Directory.Exists(Warehouse));
    }

    [Fact]
    public void A_catalog_in_memory_is_what_sessions_have_by_default()
    {
        using var session = SparkSession.Builder().Config("spark.sql.warehouse.dir", Warehouse).GetOrCreate();
        Run(session, "CREATE TABLE t AS SELECT 1 AS a");
        Assert.Equal(["t"], new DirectoryInfo(Warehouse).GetDirectories().Select(d => d.Name));
        AssertFails("TABLE_OR_VIEW_NOT_FOUND", _first, "SELECT * FROM t");
    }

    [Fact]
    public void Hive_means_the_catalog_of_the_warehouse_and_other_words_nothing()
    {
        Run(_first, "CREATE TABLE t AS SELECT 7 AS a");
        using (var session = Session("hive"))
            Assert.Equal([7], Row(session, "SELECT * FROM t"));
        Assert.StartsWith("INVALID_CONF_VALUE", Assert.Throws<SqlSparkException>(() => Session("derby")).Condition, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_of_all_kinds_are_seen_by_others_and_gone_when_they_are_dropped()
    {
        Run(_first, "CREATE DATABASE d COMMENT 'things' WITH DBPROPERTIES (a = 'b')");
        Run(_first, "CREATE TABLE d.t (id BIGINT COMMENT 'the id', s STRUCT<x: ARRAY<INT>, y: MAP<STRING, DECIMAL(5,2)>>, p INT) USING parquet PARTITIONED BY (p) COMMENT 'a table' TBLPROPERTIES (k = 'v')");
        Run(_first, "INSERT INTO d.t VALUES (1, struct(array(1, 2), map('a', 1.5)), 3)");
        Run(_first, "SET spark.sql.ansi.enabled = false");
        Run(_first, "CREATE VIEW d.v (n COMMENT 'nothing') AS SELECT CAST('x' AS INT)");
        Run(_first, "CREATE FUNCTION d.f(a INT, b INT DEFAULT 10 COMMENT 'more') RETURNS INT COMMENT 'adds' RETURN coalesce(CAST('x' AS INT), a + b)");
        Run(_first, "CREATE FUNCTION d.g(n INT) RETURNS TABLE (i BIGINT) RETURN SELECT id FROM d.t WHERE p = n");

        Assert.Equal(Rows(_first, "DESCRIBE DATABASE EXTENDED d"), Rows(_second, "DESCRIBE DATABASE EXTENDED d"));
        foreach (var statement in (string[])["DESCRIBE EXTENDED d.t", "DESCRIBE EXTENDED d.v", "SHOW CREATE TABLE d.t", "SHOW TABLES IN d", "SHOW VIEWS IN d", "SHOW USER FUNCTIONS IN d", "DESCRIBE FUNCTION EXTENDED d.f", "DESCRIBE FUNCTION EXTENDED d.g"])
            Assert.Equal(Rows(_first, statement), Rows(_second, statement));
        Assert.Equal([1L, 2, "1.50", 3], Row(_second, "SELECT id, s.x[1], CAST(s.y['a'] AS STRING), p FROM d.t"));
        Assert.Equal([null], Row(_second, "SELECT n FROM d.v"));
        Assert.Equal([12, 3], Row(_second, "SELECT d.f(2), d.f(b => 1, a => 2)"));
        Assert.Equal([1L], Row(_second, "SELECT i FROM d.g(3)"));

        AssertFails("SCHEMA_NOT_EMPTY", _second, "DROP DATABASE d");
        Run(_second, "DROP VIEW d.v");
        Run(_second, "DROP FUNCTION d.g");
        AssertFails("TABLE_OR_VIEW_NOT_FOUND", _first, "SELECT * FROM d.v");
        AssertFails("UNRESOLVABLE_TABLE_VALUED_FUNCTION", _first, "SELECT * FROM d.g(3)");
        Run(_second, "DROP DATABASE d CASCADE");
        AssertFails("TABLE_OR_VIEW_NOT_FOUND", _first, "SELECT * FROM d.t");
        AssertFails("UNRESOLVED_ROUTINE", _first, "SELECT d.f(1)");
        AssertFails("SCHEMA_NOT_FOUND", _first, "CREATE TABLE d.t (a INT)");
        Assert.Equal(["_sqlspark-catalog"], new DirectoryInfo(Warehouse).GetDirectories().Select(d => d.Name));
    }

    [Fact]
    public void Statements_that_were_prepared_see_what_others_change()
    {
        Run(_first, "CREATE TABLE t AS SELECT 1 AS a");
        Run(_first, "CREATE FUNCTION f() RETURNS INT RETURN 1");
        var all = _second.Prepare("SELECT * FROM t");
        var call = _second.Prepare("SELECT f()");
        Assert.Equal([[1]], all.Bind([]).CollectValues());
        Assert.Equal([[1]], call.Bind([]).CollectValues());
        Run(_first, "INSERT INTO t VALUES (2)");
        Run(_first, "CREATE OR REPLACE FUNCTION f() RETURNS INT RETURN 2");
        Assert.Equal([[1], [2]], all.Bind([]).CollectValues().OrderBy(row => (int)row[0]!));
        Assert.Equal([[2]], call.Bind([]).CollectValues());
        Run(_first, "DROP TABLE t");
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Assert.Throws<SqlSparkException>(() => all.Bind([])).Condition);
        Run(_first, "CREATE TABLE t AS SELECT 'x' AS b, 3 AS c");
        Assert.Equal([["x", 3]], all.Bind([]).CollectValues());
    }

    [Fact]
    public void Temporary_objects_stay_with_their_session()
    {
        Run(_first, "CREATE TEMPORARY FUNCTION f() RETURNS INT RETURN 1");
        Run(_first, "CREATE TEMPORARY VIEW v AS SELECT 1 AS a");
        Run(_first, "CREATE TABLE t AS SELECT 1 AS a");
        AssertFails("UNRESOLVED_ROUTINE", _second, "SELECT f()");
        AssertFails("TABLE_OR_VIEW_NOT_FOUND", _second, "SELECT * FROM v");
    }

    [Fact]
    public void A_table_that_is_renamed_takes_its_folder_along()
    {
        Run(_first, "CREATE TABLE t AS SELECT 1 AS a");
        Assert.Equal([1], Row(_second, "SELECT * FROM t"));
        Run(_first, "ALTER TABLE t RENAME TO u");
        Assert.Equal([1], Row(_second, "SELECT * FROM u"));
        AssertFails("TABLE_OR_VIEW_NOT_FOUND", _second, "SELECT * FROM t");
        Run(_second, "CREATE TABLE t AS SELECT 2 AS a");
        AssertFails("TABLE_OR_VIEW_ALREADY_EXISTS", _first, "ALTER TABLE t RENAME TO u");
        Directory.CreateDirectory(Path.Combine(Warehouse, "w"));
        File.WriteAllText(Path.Combine(Warehouse, "w", "file"), "mine");
        AssertFails("LOCATION_ALREADY_EXISTS", _first, "ALTER TABLE t RENAME TO w");
        Assert.Equal([2], Row(_first, "SELECT * FROM t"));
    }

    [Theory]
    [InlineData("CREATE TABLE t AS SELECT id FROM range(1000)")]
    [InlineData("CREATE TABLE t (id BIGINT)")]
    [InlineData("CREATE VIEW t AS SELECT 1 AS id")]
    public void Of_several_who_create_a_name_one_wins(string statement)
    {
        for (var round = 0; round < 5; round++)
        {
            SparkSession[] sessions = [_first, _second, Session("warehouse"), _first.NewSession()];
            var conditions = new string?[sessions.Length];
            Parallel.For(0, sessions.Length, i =>
            {
                try
                {
                    Run(sessions[i], statement);
                }
                catch (SqlSparkException error)
                {
                    conditions[i] = error.Condition;
                }
            });
            Assert.Single(conditions, condition => condition is null);
            Assert.All(conditions, condition => Assert.True(condition is null or "TABLE_OR_VIEW_ALREADY_EXISTS", condition));
            Run(_first, statement.StartsWith("CREATE VIEW", StringComparison.Ordinal) ? "DROP VIEW t" : "DROP TABLE t");
        }
    }

    [Fact]
    public void Of_several_who_alter_a_table_nobody_loses_a_change()
    {
        Run(_first, "CREATE TABLE t (a INT)");
        SparkSession[] sessions = [_first, _second, Session("warehouse")];
        Parallel.For(0, sessions.Length, session =>
        {
            for (var i = 0; i < 10; i++)
                Run(sessions[session], $"ALTER TABLE t SET TBLPROPERTIES ('{session}.{i}' = 'x')");
        });
        Assert.Equal(30, Rows(_second, "SHOW TBLPROPERTIES t").Count);
    }

    [Fact]
    public void A_statement_that_fails_is_no_obstacle_for_the_next()
    {
        AssertFails("DIVIDE_BY_ZERO", _first, "CREATE TABLE t AS SELECT 1 / (id - 70000) AS a FROM range(100000)");
        Assert.Empty(Rows(_second, "SHOW TABLES"));
        Run(_second, "CREATE TABLE t AS SELECT 1 AS a");
        Run(_second, "DROP TABLE t");
        Run(_first, "CREATE TABLE t (b INT)");
        Assert.Empty(Directory.GetFiles(Path.Combine(Warehouse, "_sqlspark-catalog", "claims")));
    }

    [Fact]
    public void A_warehouse_may_be_moved()
    {
        Run(_first, "CREATE DATABASE d");
        Run(_first, "CREATE TABLE d.t AS SELECT 1 AS a");
        Run(_first, "ALTER DATABASE default SET DBPROPERTIES (a = 'b')");
        Run(_first, "CREATE TABLE t AS SELECT 2 AS a");
        var directory = Path.Combine(_folder, "moved");
        Directory.Move(Warehouse, directory);
        var session = SparkSession.Builder()
            .Config("spark.sql.catalogImplementation", "warehouse")
            .Config("spark.sql.warehouse.dir", directory)
            .GetOrCreate();
        _sessions.Add(session);
        Assert.Equal([1, 2], Row(session, "SELECT x.a, y.a FROM d.t AS x, t AS y"));
        Run(session, "CREATE TABLE u AS SELECT 3 AS a");
        Assert.True(Directory.Exists(Path.Combine(directory, "u")));
    }

    private static void Run(SparkSession session, string sql) => session.Sql(sql).CollectValues();

    private static IReadOnlyList<string> Rows(SparkSession session, string sql) => [.. session.Sql(sql).CollectValues().Select(row => string.Join('|', row))];

    private static IReadOnlyList<object?> Row(SparkSession session, string sql) => Assert.Single(session.Sql(sql).CollectValues());

    private static void AssertFails(string condition, SparkSession session, string sql) => Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => session.Sql(sql)).Condition);

    private SparkSession Session(string catalog)
    {
        var session = SparkSession.Builder().Master("local[2]").Config("spark.sql.catalogImplementation", catalog).Config("spark.sql.warehouse.dir", Warehouse).GetOrCreate();
        _sessions.Add(session);
        return session;
    }
}

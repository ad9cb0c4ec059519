using Xunit;

namespace SqlSpark.Tests.Commands;

public sealed class StatisticsCommandTests : IDisposable
{
    private readonly string _warehouse = Directory.CreateTempSubdirectory("sqlspark-statistics").FullName;
    private readonly SparkSession _session;

    public StatisticsCommandTests() => _session = SparkSession.Builder().Master("local[2]").Config("spark.sql.warehouse.dir", _warehouse).GetOrCreate();

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_warehouse, recursive: true);
    }

    [Fact]
    public void Estimates_know_what_was_found_out_until_rows_are_written()
    {
        Text("CREATE TABLE c (k INT, g INT) USING csv");
        Text("INSERT INTO c SELECT id, id % 10 FROM range(1000)");
        Assert.DoesNotContain("rowCount", Text("EXPLAIN COST SELECT g, count(*) FROM c WHERE k < 100 GROUP BY g"), StringComparison.Ordinal);
        Text("ANALYZE TABLE c COMPUTE STATISTICS FOR ALL COLUMNS");
        var plan = Text("EXPLAIN COST SELECT g, count(*) FROM c WHERE k < 100 GROUP BY g");
        Assert.Contains("rowCount=1.00E+3", plan, StringComparison.Ordinal);
        Assert.Contains("rowCount=101", plan, StringComparison.Ordinal);
        Assert.Contains("rowCount=10)", plan, StringComparison.Ordinal);
        Assert.Contains("bytes, 1000 rows", Text("DESCRIBE EXTENDED c"), StringComparison.Ordinal);
        Text("INSERT INTO c VALUES (1, 1)");
        Assert.DoesNotContain("rowCount", Text("EXPLAIN COST SELECT k FROM c"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_alone_keep_counts_while_they_are_the_same()
    {
        Text("CREATE TABLE c (k INT) USING csv");
        Text("INSERT INTO c VALUES (1), (22)");
        Text("ANALYZE TABLE c COMPUTE STATISTICS NOSCAN");
        Assert.Contains("5 bytes|", Text("DESCRIBE EXTENDED c"), StringComparison.Ordinal);
        Text("ANALYZE TABLE c COMPUTE STATISTICS");
        Text("ANALYZE TABLES COMPUTE STATISTICS NOSCAN");
        Assert.Contains("5 bytes, 2 rows|", Text("DESCRIBE EXTENDED c"), StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_have_statistics_of_their_own()
    {
        Text("CREATE TABLE p (x INT, ds STRING, hr INT) USING csv PARTITIONED BY (ds, hr)");
        Text("INSERT INTO p VALUES (1, 'a', 1), (2, 'a', 2), (3, 'a', 2), (4, 'it\\'s', 1), (5, NULL, 1)");
        Text("ANALYZE TABLE p PARTITION (ds = 'a', hr = 2) COMPUTE STATISTICS");
        Assert.Contains("Partition Statistics|4 bytes, 2 rows|", Text("DESCRIBE EXTENDED p PARTITION (ds = 'a', hr = 2)"), StringComparison.Ordinal);
        Assert.DoesNotContain("Statistics", Text("DESCRIBE EXTENDED p PARTITION (ds = 'a', hr = 1)"), StringComparison.Ordinal);
        Text("ANALYZE TABLE p PARTITION (ds, hr = 1) COMPUTE STATISTICS");
        Assert.Contains("2 bytes, 1 rows", Text("SHOW TABLE EXTENDED LIKE 'p' PARTITION (ds = 'it\\'s', hr = 1)"), StringComparison.Ordinal);
        Assert.Contains("2 bytes, 1 rows", Text("SHOW TABLE EXTENDED LIKE 'p' PARTITION (ds = NULL, hr = 1)"), StringComparison.Ordinal);
        Text("ALTER TABLE p DROP PARTITION (ds = 'a', hr = 1)");
        Assert.DoesNotContain("Statistics", Text("DESCRIBE EXTENDED p PARTITION (ds = 'a', hr = 2)"), StringComparison.Ordinal);
    }

    private string Text(string sql) => string.Join('\n', _session.Sql(sql).CollectValues().Select(row => string.Join('|', row)));
}

using Xunit;

namespace SqlSpark.Tests;

/// <summary>Queries over Parquet files give the same rows with run-time filters and without.</summary>
public sealed class RuntimeFilterQueryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-filters-").FullName;

    private static readonly string[] Queries =
    [
        "SELECT count(*), sum(f.v) FROM facts f JOIN dims d ON f.k = d.k WHERE d.v < 40",
        "SELECT f.k, f.v, d.s FROM facts f JOIN dims d ON f.k = d.k WHERE d.s LIKE 'text 1%'",
        "SELECT count(*), sum(f.v) FROM facts f JOIN dims d ON f.i = d.i AND f.s = d.s WHERE d.v < 300",
        "SELECT count(*) FROM facts f JOIN dims d ON f.s = d.s WHERE d.v % 50 = 3",
        "SELECT count(*) FROM facts f JOIN dims d ON f.x = d.x WHERE d.v < 100",
        "SELECT count(*) FROM facts f JOIN dims d ON f.day = d.day WHERE d.v < 5",
        "SELECT count(*) FROM facts f JOIN dims d ON f.dec = d.dec WHERE d.v < 200",
        "SELECT count(*) FROM facts f JOIN dims d ON f.k <=> d.k WHERE d.v < 40",
        "SELECT d.v, count(f.v) FROM dims d LEFT JOIN facts f ON f.k = d.k WHERE d.v < 40 GROUP BY d.v",
        "SELECT count(*), count(d.v) FROM facts f LEFT JOIN (SELECT * FROM dims WHERE v < 40) d ON f.k = d.k",
        "SELECT count(*), count(f.v), count(d.v) FROM facts f FULL JOIN (SELECT * FROM dims WHERE v < 40) d ON f.k = d.k",
        "SELECT count(*), sum(v) FROM facts WHERE k IN (SELECT k FROM dims WHERE v < 40)",
        "SELECT count(*), sum(v) FROM facts WHERE k NOT IN (SELECT k FROM dims WHERE v < 40 AND k IS NOT NULL)",
        "SELECT count(*), sum(v) FROM facts WHERE k NOT IN (SELECT k FROM dims WHERE v < 40)",
        "SELECT count(*), sum(v) FROM facts f WHERE NOT EXISTS (SELECT 1 FROM dims d WHERE d.k = f.k AND d.v < 40)",
        "SELECT g.k, g.n FROM (SELECT k, count(*) AS n FROM facts GROUP BY k) g JOIN dims d ON g.k = d.k WHERE d.v < 15",
        "SELECT d.v, f.v FROM dims d JOIN facts f ON d.k = f.k WHERE d.v < 60 AND f.v > (SELECT avg(v) FROM facts g WHERE g.k = d.k)",
        "SELECT count(*), sum(u.v) FROM (SELECT k, v FROM facts UNION ALL SELECT k, v FROM dims) u JOIN dims d ON u.k = d.k WHERE d.v = 77",
        "SELECT count(*) FROM facts a JOIN facts b ON a.v = b.v JOIN dims d ON a.k = d.k LEFT JOIN dims e ON b.i = e.i WHERE d.v < 20",
        "SELECT count(*) FROM (SELECT k FROM facts ORDER BY v LIMIT 500) f JOIN dims d ON f.k = d.k WHERE d.v < 400",
        "SELECT count(*) FROM facts f JOIN dims d ON f.k = d.k WHERE d.v < 0",
        "SELECT count(*) FROM facts f JOIN VALUES (3), (5), (NULL) AS t(k) ON f.k = t.k",
        "SELECT p.part, count(*) FROM parts p JOIN dims d ON p.part = d.v WHERE d.v % 3 = 1 GROUP BY p.part",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_queries_give_the_same_rows()
    {
        using (var session = Open(2, 4096, filters: true))
        {
            // Bounds of files are narrow in v and day, not in the others.
            Write(session, "facts", 6000, "id % 997 - 200");
            Write(session, "dims", 800, "id * 7 % 1500 - 300");
            for (var part = 0; part < 9; part++)
                session.Sql($"INSERT OVERWRITE DIRECTORY '{_folder}/parts/part={part}' USING parquet SELECT id FROM range({50 + part})").CollectValues();
        }

        foreach (var sql in Queries)
        {
            var expected = Run(sql, 2, 4096, filters: false);
            foreach (var (workers, capacity) in (ReadOnlySpan<(int, int)>)[(1, 4096), (2, 65), (8, 1000)])
                Assert.True(expected.SequenceEqual(Run(sql, workers, capacity, filters: true)), sql);
        }
    }

    private List<string> Run(string sql, int workers, int capacity, bool filters)
    {
        using var session = Open(workers, capacity, filters);
        foreach (var table in (string[])["facts", "dims", "parts"])
            session.Sql($"CREATE TEMPORARY VIEW {table} USING parquet OPTIONS (path '{_folder}/{table}')");
        return [.. session.Sql(sql).CollectValues().Select(row => string.Join(" | ", row)).Order(StringComparer.Ordinal)];
    }

    private void Write(SparkSession session, string table, int rowCount, string key) => session.Sql(
        $"""
        INSERT OVERWRITE DIRECTORY '{_folder}/{table}' USING parquet OPTIONS ('parquet.block.row.count.limit' '512')
        SELECT id AS v,
            CASE WHEN id % 11 = 0 THEN NULL ELSE ({key}) * 1000003 END AS k,
            CAST({key} AS SMALLINT) AS i,
            CASE WHEN id % 13 = 0 THEN NULL ELSE concat('text ', CAST({key} AS STRING), CASE WHEN id % 2 = 0 THEN ' that is long' ELSE '' END) END AS s,
            CASE id % 7 WHEN 0 THEN -0.0D WHEN 1 THEN 0.0D WHEN 2 THEN CAST('NaN' AS DOUBLE) ELSE CAST({key} AS DOUBLE) / 4 END AS x,
            date_add(date'2000-01-01', CAST(id AS INT) % 1000) AS day,
            CAST({key} AS DECIMAL(30, 2)) AS dec
        FROM range({rowCount})
        """).CollectValues();

    private static SparkSession Open(int workers, int capacity, bool filters) => SparkSession.Builder()
        .Master($"local[{workers}]").Config("sqlspark.batch.capacity", $"{capacity}").Config("sqlspark.runtimeFilters.enabled", filters ? "true" : "false").GetOrCreate();
}

using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Sql.MemoryLimits;

/// <summary>Queries under limits from nothing to what they need: they answer or fail with a classed error, and no memory stays behind wherever they ran out of it.</summary>
public sealed class MemoryLimitTests
{
    private const int LimitCount = 60;

    public static TheoryData<string> Queries =>
    [
        "SELECT id, id * 2 + 7, concat('a longer text of number ', id) FROM range(300) WHERE id % 3 IN (0, 1) AND id IN (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)",
        "SELECT id % 7 AS k, sum(id), count(DISTINCT id % 5), max(concat('some long enough text ', id)) FROM range(500) GROUP BY id % 7",
        "SELECT id % 3 AS a, id % 4 AS b, grouping(id % 3), count(*) FROM range(200) GROUP BY CUBE (id % 3, id % 4)",
        "SELECT l.id, r.id FROM range(300) AS l JOIN (SELECT id * 2 AS id FROM range(100)) AS r ON l.id = r.id AND l.id + r.id > 10",
        "SELECT l.s, r.id FROM (SELECT concat('key number ', id) AS s FROM range(200)) AS l FULL JOIN (SELECT concat('key number ', id * 3) AS t, id FROM range(100)) AS r ON l.s = r.t",
        "SELECT l.id FROM range(200) AS l LEFT SEMI JOIN range(50, 90) AS r ON l.id < r.id AND r.id % 2 = 0 AND l.id % 2 = 1",
        "SELECT id, (SELECT max(r.id) FROM range(100) AS r WHERE r.id < l.id), id IN (SELECT r.id * 3 FROM range(100) AS r) FROM range(60) AS l",
        "SELECT id, concat('text ', id % 10) AS s FROM range(400) ORDER BY s DESC, id",
        "SELECT id, concat('text ', id % 10) AS s FROM range(400) ORDER BY s DESC, id LIMIT 7",
        "SELECT id, row_number() OVER (PARTITION BY id % 3 ORDER BY id DESC), sum(id) OVER (PARTITION BY id % 3 ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING) FROM range(200)",
        "SELECT id % 9, e FROM range(100), LATERAL explode(array(id, id + 1, NULL)) AS t(e)",
        "SELECT id FROM range(200) EXCEPT ALL SELECT id * 2 FROM range(50)",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 20) SELECT a.n, b.n FROM r AS a JOIN r AS b ON a.n = b.n + 1",
        "SELECT a.k, a.c, b.c FROM (SELECT id % 5 AS k, count(*) AS c FROM range(300) GROUP BY 1) AS a JOIN (SELECT id % 5 AS k, count(*) AS c FROM range(300) GROUP BY 1) AS b ON a.c = b.c",
        "SELECT element_at(transform(array(id, 2 * id), x -> concat('element ', x + id)), 2) FROM range(100)",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_answers_or_fails_alone_and_leaves_nothing(string sql)
    {
        foreach (var workerCount in (int[])[1, 2])
        {
            var (expected, peak) = Run(sql, workerCount, 1L << 30);
            Assert.NotNull(expected);
            var failures = 0;
            for (var i = 0; i < LimitCount; i++)
            {
                var (rows, _) = Run(sql, workerCount, Math.Max(1, peak * i / LimitCount));
                failures += rows is null ? 1 : 0;
                Assert.Equal(expected, rows ?? expected);
            }

            Assert.True(failures > 0, "no limit was too low");
        }
    }

    /// <summary>The rows as sorted text, null when memory ran out, and the most bytes that were used.</summary>
    private static (string? Rows, long Peak) Run(string sql, int workerCount, long limit)
    {
        using var engine = new TestEngine(workerCount, isChecked: true, limit);
        using var session = engine.NewSession([new("sqlspark.batch.capacity", "64"), new("spark.master", $"local[{workerCount}]")]);
        try
        {
            using var result = session.Sql(sql).Execute();
            var rows = result.CollectRows().Select(row => string.Join(" | ", row.Select(value => value?.ToString() ?? "NULL")));
            return (string.Join("\n", rows.Order(StringComparer.Ordinal)), engine.Memory.PeakBytes);
        }
        catch (SqlSparkException error) when (error.Condition == "MEMORY_LIMIT_EXCEEDED")
        {
            return (null, engine.Memory.PeakBytes);
        }
    }
}

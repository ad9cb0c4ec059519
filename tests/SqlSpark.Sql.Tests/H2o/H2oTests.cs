using System.Globalization;
using SqlSpark.Core.Types;
using SqlSpark.Sql.Differential;
using SqlSpark.Sql.Golden;
using SqlSpark.Testing.DuckDb;
using Xunit;

namespace SqlSpark.Sql.H2o;

/// <summary>The questions of H2O's db-benchmark give what DuckDB gives.</summary>
public sealed class H2oTests
{
    private static readonly DataType I = IntegerType.Instance;
    private static readonly DataType L = LongType.Instance;
    private static readonly DataType D = DoubleType.Instance;
    private static readonly DataType S = StringType.Instance;

    /// <summary>The questions, the types of their columns, and how DuckDB is asked where that differs.</summary>
    private static readonly (string Sql, DataType[] Types)[] Questions =
    [
        ("SELECT id1, CAST(sum(v1) AS BIGINT) AS v1 FROM x GROUP BY id1", [S, L]),
        ("SELECT id1, id2, CAST(sum(v1) AS BIGINT) AS v1 FROM x GROUP BY id1, id2", [S, S, L]),
        ("SELECT id3, CAST(sum(v1) AS BIGINT) AS v1, avg(v3) AS v3 FROM x GROUP BY id3", [S, L, D]),
        ("SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM x GROUP BY id4", [I, D, D, D]),
        ("SELECT id6, CAST(sum(v1) AS BIGINT) AS v1, CAST(sum(v2) AS BIGINT) AS v2, sum(v3) AS v3 FROM x GROUP BY id6", [I, L, L, D]),
        ("SELECT id4, id5, median(v3) AS median_v3, stddev(v3) AS sd_v3 FROM x GROUP BY id4, id5", [I, I, D, D]),
        ("SELECT id3, max(v1) - min(v2) AS range_v1_v2 FROM x GROUP BY id3", [S, I]),
        ("SELECT id6, v3 FROM (SELECT id6, v3, row_number() OVER (PARTITION BY id6 ORDER BY v3 DESC) AS place FROM x WHERE v3 IS NOT NULL) AS ranked WHERE place <= 2", [I, D]),
        ("SELECT id2, id4, regr_r2(v2, v1) AS r2 FROM x GROUP BY id2, id4 HAVING count(DISTINCT v1) > 2", [S, I, D]),
        ("SELECT id4, corr(v1, v3) AS c FROM x GROUP BY id4 HAVING count(DISTINCT v1) > 2", [I, D]),
        ("SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS n FROM x GROUP BY id1, id2, id3, id4, id5, id6", [S, S, S, I, I, I, D, L]),
        ("SELECT l.*, small.id4, v2 FROM leftside AS l JOIN small ON l.id1 = small.id1", [I, I, I, S, S, S, D, S, D]),
        ("SELECT l.*, medium.id1, medium.id4, medium.id5, v2 FROM leftside AS l JOIN medium ON l.id2 = medium.id2", [I, I, I, S, S, S, D, I, S, S, D]),
        ("SELECT l.*, medium.id1, medium.id4, medium.id5, v2 FROM leftside AS l LEFT JOIN medium ON l.id2 = medium.id2", [I, I, I, S, S, S, D, I, S, S, D]),
        ("SELECT l.*, medium.id1, medium.id2, medium.id4, v2 FROM leftside AS l JOIN medium ON l.id5 = medium.id5", [I, I, I, S, S, S, D, I, I, S, D]),
        ("SELECT l.*, big.id1, big.id2, big.id4, big.id5, big.id6, v2 FROM leftside AS l JOIN big ON l.id3 = big.id3", [I, I, I, S, S, S, D, I, I, S, S, S, D]),
    ];

    /// <summary>The environment variable that says over how many rows the questions are asked.</summary>
    private const string RowsVariable = "SQLSPARK_H2O_ROWS";

    private const string UsualRows = "10000";

    [SkippableFact]
    public void Answers_are_those_of_DuckDb()
    {
        var rowCount = int.Parse(Environment.GetEnvironmentVariable(RowsVariable) ?? UsualRows, CultureInfo.InvariantCulture);
        Skip.If(DuckDbLibrary.Instance is null, $"DuckDB's library is not at hand: {DuckDbLibrary.PathVariable}");
        using var data = new H2oData(rowCount);
        using var engine = new TestEngine(workerCount: 2, isChecked: false);
        using var session = engine.NewSession(ExecutionShape.Reference.Settings);
        using var duckDb = new DuckDbConnection(DuckDbLibrary.Instance);
        foreach (var (table, columns) in H2oData.Tables)
        {
            session.Sql($"CREATE TEMPORARY VIEW {table} ({columns}) USING csv OPTIONS (path '{data.PathOf(table)}')");
            var types = string.Join(", ", columns.Split(", ").Select(c => c.Split(' ')).Select(c => $"'{c[0]}': '{c[1].Replace("STRING", "VARCHAR", StringComparison.Ordinal)}'"));
            duckDb.Query($"CREATE TABLE {table} AS SELECT * FROM read_csv('{data.PathOf(table)}', header = false, columns = {{{types}}})");
        }

        var features = Features.Of(engine);
        foreach (var (sql, types) in Questions.Where(q => features.HasWindows || !q.Sql.Contains("OVER", StringComparison.Ordinal)))
        {
            using var result = session.Sql(sql).Execute();
            Assert.Equal(types, result.Schema.Fields.Select(f => f.DataType));
            // A correlation near zero is a difference of large numbers, so that only its size beside 1 is exact.
            if (RowBag.Difference(duckDb.Query(sql, types), result.CollectRows(), isOrdered: false, sql.Contains("corr(", StringComparison.Ordinal) || sql.Contains("regr_r2(", StringComparison.Ordinal) ? 1e-12 : 0) is { } difference)
                Assert.Fail($"{sql}\n{difference}");
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using SqlSpark.Core.Errors;
using Xunit;
using Xunit.Abstractions;

namespace SqlSpark.Sql.Cancellation;

/// <summary>Canceling and abandoning queries in the middle of their work: it ends soon, and no memory stays behind.</summary>
public sealed class CancellationTests(ITestOutputHelper output) : IDisposable
{
    private const int AttemptCount = 5;

    // The design asks for 100 ms, which a free machine keeps with a wide margin. Tests share their cores with others, whose work the
    // clock counts too, so the median of several attempts has to keep a bound that only a query that goes on would miss.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-cancel").FullName;

    public static TheoryData<string, int> Queries
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var query in (string[])
            [
                "SELECT sum(id * 2) FROM range(1000000000000)",
                "SELECT id % 100000 AS k, count(*), max(CAST(id AS STRING)) FROM range(1000000000000) GROUP BY k",
                "SELECT id FROM range(1000000000000) ORDER BY id % 1000 DESC LIMIT 10",
                "SELECT id % 7919 AS k, id FROM range(20000000) ORDER BY k",
                "SELECT count(*) FROM many_csv_lines WHERE number % 2 = 3",
            ])
            {
                foreach (var workerCount in (int[])[1, 2, 8])
                    data.Add(query, workerCount);
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_that_is_canceled_in_the_middle_ends_soon(string query, int workerCount)
    {
        using var engine = new TestEngine(workerCount, isChecked: false);
        using var session = NewSession(engine, workerCount);
        var times = new List<TimeSpan>();
        for (var attempt = 0; attempt < AttemptCount; attempt++)
        {
            using var cancellation = new CancellationTokenSource();
            using var result = session.Sql(query).Execute(cancellation.Token);
            var reader = Task.Run(() => result.TryNext(out _));
            SpinWait.SpinUntil(() => result.PeakBytes > 0 || reader.IsCompleted);
            var start = Stopwatch.GetTimestamp();
            cancellation.Cancel();
            var error = Assert.Throws<SqlSparkException>(() => reader.GetAwaiter().GetResult());
            times.Add(Stopwatch.GetElapsedTime(start));
            Assert.Equal("QUERY_CANCELED", error.Condition);
            Assert.Equal(0, result.UsedBytes);
            Assert.Equal(0, engine.Memory.UsedBytes);
        }

        times.Sort();
        var median = times[AttemptCount / 2];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {median.TotalMilliseconds:0.0} ms, worst {times[^1].TotalMilliseconds:0.0} ms"));
        Assert.True(median < Bound, $"canceling took {median}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_reader_that_is_disposed_early_leaves_nothing_behind(int workerCount)
    {
        using var engine = new TestEngine(workerCount);
        using var session = NewSession(engine, workerCount);
        foreach (var query in (string[])
        [
            "SELECT id FROM range(1000000000)",
            "SELECT concat('a text of more than twelve bytes ', CAST(id AS STRING)) FROM range(1000000000)",
            "SELECT id % 1000 AS k, count(*) FROM range(300000) GROUP BY k",
            "SELECT id FROM range(100000) ORDER BY -id",
            "SELECT number, text FROM csv_lines",
        ])
        {
            session.Sql(query).Execute().Dispose();
            Assert.Equal(0, engine.Memory.UsedBytes);

            var result = session.Sql(query).Execute();
            Assert.True(result.TryNext(out _));
            result.Dispose();
            Assert.Equal(0, engine.Memory.UsedBytes);
        }
    }

    [Theory]
    [InlineData("SELECT 1 / (id - 250000) FROM range(1000000)")]
    [InlineData("SELECT id % 1000 AS k, sum(1 / (id - 250000)) FROM range(1000000) GROUP BY k")]
    [InlineData("SELECT id FROM range(300000) ORDER BY 1 / (id - 250000)")]
    [InlineData("SELECT 1 / (number - 2500) FROM csv_lines")]
    public void A_query_that_fails_in_the_middle_leaves_nothing_behind(string query)
    {
        using var engine = new TestEngine(2);
        using var session = NewSession(engine, 2);
        using var result = session.Sql(query).Execute();
        var error = Assert.Throws<SqlSparkException>(() =>
        {
            while (result.TryNext(out _))
            {
                // The rows before the error do not matter.
            }
        });
        Assert.Equal("DIVIDE_BY_ZERO", error.Condition);
        Assert.Equal(0, result.UsedBytes);
        Assert.Equal(0, engine.Memory.UsedBytes);
    }

    [Fact]
    public void Two_unread_csv_scans_on_one_worker_make_progress_in_turn()
    {
        using var engine = new TestEngine(1);
        using var session = NewSession(engine, 1);
        using var first = session.Sql("SELECT number FROM csv_lines").Execute();
        using var second = session.Sql("SELECT text FROM csv_lines").Execute();
        var (rowCount, batchCount) = (0, 0);
        while (first.TryNext(out var batch))
        {
            rowCount += batch.LiveCount;
            batchCount++;
            Assert.True(second.TryNext(out batch));
            rowCount += batch.LiveCount;
        }

        Assert.False(second.TryNext(out _));
        Assert.True(batchCount > 1);
        Assert.Equal(20_000, rowCount);
    }

    private SparkSession NewSession(TestEngine engine, int workerCount)
    {
        var path = Path.Combine(_folder, "lines.csv");
        if (!File.Exists(path))
            File.WriteAllLines(path, Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},a text that is not inline {i}")));
        var session = engine.NewSession(
            new KeyValuePair<string, string>("sqlspark.master", string.Create(CultureInfo.InvariantCulture, $"local[{workerCount}]")),
            new KeyValuePair<string, string>("spark.sql.files.maxPartitionBytes", "20000"));
        session.Sql($"CREATE TEMPORARY VIEW csv_lines (number INT, text STRING) USING csv OPTIONS (path '{path}')");
        session.Sql($"CREATE TEMPORARY VIEW many_csv_lines AS {string.Join(" UNION ALL ", Enumerable.Repeat("SELECT number FROM csv_lines", 100))}");
        return session;
    }
}

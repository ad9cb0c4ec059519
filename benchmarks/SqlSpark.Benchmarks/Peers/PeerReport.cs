using System.Diagnostics;
using System.Globalization;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.Benchmarks.Peers;

/// <summary>Runs queries over the same Parquet files in this engine and in DuckDB, in turns in one process, and prints a Markdown table.</summary>
internal static class PeerReport
{
    private const int Rounds = 11;

    /// <summary>Compares the engines.</summary>
    /// <param name="folder">Where <c>lineitem.parquet</c> is.</param>
    /// <param name="filter">Queries whose name contains it; all when empty.</param>
    /// <returns>The exit code: 1 when results differ or there is no such query.</returns>
    public static int Run(string folder, string filter)
    {
        var queries = PeerQuery.All.Where(query => query.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToArray();
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        Console.WriteLine("| query | threads | ms | DuckDB ms | ratio | CPU ms | DuckDB CPU ms | CPU ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var failures = 0;
        foreach (var threads in Environment.ProcessorCount == 1 ? [1] : new[] { 1, Environment.ProcessorCount })
        {
            using var session = SparkSession.Builder().Master($"local[{threads}]").GetOrCreate();
            using var duckDb = new DuckDb(threads);
            var file = Path.Combine(folder, "lineitem.parquet");
            session.Sql($"CREATE TEMPORARY VIEW lineitem USING parquet OPTIONS (path '{file}')");
            duckDb.Run($"CREATE VIEW lineitem AS SELECT * FROM '{file}'");
            foreach (var query in queries)
                failures += Compare(session, duckDb, query, threads) ? 0 : 1;
        }

        return queries.Length > 0 && failures == 0 ? 0 : 1;
    }

    private static bool Compare(SparkSession session, DuckDb duckDb, PeerQuery query, int threads)
    {
        var ours = Read(session, query.Sql);
        var theirs = duckDb.Run(query.Sql);
        if (!IsSame(ours, theirs))
        {
            Console.WriteLine($"{query.Name}: this engine gives {Describe(ours)}, DuckDB {Describe(theirs)}.");
            return false;
        }

        var (here, there) = (new List<Sample>(), new List<Sample>());
        for (var round = 0; round < Rounds; round++)
        {
            if (round % 2 == 0)
                here.Add(Sample.Of(() => Read(session, query.Sql)));
            there.Add(Sample.Of(() => duckDb.Run(query.Sql)));
            if (round % 2 != 0)
                here.Add(Sample.Of(() => Read(session, query.Sql)));
        }

        var (wall, otherWall) = (Median(here, static s => s.Wall), Median(there, static s => s.Wall));
        var (cpu, otherCpu) = (Median(here, static s => s.Processor), Median(there, static s => s.Processor));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {query.Name} | {threads} | {wall:F1} | {otherWall:F1} | {wall / otherWall:F2} | {cpu:F1} | {otherCpu:F1} | {cpu / otherCpu:F2} |"));
        return true;
    }

    private static List<string?[]> Read(SparkSession session, string sql)
    {
        var rows = new List<string?[]>();
        var data = session.Sql(sql);
        var options = new ValueFormatOptions(ZoneRules.Of(session.State.Conf.Snapshot.SessionTimeZone));
        var formatters = data.Schema.Fields.Select(field => new ValueFormatter(field.DataType, ValueStyle.Cast, options)).ToArray();
        using var result = data.Execute();
        while (result.TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
                rows.Add([.. formatters.Select((formatter, column) => Text(formatter, batch[column], row))]);
        }

        return rows;
    }

    private static string? Text(ValueFormatter formatter, Vector vector, int row) =>
        vector.IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(formatter.Format(vector, row));

    // Averages are decimals here and doubles there.
    private static bool IsSame(List<string?[]> ours, List<string?[]> theirs) =>
        ours.Count == theirs.Count && ours.Zip(theirs).All(static rows => rows.First.Zip(rows.Second).All(static cells =>
            cells.First == cells.Second
            || (double.TryParse(cells.First, CultureInfo.InvariantCulture, out var left) && double.TryParse(cells.Second, CultureInfo.InvariantCulture, out var right)
                && Math.Abs(left - right) <= 1e-6 * Math.Max(1, Math.Abs(left)))));

    private static string Describe(List<string?[]> rows) => string.Join("; ", rows.Select(static row => string.Join(", ", row)));

    private static double Median(List<Sample> samples, Func<Sample, double> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);

    /// <summary>Times of one run in milliseconds: that passed, and that of the processors.</summary>
    private readonly record struct Sample(double Wall, double Processor)
    {
        public static Sample Of(Action run)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            run();
            return new(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        }
    }
}

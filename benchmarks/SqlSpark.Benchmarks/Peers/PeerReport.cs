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
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("PEER_ROUNDS") ?? "11", CultureInfo.InvariantCulture);

    /// <summary>Compares the engines.</summary>
    /// <param name="folder">Where the tables are, as <c>lineitem.parquet</c> and so on.</param>
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
        foreach (var threads in ThreadCounts())
        {
            using var session = SparkSession.Builder().Master($"local[{threads}]").GetOrCreate();
            using var duckDb = new DuckDb(threads);
            foreach (var file in Directory.GetFiles(folder, "*.parquet"))
            {
                var table = Path.GetFileNameWithoutExtension(file);
                session.Sql($"CREATE TEMPORARY VIEW {table} USING parquet OPTIONS (path '{file}')");
                duckDb.Run($"CREATE VIEW {table} AS SELECT * FROM '{file}'");
            }

            var samples = queries.Select(query => Compare(session, duckDb, query, threads)).ToArray();
            failures += samples.Count(static sample => sample is null);
            PrintAll([.. samples.OfType<(Sample Here, Sample There)>()], threads);
        }

        return queries.Length > 0 && failures == 0 ? 0 : 1;
    }

    private static int[] ThreadCounts() => Environment.GetEnvironmentVariable("PEER_THREADS") is { } threads ? [int.Parse(threads, CultureInfo.InvariantCulture)]
        : Environment.ProcessorCount == 1 ? [1] : [1, Environment.ProcessorCount];

    private static void PrintAll((Sample Here, Sample There)[] samples, int threads)
    {
        if (samples.Length < 2)
            return;
        Print("all", threads, new(samples.Sum(static s => s.Here.Wall), samples.Sum(static s => s.Here.Processor)), new(samples.Sum(static s => s.There.Wall), samples.Sum(static s => s.There.Processor)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| geometric mean | {threads} | | | {Mean(static s => s.Wall):F2} | | | {Mean(static s => s.Processor):F2} |"));

        double Mean(Func<Sample, double> of) => Math.Exp(samples.Average(s => Math.Log(of(s.Here) / of(s.There))));
    }

    private static void Print(string name, int threads, Sample here, Sample there) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {threads} | {here.Wall:F1} | {there.Wall:F1} | {here.Wall / there.Wall:F2} | {here.Processor:F1} | {there.Processor:F1} | {here.Processor / there.Processor:F2} |"));

    /// <summary>The medians of both engines; null when their results differ.</summary>
    private static (Sample Here, Sample There)? Compare(SparkSession session, DuckDb duckDb, PeerQuery query, int threads)
    {
        var ours = Read(session, query.Sql);
        var theirs = duckDb.Run(query.Sql);
        if (!IsSame(ours, theirs))
        {
            Console.WriteLine($"{query.Name}: this engine gives {Describe(ours)}, DuckDB {Describe(theirs)}.");
            return null;
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

        var medians = (Median(here), Median(there));
        Print(query.Name, threads, medians.Item1, medians.Item2);
        return medians;
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

    private static Sample Median(List<Sample> samples) => new(Median(samples, static s => s.Wall), Median(samples, static s => s.Processor));

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

using System.Globalization;
using SqlSpark.Benchmarks.Ratios;

namespace SqlSpark.Benchmarks.Planning;

/// <summary>Measures hot planning, statement by statement and step by step, and prints a Markdown table.</summary>
internal static class PlanningReport
{
    private const double MedianBudget = 1e6;
    private const double WorstBudget = 4e6;
    private const long ByteBudget = 1 << 20;

    /// <summary>Runs the statements whose name contains <paramref name="filter"/>.</summary>
    /// <returns>The exit code: 1 when the queries of TPC-H that are planned take more than their budget together, or there is no such statement.</returns>
    public static int Run(string filter)
    {
        var session = PlanningQueries.Session();
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        Console.WriteLine($"| statement | {string.Join(" | ", PlanningMeasurement.Steps)} | all, median | all, worst | KiB | not planned |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        List<PlanningMeasurement> tpch = [];
        var count = 0;
        foreach (var (name, sql, isTpch) in PlanningQueries.All())
        {
            if (!name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                continue;
            count++;
            var measured = PlanningMeasurement.Of(session, sql);
            Console.WriteLine(Row(name, measured));
            if (isTpch)
                tpch.Add(measured);
        }

        return count > 0 && (tpch.Count == 0 || IsWithinBudget(tpch)) ? 0 : 1;
    }

    private static bool IsWithinBudget(List<PlanningMeasurement> queries)
    {
        var planned = queries.Count(q => q.Error is null);
        var medians = queries.Select(q => q.Total).Order().ToArray();
        var (median, worst, bytes) = (medians[medians.Length / 2], medians[^1], queries.Max(q => q.Bytes));
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"TPC-H, as far as the steps go: {planned} of {queries.Count} queries are planned. Median {Milliseconds(median)} ms (budget {Milliseconds(MedianBudget)}), worst query {Milliseconds(worst)} ms (budget {Milliseconds(WorstBudget)}), most bytes {bytes / 1024} KiB (budget {ByteBudget / 1024})."));
        return median <= MedianBudget && worst <= WorstBudget && bytes <= ByteBudget;
    }

    private static string Row(string name, PlanningMeasurement measured)
    {
        var steps = PlanningMeasurement.Steps.Select((_, i) => i < measured.Nanoseconds.Length ? Milliseconds(measured.Nanoseconds[i]) : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {string.Join(" | ", steps)} | {Milliseconds(measured.Total)} | {Milliseconds(measured.Worst)} | {measured.Bytes / 1024} | {measured.Error} |");
    }

    private static string Milliseconds(double nanoseconds) => (nanoseconds / 1e6).ToString("F3", CultureInfo.InvariantCulture);
}

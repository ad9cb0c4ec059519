using System.Globalization;

namespace SqlSpark.Benchmarks.Ratios;

/// <summary>Measures all pairs and prints a Markdown table.</summary>
internal static class RatioReport
{
    /// <summary>Runs the pairs whose name contains <paramref name="filter"/>.</summary>
    /// <returns>The exit code: 1 when a ratio is over its limit, or there is no such pair.</returns>
    public static int Run(string filter)
    {
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        Console.WriteLine("| benchmark | engine | by hand | ratio | quartiles | limit | bytes |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        var count = 0;
        List<string> failures = [];
        RatioPair.Visit(filter, pair =>
        {
            count++;
            var measured = RatioMeasurement.Of(pair);
            Console.WriteLine(Row(measured));
            if (!measured.Passes)
                failures.Add(pair.Name);
        });
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} pairs, {failures.Count} over their limit{(failures.Count == 0 ? "." : ":")}"));
        foreach (var failure in failures)
            Console.WriteLine($"- {failure}");
        return count > 0 && failures.Count == 0 ? 0 : 1;
    }

    private static string Row(RatioMeasurement measured) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {measured.Pair.Name} | {Time(measured.EngineNanoseconds)} | {Time(measured.ByHandNanoseconds)} | {(measured.Passes ? "" : "**")}{measured.Median:F2}{(measured.Passes ? "" : "**")} | {measured.FirstQuartile:F2} to {measured.ThirdQuartile:F2} | {measured.Pair.Limit:F1} | {measured.EngineBytes} |");

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F0} ns"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F2} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F2} ms"),
    };
}

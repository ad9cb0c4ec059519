using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using SqlSpark.Cli.Commands;

namespace SqlSpark.Cli.Output;

/// <summary>The results of <c>tpch run</c> as a table and as JSON.</summary>
/// <param name="options">What was run.</param>
/// <param name="threads">The worker threads a query might use.</param>
/// <param name="mode">Where the data came from: the formats of its files.</param>
/// <param name="results">What came of it.</param>
internal sealed class TpchReport(TpchRunOptions options, int threads, string mode, IReadOnlyList<TpchQueryResult> results)
{
    /// <summary>Prints a table of the queries, below it why some did not run or verify, and last how many did and what they took.</summary>
    public void WriteTable(TextWriter output)
    {
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumn(new TableColumn(new Text("query")).RightAligned());
        table.AddColumn(new TableColumn(new Text("median ms")).RightAligned());
        table.AddColumn(new TableColumn(new Text("rows")).RightAligned());
        table.AddColumn(new TableColumn(new Text(options.Verifies ? "verified" : "result")) { NoWrap = true });
        foreach (var result in results)
        {
            table.AddRow(
                new Text(result.Query.ToString(CultureInfo.InvariantCulture)),
                new Text(result.Error is null ? result.Median.ToString("0.0", CultureInfo.InvariantCulture) : ""),
                new Text(result.Error is null ? result.RowCount.ToString(CultureInfo.InvariantCulture) : ""),
                new Text(Outcome(result)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = Console.IsOutputRedirected ? 1000 : Console.WindowWidth;
        console.Write(table);
        foreach (var result in results)
        {
            if (result.Error is { } error)
                output.WriteLine($"Query {result.Query.ToString(CultureInfo.InvariantCulture)}: {error.Message}");
            else if (result.Difference is { } difference)
                output.WriteLine($"Query {result.Query.ToString(CultureInfo.InvariantCulture)}: {difference}");
        }

        output.WriteLine(Summary());
    }

    /// <summary>Writes a JSON object: scale, threads, mode, and of each query its times, median, rows and whether they verified, or its error.</summary>
    public void WriteJson(string path)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WritePropertyName("scale");
        json.WriteRawValue(options.Scale.ToString());
        json.WriteNumber("threads", threads);
        json.WriteString("mode", mode);
        json.WriteStartArray("queries");
        foreach (var result in results)
            WriteResult(json, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Summary()
    {
        var medians = results.Where(result => result.Error is null).Select(result => result.Median).ToArray();
        var good = results.Count(result => result.Error is null && result.Difference is null);
        var times = medians.Length == 0
            ? ""
            : $"; medians: {medians.Sum():0} ms in total, geometric mean {Math.Exp(medians.Average(Math.Log)):0.0} ms";
        return string.Create(CultureInfo.InvariantCulture, $"{good} of {results.Count} {(options.Verifies ? "verified" : "run")}{times}");
    }

    private string Outcome(TpchQueryResult result)
    {
        if (result.Error is { } error)
            return error.Condition;
        if (!options.Verifies)
            return "ok";
        return result.Difference is null ? "yes" : "no";
    }

    private void WriteResult(Utf8JsonWriter json, TpchQueryResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("query", result.Query);
        if (result.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("class", error.Condition);
            json.WriteString("sqlState", error.SqlState);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("runs_ms");
            foreach (var time in result.Times)
                json.WriteNumberValue(Math.Round(time, 3));
            json.WriteEndArray();
            json.WriteNumber("median_ms", Math.Round(result.Median, 3));
            json.WriteNumber("rows", result.RowCount);
            if (options.Verifies)
                json.WriteBoolean("verified", result.Difference is null);
            if (result.Difference is { } difference)
                json.WriteString("difference", difference);
        }

        json.WriteEndObject();
    }
}

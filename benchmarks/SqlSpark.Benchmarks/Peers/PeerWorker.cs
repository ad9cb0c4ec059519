using System.Diagnostics;
using System.Text.Json.Nodes;
using SqlSpark.Benchmarks.Planning;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.Benchmarks.Peers;

/// <summary>
/// This engine as a process of <c>benchmarks/peers</c>: reads requests from its input, a JSON object a line, and answers each with one.
/// <c>open</c> makes views of tables, <c>exec</c> runs a statement, <c>run</c> measures a query from its text to the complete result, <c>plan</c> measures its planning, <c>memory</c> tells the peak.
/// </summary>
internal sealed class PeerWorker : IDisposable
{
    private SparkSession _session = SparkSession.Builder().GetOrCreate();

    /// <summary>Answers until the input ends.</summary>
    /// <returns>The exit code: 0.</returns>
    public static int Run(TextReader input, TextWriter output)
    {
        using var worker = new PeerWorker();
        while (input.ReadLine() is { } line)
        {
            output.WriteLine(worker.Answer(JsonNode.Parse(line)!).ToJsonString());
            output.Flush();
        }

        return 0;
    }

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();

    private JsonObject Answer(JsonNode request)
    {
        try
        {
            return (string?)request["op"] switch
            {
                "open" => Open(request),
                "exec" => Execute((string)request["sql"]!),
                "run" => RunQuery((string)request["sql"]!, (bool?)request["rows"] ?? false),
                "plan" => Plan((string)request["sql"]!),
                "memory" => new JsonObject { ["peakBytes"] = Process.GetCurrentProcess().PeakWorkingSet64 },
                var op => new JsonObject { ["error"] = $"no such request: {op}" },
            };
        }
        catch (SqlSparkException error)
        {
            return new JsonObject { ["error"] = error.Message };
        }
    }

    private JsonObject Open(JsonNode request)
    {
        _session.Dispose();
        _session = SparkSession.Builder().Master($"local[{(int)request["threads"]!}]").GetOrCreate();
        foreach (var (name, path) in request["tables"]!.AsObject())
            _session.Sql($"CREATE OR REPLACE TEMPORARY VIEW {name} USING parquet OPTIONS (path '{((string)path!).Replace("'", "\\'", StringComparison.Ordinal)}')");
        return new JsonObject { ["version"] = typeof(SparkSession).Assembly.GetName().Version!.ToString(3) };
    }

    private JsonObject Execute(string sql)
    {
        _session.Sql(sql);
        return [];
    }

    private JsonObject RunQuery(string sql, bool wantsRows)
    {
        var rows = wantsRows ? new JsonArray() : null;
        var rowCount = 0L;
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var data = _session.Sql(sql);
        using (var result = data.Execute())
        {
            while (result.TryNext(out var batch))
            {
                rowCount += batch.LiveCount;
                if (rows is not null)
                    AddRows(batch, data, rows);
            }
        }

        return new JsonObject
        {
            ["ms"] = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            ["cpuMs"] = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,
            ["rowCount"] = rowCount,
            ["rows"] = rows,
        };
    }

    private JsonObject Plan(string sql)
    {
        var measured = PlanningMeasurement.Of(_session.State, sql);
        return new JsonObject { ["ms"] = measured.Total / 1e6, ["worstMs"] = measured.Worst / 1e6, ["bytes"] = measured.Bytes };
    }

    private void AddRows(RecordBatch batch, DataFrame data, JsonArray rows)
    {
        var options = new ValueFormatOptions(ZoneRules.Of(_session.State.Conf.Snapshot.SessionTimeZone));
        var formatters = data.Schema.Fields.Select(field => new ValueFormatter(field.DataType, ValueStyle.Cast, options)).ToArray();
        foreach (var row in batch.Rows)
        {
            var cells = new JsonArray();
            for (var column = 0; column < formatters.Length; column++)
                cells.Add(batch[column].IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(formatters[column].Format(batch[column], row)));
            rows.Add(cells);
        }
    }
}

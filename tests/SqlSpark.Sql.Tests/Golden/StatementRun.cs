using System.Text;
using SqlSpark.Commands;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.Sql.Golden;

/// <summary>What a statement answered in one shape.</summary>
/// <param name="Entry">As golden files hold it: rows sorted unless the query asks for an order.</param>
/// <param name="SourceOrder">The rows as they came where their order may not depend on the shape, else null.</param>
internal sealed record StatementRun(GoldenEntry Entry, string? SourceOrder)
{
    private const string NoSchema = "struct<>";

    /// <summary>Runs a statement. Errors of the statement are an answer; bugs are thrown.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sql">The statement; <c>{data}</c> stands for the folder of data files, <c>{scratch}</c> for that of this run.</param>
    /// <param name="scratch">The folder of this run.</param>
    public static StatementRun Of(SparkSession session, string sql, ScratchFolder scratch)
    {
        try
        {
            var data = session.Sql(scratch.Reveal(sql.Replace(DataFolder.Mark, DataFolder.Path, StringComparison.Ordinal)));
            var rows = Rows(session, data);
            var raw = string.Join('\n', rows);
            if (!PlanOrder.IsSorted(data.Plan))
                rows.Sort(StringComparer.Ordinal);
            var entry = new GoldenEntry(sql, data.Schema.CatalogString, GoldenResults.Trim(string.Join('\n', rows)));
            return new StatementRun(entry, PlanOrder.KeepsSourceOrder(data.Plan) ? raw : null);
        }
        catch (SqlSparkException error)
        {
            return new StatementRun(new GoldenEntry(sql, NoSchema, ErrorJson.Write(error)), null);
        }
    }

    private static List<string> Rows(SparkSession session, DataFrame data)
    {
        var rows = new List<string>();
        if (data.Schema.Fields.IsEmpty)
            return rows;
        var conf = session.State.Conf.Snapshot;
        var options = new ValueFormatOptions(ZoneRules.Of(conf.SessionTimeZone)) { Binary = conf.Get(SqlConf.BinaryOutputStyle) };
        ValueFormatter[] formatters = [.. data.Schema.Fields.Select(f => new ValueFormatter(f.DataType, ValueStyle.HiveResult, options))];
        using var result = data.Execute();
        while (result.TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
                rows.Add(HiveResultRows.Row(data.Plan, [.. formatters.Select((f, column) => Encoding.UTF8.GetString(f.Format(batch[column], row)))]));
        }

        if (result.UsedBytes != 0)
            throw new InvalidOperationException($"The query holds {result.UsedBytes} bytes after its end.");
        return rows;
    }
}

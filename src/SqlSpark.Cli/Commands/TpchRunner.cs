using System.Diagnostics;
using SqlSpark.Cli.Output;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Queries;

namespace SqlSpark.Cli.Commands;

/// <summary>Runs TPC-H's queries one after the other. Times cover text to complete result.</summary>
internal sealed class TpchRunner(SparkSession session, TpchViews views, TpchRunOptions options, CancellationToken cancellationToken)
{
    private readonly HashSet<TpchTable> _registered = [];

    /// <summary>The results in the order of the queries. An error of a query is its result; it does not end the others.</summary>
    public IReadOnlyList<TpchQueryResult> Run() => TpchProgressBars.Run(options.Numbers, Run);

    private TpchQueryResult Run(int query)
    {
        try
        {
            foreach (var table in TpchQueries.TablesOf(query))
            {
                if (_registered.Contains(table))
                    continue;
                views.Register(table);
                _registered.Add(table);
            }

            var sql = TpchQueries.Get(query);
            var times = new double[options.Runs];
            var rowCount = 0L;
            string? difference = null;
            for (var i = 0; i < times.Length; i++)
            {
                var rows = options.Verifies && i == 0 ? new List<string?[]>() : null;
                var start = Stopwatch.GetTimestamp();
                var data = session.Sql(sql);
                rowCount = Read(data, rows);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (rows is not null)
                    difference = TpchAnswer.Find(options.Scale, query)!.FindDifference([.. data.Schema.Fields.Select(f => f.DataType)], rows);
            }

            return new TpchQueryResult(query, times, rowCount, difference, null);
        }
        catch (SqlSparkException error)
        {
            return new TpchQueryResult(query, [], 0, null, error);
        }
    }

    private long Read(DataFrame data, List<string?[]>? rows)
    {
        var count = 0L;
        using var result = data.Execute(cancellationToken);
        var texts = rows is null ? null : new CellTexts(ValueStyle.Cast, new ValueFormatOptions(ZoneRules.Of(session.State.Conf.Snapshot.SessionTimeZone)));
        while (result.TryNext(out var batch))
        {
            count += batch.LiveCount;
            if (rows is not null)
                AddRows(batch, texts!, rows);
        }

        return count;
    }

    private static void AddRows(RecordBatch batch, CellTexts texts, List<string?[]> rows)
    {
        foreach (var row in batch.Rows)
        {
            var cells = new string?[batch.ColumnCount];
            for (var column = 0; column < cells.Length; column++)
                cells[column] = texts.Format(batch[column], row);
            rows.Add(cells);
        }
    }
}

/// <summary>What came of a query.</summary>
/// <param name="Query">Its number.</param>
/// <param name="Times">Milliseconds of its runs.</param>
/// <param name="RowCount">Rows of the result.</param>
/// <param name="Difference">The first difference from the answer; null when there is none, or nothing was compared.</param>
/// <param name="Error">Why it did not run, or null.</param>
internal sealed record TpchQueryResult(int Query, double[] Times, long RowCount, string? Difference, SqlSparkException? Error)
{
    private const string Unsupported = "UNSUPPORTED_FEATURE";

    /// <summary>The median of the times.</summary>
    public double Median
    {
        get
        {
            var sorted = Times.Order().ToArray();
            var middle = sorted.Length / 2;
            return sorted.Length % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    /// <summary>Whether the engine lacks what the query needs.</summary>
    public bool IsUnsupported => Error?.Condition.StartsWith(Unsupported, StringComparison.Ordinal) ?? false;

    /// <summary>Whether the query counts as a success; one that is not supported does where it was not asked for by its number.</summary>
    public bool Succeeded(bool isOptional) => Error is null ? Difference is null : isOptional && IsUnsupported;
}

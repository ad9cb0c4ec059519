using System.Diagnostics;
using SqlSpark.Cli.Output;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.Cli.Commands;

/// <summary>Runs statements in one session, prints their rows and says whether all went well.</summary>
internal sealed class StatementRunner(SparkSession session, bool timing, CancellationToken cancellationToken)
{
    /// <summary>Runs a statement and prints its rows. Returns false, after the error's text on standard error, when it fails.</summary>
    public bool Run(string sql, ResultFormat format, TextWriter output)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var data = session.Sql(sql, cancellationToken);
            if (data.Schema.Fields.Count > 0)
                Print(data, ResultWriters.Create(format, output, new CellTexts(ValueStyle.Cast, Options())));
            output.Flush();
            return true;
        }
        catch (SqlSparkException error)
        {
            output.Flush();
            Console.Error.WriteLine(error.Message);
            if (error.InnerException is { } cause)
                Console.Error.WriteLine($"Caused by: {cause.Message}");
            return false;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            output.Flush();
            Console.Error.WriteLine($"[INTERNAL_ERROR] This is a bug of SqlSpark, please report it with the statement.\n{bug}");
            return false;
        }
        finally
        {
            if (timing)
            {
                Console.Error.WriteLine(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Time: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms"));
            }
        }
    }

    /// <summary>How values print in this session now.</summary>
    public ValueFormatOptions Options()
    {
        var conf = session.State.Conf.Snapshot;
        return new ValueFormatOptions(ZoneRules.Of(conf.SessionTimeZone)) { Binary = conf.Get(SqlConf.BinaryOutputStyle) };
    }

    private void Print(DataFrame data, ResultWriter writer)
    {
        using var result = data.Execute(cancellationToken);
        writer.Begin(data.Schema);
        while (result.TryNext(out var batch))
            writer.Write(batch);
        writer.End();
    }
}

using System.CommandLine;
using SqlSpark.Cli.Output;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Generation;
using SqlSpark.Tpch.Output;
using SqlSpark.Tpch.Queries;

namespace SqlSpark.Cli.Commands;

/// <summary><c>sqlspark tpch run</c>: times the queries; <c>sqlspark tpch verify</c>: runs each once and compares its rows with the answers.</summary>
internal static class TpchRunCommand
{
    private const int DefaultRuns = 5;

    public static Command Create(GlobalOptions global)
    {
        var runs = new Option<int>("--runs") { Description = "How often each query runs.", HelpName = "N", DefaultValueFactory = _ => DefaultRuns };
        runs.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--runs takes a number from 1 on.");
        });
        var verify = new Option<bool>("--verify") { Description = "Compare the rows with the answers; for the scale factors 0.01 and 1." };
        var command = Create(global, "run", "Run the queries and report their times.", parsed => (parsed.GetValue(runs), parsed.GetValue(verify)));
        command.Options.Add(runs);
        command.Options.Add(verify);
        return command;
    }

    public static Command CreateVerify(GlobalOptions global) =>
        Create(global, "verify", "Run the queries once and compare their rows with the answers.", static _ => (1, true));

    private static Command Create(GlobalOptions global, string name, string description, Func<ParseResult, (int Runs, bool Verifies)> settings)
    {
        var scale = TpchCommand.ScaleOption();
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "The folder of the tables; when absent they are generated as Parquet into a temporary one.",
            HelpName = "DIR",
        };
        var queries = TpchCommand.QueriesOption();
        var threads = TpchCommand.ThreadsOption("The worker threads a query may use; what --master says when absent.");
        var json = new Option<FileInfo?>("--json") { Description = "A file for the results as JSON.", HelpName = "FILE" };
        var command = new Command(name, description) { scale, data, queries, threads, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (runs, verifies) = settings(parsed);
            return Task.FromResult(Run(
                global,
                parsed,
                new TpchRunOptions(parsed.GetValue(scale), parsed.GetValue(queries), runs, verifies, parsed.GetValue(threads)),
                parsed.GetValue(data),
                parsed.GetValue(json),
                cancellationToken));
        });
        return command;
    }

    private static int Run(
        GlobalOptions global, ParseResult parsed, TpchRunOptions options, DirectoryInfo? data, FileInfo? json, CancellationToken cancellationToken)
    {
        if (options.Verifies && TpchAnswer.Find(options.Scale, 1) is null)
        {
            Console.Error.WriteLine($"There are answers for the scale factors 0.01 and 1, not {options.Scale}.");
            return ExitCodes.Usage;
        }

        try
        {
            using var session = global.CreateSession(parsed, options.Threads);
            using var temporary = data is null ? Generate(session, options, cancellationToken) : null;
            var views = new TpchViews(session, temporary?.Path ?? data!.FullName);
            var results = new TpchRunner(session, views, options, cancellationToken).Run();
            var master = session.State.Conf.Snapshot.Get(SqlConf.Master);
            var threads = LocalMaster.TryParse(master, out var count, out _) && count is { } bounded ? bounded : Environment.ProcessorCount;
            var report = new TpchReport(options, threads, views.UsedFormats, results);
            report.WriteTable(Console.Out);
            if (json is not null)
                report.WriteJson(json.FullName);
            return results.All(result => result.Succeeded(isOptional: options.Queries is null)) ? ExitCodes.Success : ExitCodes.StatementFailed;
        }
        catch (Exception error) when (error is SqlSparkException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.StatementFailed;
        }
    }

    private static TemporaryFolder Generate(SparkSession session, TpchRunOptions options, CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        try
        {
            using var data = new TpchData(options.Scale, MemoryPool.Shared);
            var tables = options.Numbers.SelectMany(TpchQueries.TablesOf).Distinct().Order();
            var format = new ParquetTableFormat(null, session.State.Conf.Snapshot);
            TpchProgressBars.Export(data, new TpchExportOptions { Directory = folder.Path, Tables = [.. tables], OtherFormat = format }, cancellationToken);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A folder that is deleted with what it holds.</summary>
    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("sqlspark-tpch-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

/// <summary>What <c>tpch run</c> runs.</summary>
/// <param name="Scale">The scale factor of the data.</param>
/// <param name="Queries">The queries that were asked for; null for all.</param>
/// <param name="Runs">How often each runs.</param>
/// <param name="Verifies">Whether rows are compared with the answers.</param>
/// <param name="Threads">The worker threads a query may use, or null.</param>
internal sealed record TpchRunOptions(TpchScale Scale, IReadOnlyList<int>? Queries, int Runs, bool Verifies, int? Threads)
{
    /// <summary>The queries to run.</summary>
    public IReadOnlyList<int> Numbers => Queries ?? [.. Enumerable.Range(1, TpchQueries.Count)];
}

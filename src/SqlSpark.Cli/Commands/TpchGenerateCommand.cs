using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SqlSpark.Cli.Output;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Generation;
using SqlSpark.Tpch.Output;

namespace SqlSpark.Cli.Commands;

/// <summary><c>sqlspark tpch generate</c>: writes the tables to files.</summary>
internal static class TpchGenerateCommand
{
    public static Command Create(GlobalOptions global)
    {
        var scale = TpchCommand.ScaleOption();
        var output = new Option<DirectoryInfo>("--output") { Description = "The folder of the files.", HelpName = "DIR", Required = true };
        var format = new Option<string>("--format") { Description = "The format of the files.", DefaultValueFactory = _ => "tbl" };
        format.AcceptOnlyFromAmong("tbl", "csv", "parquet");
        var compression = new Option<string?>("--compression") { Description = "How Parquet files are compressed; as the session does when absent." };
        compression.AcceptOnlyFromAmong("snappy", "zstd", "none");
        var header = new Option<bool>("--header") { Description = "Whether CSV files begin with the names of the columns.", DefaultValueFactory = _ => true };
        var tables = TpchCommand.TablesOption();
        var threads = TpchCommand.ThreadsOption("The threads that write; all cores when absent.");
        var command = new Command("generate", "Write the tables to files, equal to dbgen's.") { scale, output, format, compression, header, tables, threads };
        command.Validators.Add(result =>
        {
            if (result.GetResult(compression) is not null && result.GetResult(format)?.Tokens is not [{ Value: "parquet" }])
                result.AddError("--compression goes with --format parquet.");
        });
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            global,
            parsed,
            parsed.GetValue(scale),
            parsed.GetValue(format)!,
            parsed.GetValue(compression),
            new TpchExportOptions
            {
                Directory = parsed.GetRequiredValue(output).FullName,
                Tables = parsed.GetRequiredValue(tables),
                HasHeader = parsed.GetValue(header),
                Threads = parsed.GetValue(threads) ?? Environment.ProcessorCount,
            },
            cancellationToken)));
        return command;
    }

    private static int Run(
        GlobalOptions global, ParseResult parsed, TpchScale scale, string format, string? compression, TpchExportOptions options,
        CancellationToken cancellationToken)
    {
        try
        {
            // The session sets up the memory of the process.
            using var session = global.CreateSession(parsed);
            options = options with
            {
                Format = format == "csv" ? TpchFileFormat.Csv : TpchFileFormat.Tbl,
                OtherFormat = format == "parquet" ? new ParquetTableFormat(compression, session.Conf.Snapshot) : null,
            };
            var start = Stopwatch.GetTimestamp();
            using var data = new TpchData(scale, MemoryPool.Shared);
            var files = TpchProgressBars.Export(data, options, cancellationToken);
            foreach (var file in files)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Path}\t{file.RowCount} rows\t{file.ByteLength} bytes"));
            if (global.Timing(parsed))
            {
                Console.Error.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"Time: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms"));
            }

            return ExitCodes.Success;
        }
        catch (Exception error) when (error is SqlSparkException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.StatementFailed;
        }
    }
}

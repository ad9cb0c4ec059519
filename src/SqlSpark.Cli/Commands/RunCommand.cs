using System.CommandLine;
using System.Text.Json;
using SqlSpark.Cli.Output;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Parser;

namespace SqlSpark.Cli.Commands;

/// <summary><c>sqlspark run FILE.sql</c> and <c>sqlspark run --statements FILE.json</c>: runs a script in one session.</summary>
internal static class RunCommand
{
    private enum OnError
    {
        Stop,
        Continue,
    }

    private enum CellStyle
    {
        Hive,
        Show,
    }

    public static Command Create(GlobalOptions global)
    {
        var file = new Argument<FileInfo?>("file") { Description = "A file of statements separated by semicolons.", Arity = ArgumentArity.ZeroOrOne };
        var statements = new Option<FileInfo?>("--statements") { Description = "A file with a JSON array of statements.", HelpName = "FILE.json" };
        var format = new Option<ResultFormat>("--format")
        {
            Description = "How rows are printed; json prints one object a statement.",
            DefaultValueFactory = _ => ResultFormat.Table,
        };
        var onError = new Option<OnError>("--on-error") { Description = "What follows a statement that failed.", DefaultValueFactory = _ => OnError.Stop };
        var cells = new Option<CellStyle>("--cells") { Description = "With --format json: cells as Hive results or as show() prints them." };
        var schemaTree = new Option<bool>("--schema-tree") { Description = "With --format json: add the schema as a tree." };
        var command = new Command("run", "Run a script and print the rows of its statements.") { file, statements, format, onError, cells, schemaTree };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is null == result.GetValue(statements) is null)
                result.AddError("run takes a FILE.sql or --statements FILE.json, and not both.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var style = parsed.GetValue(cells) == CellStyle.Show ? ValueStyle.Show : ValueStyle.HiveResult;
            var continues = parsed.GetValue(onError) == OnError.Continue;
            return Task.FromResult(Run(
                global,
                parsed,
                () => Statements(parsed.GetValue(file), parsed.GetValue(statements)),
                parsed.GetValue(format),
                continues,
                new JsonReport(Console.OpenStandardOutput(), style, parsed.GetValue(schemaTree)),
                cancellationToken));
        });
        return command;
    }

    private static string[] Statements(FileInfo? script, FileInfo? json) => script is not null
        ? [.. SqlParser.Instance.SplitStatements(File.ReadAllText(script.FullName)).Select(s => s.Text)]
        : JsonSerializer.Deserialize(File.ReadAllText(json!.FullName), StatementsJson.Default.StringArray) ?? [];

    private static int Run(
        GlobalOptions global,
        ParseResult parsed,
        Func<IReadOnlyList<string>> read,
        ResultFormat format,
        bool continues,
        JsonReport report,
        CancellationToken cancellationToken)
    {
        SparkSession session;
        IReadOnlyList<string> statements;
        try
        {
            session = global.CreateSession(parsed);
            statements = read();
        }
        catch (Exception error) when (error is SqlSparkException or IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Usage;
        }

        using (session)
        {
            var runner = new StatementRunner(session, global.Timing(parsed), cancellationToken);
            var failed = false;
            for (var i = 0; i < statements.Count; i++)
            {
                var succeeded = format == ResultFormat.Json
                    ? report.Run(session, i, statements[i], runner.Options, cancellationToken)
                    : runner.Run(statements[i], format, Console.Out);
                failed |= !succeeded;
                if (!succeeded && !continues)
                    break;
            }

            return failed ? ExitCodes.StatementFailed : ExitCodes.Success;
        }
    }
}

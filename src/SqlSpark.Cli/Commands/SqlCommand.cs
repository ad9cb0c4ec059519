using System.CommandLine;
using SqlSpark.Cli.Output;
using SqlSpark.Core.Errors;
using SqlSpark.Parser;

namespace SqlSpark.Cli.Commands;

/// <summary><c>sqlspark sql "SELECT ..."</c>: runs statements given on the command line.</summary>
internal static class SqlCommand
{
    public static Command Create(GlobalOptions global)
    {
        var text = new Argument<string>("statements") { Description = "One statement, or several separated by semicolons." };
        var format = new Option<ResultFormat>("--format")
        {
            Description = "How rows are printed.",
            DefaultValueFactory = _ => ResultFormat.Table,
        };
        var command = new Command("sql", "Run SQL statements and print their rows.") { text, format };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Run(global, parsed, parsed.GetRequiredValue(text), parsed.GetValue(format), cancellationToken)));
        return command;
    }

    private static int Run(GlobalOptions global, ParseResult parsed, string text, ResultFormat format, CancellationToken cancellationToken)
    {
        try
        {
            using var session = global.CreateSession(parsed);
            var runner = new StatementRunner(session, global.Timing(parsed), cancellationToken);
            foreach (var statement in SqlParser.Instance.SplitStatements(text))
            {
                if (!runner.Run(statement.Text, format, Console.Out))
                    return ExitCodes.StatementFailed;
            }

            return ExitCodes.Success;
        }
        catch (SqlSparkException error)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Usage;
        }
    }
}

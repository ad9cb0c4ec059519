using System.CommandLine;
using SqlSpark.Cli.Commands;

namespace SqlSpark.Cli;

/// <summary>The command line <c>sqlspark</c>.</summary>
internal static class Program
{
    /// <summary>Runs a command. Exit codes: 0 success, 1 a statement failed, 2 usage.</summary>
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Spark SQL for .NET: runs SQL over files, without a JVM.");
        var global = new GlobalOptions(root);
        root.Subcommands.Add(SqlCommand.Create(global));
        root.Subcommands.Add(RunCommand.Create(global));
        root.Subcommands.Add(ParseCommand.Create(global));
        root.Subcommands.Add(TpchCommand.Create(global));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync();
    }
}

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int StatementFailed = 1;

    public const int Usage = 2;
}

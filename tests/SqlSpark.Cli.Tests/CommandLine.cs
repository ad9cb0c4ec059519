using System.Diagnostics;
using SqlSpark.Testing;

namespace SqlSpark.Cli.Tests;

/// <summary>Runs the command line as a process in the repository's folder, as a user would.</summary>
internal static class CommandLine
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SqlSpark.Cli.dll");

    public static CommandResult Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"sqlspark {string.Join(' ', arguments)} does not end.");
        }

        return new CommandResult(process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }

    /// <summary>Starts the command line; the caller ends the process.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = RepositoryRoot.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Runs the command line with a file of statements, which is removed afterwards.</summary>
    public static CommandResult RunStatements(string command, IEnumerable<string> statements, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"sqlspark-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, System.Text.Json.JsonSerializer.Serialize(statements.ToArray()));
        try
        {
            return Run([command, "--statements", file, .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>What a run left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

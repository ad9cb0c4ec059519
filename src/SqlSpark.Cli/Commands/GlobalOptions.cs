using System.CommandLine;
using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;

namespace SqlSpark.Cli.Commands;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _master = new("--master")
    {
        Description = "Worker threads a query may use: local, local[N] or local[*].",
        HelpName = "local[N]",
        Recursive = true,
    };

    private readonly Option<string[]> _conf = new("--conf")
    {
        Description = "A setting of the session; may be given several times.",
        HelpName = "key=value",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _memory = new("--memory")
    {
        Description = "The memory limit of the process, such as 8g.",
        HelpName = "size",
        Recursive = true,
    };

    private readonly Option<bool> _timing = new("--timing")
    {
        Description = "Print the time of each statement to standard error.",
        Recursive = true,
    };

    public GlobalOptions(RootCommand root)
    {
        _conf.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0)
                    result.AddError($"--conf takes key=value, not '{token.Value}'.");
            }
        });
        root.Options.Add(_master);
        root.Options.Add(_conf);
        root.Options.Add(_memory);
        root.Options.Add(_timing);
    }

    /// <summary>True when times are wanted.</summary>
    public bool Timing(ParseResult parsed) => parsed.GetValue(_timing);

    /// <summary>A session with the settings of the command line. Its catalog stays in the warehouse, as that of Spark's command line does, unless <c>--conf</c> says otherwise.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">The worker threads a query may use, in the place of <c>--master</c>; or null.</param>
    /// <exception cref="SqlSparkException">A setting that does not exist, or a value it does not take.</exception>
    public SparkSession CreateSession(ParseResult parsed, int? threads = null)
    {
        var builder = SparkSession.Builder().Config(SqlConf.FileRelations.Key, true).Config(SqlConf.CatalogImplementation.Key, SqlConf.WarehouseCatalog);
        if (threads is { } count)
            builder.Master(string.Create(CultureInfo.InvariantCulture, $"local[{count}]"));
        else if (parsed.GetValue(_master) is { } master)
            builder.Master(master);
        if (parsed.GetValue(_memory) is { } memory)
            builder.Config("sqlspark.memory.limit", memory);
        foreach (var setting in parsed.GetValue(_conf) ?? [])
        {
            var separator = setting.IndexOf('=', StringComparison.Ordinal);
            builder.Config(setting[..separator], setting[(separator + 1)..]);
        }

        return builder.GetOrCreate();
    }
}

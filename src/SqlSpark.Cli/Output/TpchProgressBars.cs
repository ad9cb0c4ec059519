using Spectre.Console;
using SqlSpark.Cli.Commands;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Generation;
using SqlSpark.Tpch.Output;

namespace SqlSpark.Cli.Output;

/// <summary>Shows how far the work with TPC-H is: bars on standard error where that is a terminal, which go when it ends; else nothing.</summary>
internal static class TpchProgressBars
{
    private static bool IsShown => !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    /// <summary>Writes tables to files.</summary>
    /// <inheritdoc cref="TpchExport.Run" />
    public static IReadOnlyList<TpchExportedFile> Export(TpchData data, TpchExportOptions options, CancellationToken cancellationToken)
    {
        if (!IsShown)
            return TpchExport.Run(data, options, null, cancellationToken);
        return Bars().Start(context =>
        {
            var bars = options.Tables.ToDictionary(table => table, table => context.AddTask(TpchSchema.NameOf(table), autoStart: false));
            return TpchExport.Run(
                data,
                options,
                done =>
                {
                    var bar = bars[done.Table];
                    if (!bar.IsStarted)
                        bar.StartTask();
                    bar.MaxValue = done.SourceRowCount;
                    bar.Value = done.SourceRowsDone;
                },
                cancellationToken);
        });
    }

    /// <summary>Runs queries one after the other.</summary>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="run">Runs one.</param>
    public static IReadOnlyList<TpchQueryResult> Run(IReadOnlyList<int> numbers, Func<int, TpchQueryResult> run)
    {
        if (!IsShown)
            return [.. numbers.Select(run)];
        return Bars().Start(context =>
        {
            var bar = context.AddTask("queries", maxValue: numbers.Count);
            var results = new List<TpchQueryResult>();
            foreach (var number in numbers)
            {
                bar.Description = $"query {number}";
                results.Add(run(number));
                bar.Increment(1);
            }

            return results;
        });
    }

    private static Progress Bars() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SqlSpark.Tpch;
using SqlSpark.Tpch.Queries;

namespace SqlSpark.Cli.Commands;

/// <summary><c>sqlspark tpch</c>: generates TPC-H's data and runs its queries.</summary>
internal static class TpchCommand
{
    public static Command Create(GlobalOptions global) => new("tpch", "Generate the data of TPC-H and run its queries.")
    {
        TpchGenerateCommand.Create(global),
        TpchRunCommand.Create(global),
        TpchRunCommand.CreateVerify(global),
    };

    /// <summary>The option <c>--scale</c>, with 1 for its default.</summary>
    public static Option<TpchScale> ScaleOption() => new("--scale")
    {
        Description = "The scale factor: thousandths below 1, whole numbers above.",
        HelpName = "S",
        CustomParser = static result =>
        {
            if (!TpchScale.TryParse(result.Tokens[0].Value, out var scale))
                result.AddError($"--scale takes 0.001 to 0.999, or a whole number from 1 to 100000, not '{result.Tokens[0].Value}'.");
            return scale;
        },
        DefaultValueFactory = static _ => TpchScale.One,
    };

    /// <summary>The option <c>--threads</c>.</summary>
    public static Option<int?> ThreadsOption(string description)
    {
        var option = new Option<int?>("--threads") { Description = description, HelpName = "N" };
        option.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--threads takes a number from 1 on.");
        });
        return option;
    }

    /// <summary>The option <c>--tables</c>: names separated by commas, all when it is absent.</summary>
    public static Option<IReadOnlyList<TpchTable>> TablesOption() => new("--tables")
    {
        Description = "The tables, separated by commas; all of them when absent.",
        HelpName = "T,U",
        CustomParser = static result => ParseList<TpchTable>(result, static (text, tables) =>
        {
            if (!TpchSchema.TryParse(text, out var table))
                return false;
            tables.Add(table);
            return true;
        }),
        DefaultValueFactory = static _ => TpchSchema.Tables,
    };

    /// <summary>The option <c>--queries</c>: numbers and ranges separated by commas, or null when it is absent.</summary>
    public static Option<IReadOnlyList<int>?> QueriesOption() => new("--queries")
    {
        Description = "The queries, separated by commas, such as 1,6 or 1-5; all 22 when absent.",
        HelpName = "N,M",
        CustomParser = static result => ParseList<int>(result, static (text, queries) =>
        {
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            if (!TryParseQuery(dash < 0 ? text : text[..dash], out var first) || !TryParseQuery(text[(dash + 1)..], out var last) || last < first)
                return false;
            queries.AddRange(Enumerable.Range(first, last - first + 1));
            return true;
        }),
    };

    private static IReadOnlyList<T> ParseList<T>(ArgumentResult result, Func<string, List<T>, bool> add)
    {
        var values = new List<T>();
        foreach (var token in result.Tokens)
        {
            foreach (var text in token.Value.Split(',', StringSplitOptions.TrimEntries))
            {
                if (!add(text, values))
                    result.AddError($"{((OptionResult)result.Parent!).Option.Name} does not take '{text}'.");
            }
        }

        return [.. values.Distinct()];
    }

    private static bool TryParseQuery(string text, out int query) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out query) && query is >= 1 and <= TpchQueries.Count;
}

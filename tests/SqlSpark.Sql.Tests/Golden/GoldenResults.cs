using System.Text;

namespace SqlSpark.Sql.Golden;

/// <summary>What a statement answers, as golden files hold it.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Schema">The catalog string of its schema; <c>struct&lt;&gt;</c> for commands and errors.</param>
/// <param name="Output">The rows, a line each with tabs between cells, or the error as JSON.</param>
internal sealed record GoldenEntry(string Sql, string Schema, string Output);

/// <summary>The format of Spark's golden files: <c>-- !query</c>, <c>-- !query schema</c>, <c>-- !query output</c>.</summary>
/// <remarks>White space at the end of an output is lost, so no rows look like one empty string.</remarks>
internal static class GoldenResults
{
    private const string QueryMark = "-- !query\n";
    private const string SchemaMark = "-- !query schema\n";
    private const string OutputMark = "-- !query output\n";

    public static IReadOnlyList<GoldenEntry> Read(string path)
    {
        var entries = new List<GoldenEntry>();
        foreach (var part in ("\n" + File.ReadAllText(path)).Split("\n" + QueryMark)[1..])
        {
            var schema = part.IndexOf("\n" + SchemaMark, StringComparison.Ordinal);
            var output = part.IndexOf("\n" + OutputMark, StringComparison.Ordinal);
            if (schema < 0 || output < schema)
                throw new FormatException($"{Path.GetFileName(path)}: no schema or no output after\n{part}");
            entries.Add(new GoldenEntry(
                part[..schema],
                part[(schema + 1 + SchemaMark.Length)..output],
                Trim(part[(output + 1 + OutputMark.Length)..])));
        }

        return entries;
    }

    public static void Write(string path, string headline, IEnumerable<GoldenEntry> entries)
    {
        var text = new StringBuilder().Append("-- ").Append(headline).Append('\n');
        var separator = "";
        foreach (var entry in entries)
        {
            text.Append(separator).Append(QueryMark).Append(entry.Sql).Append('\n')
                .Append(SchemaMark).Append(entry.Schema).Append('\n')
                .Append(OutputMark).Append(Trim(entry.Output)).Append('\n');
            separator = "\n\n";
        }

        File.WriteAllText(path, text.ToString());
    }

    /// <summary>An output without the white space at its end.</summary>
    public static string Trim(string output) => output.TrimEnd();
}

using SqlSpark.Parser;

namespace SqlSpark.Sql.Golden;

/// <summary>
/// An input file: statements that end with semicolons, comment lines, and directives in comment lines. <c>--SET key=value</c> sets a key
/// for the session of the whole file, as in Spark's inputs; <c>--MATRIX full</c> or <c>few</c> chooses other shapes than the usual ones.
/// </summary>
/// <param name="Settings">The keys of <c>--SET</c>.</param>
/// <param name="Shapes">The shapes that the file runs in.</param>
/// <param name="Statements">The statements without comment lines.</param>
internal sealed record GoldenInput(IReadOnlyList<KeyValuePair<string, string>> Settings, IReadOnlyList<ExecutionShape> Shapes, IReadOnlyList<string> Statements)
{
    private const string SetDirective = "--SET ";
    private const string MatrixDirective = "--MATRIX ";

    public static GoldenInput Read(string path)
    {
        var lines = File.ReadAllText(path).Split('\n');
        var settings = lines.Where(l => l.StartsWith(SetDirective, StringComparison.Ordinal)).Select(l => Setting(l[SetDirective.Length..])).ToList();
        var code = string.Join('\n', lines.Where(l => !l.TrimStart().StartsWith("--", StringComparison.Ordinal)));
        return new GoldenInput(
            settings,
            ExecutionShape.Named(lines.FirstOrDefault(l => l.StartsWith(MatrixDirective, StringComparison.Ordinal))?[MatrixDirective.Length..]),
            [.. SqlParser.Instance.SplitStatements(code).Select(s => s.Text)]);
    }

    private static KeyValuePair<string, string> Setting(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign > 0
            ? new(text[..sign].Trim(), text[(sign + 1)..].Trim())
            : throw new FormatException($"'{text}' is not key=value");
    }
}

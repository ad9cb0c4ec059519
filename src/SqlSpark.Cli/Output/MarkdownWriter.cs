namespace SqlSpark.Cli.Output;

/// <summary>A table in GitHub's Markdown; numbers are right-aligned.</summary>
internal sealed class MarkdownWriter(TextWriter output, CellTexts cells) : TextRowsWriter(output, cells)
{
    /// <inheritdoc />
    protected override void BeginRows()
    {
        WriteRow(Schema.Fields.Select(f => (string?)f.Name).ToArray());
        Output.Write('|');
        foreach (var field in Schema.Fields)
            Output.Write(field.DataType.IsNumeric ? " ---: |" : " --- |");
        Output.Write('\n');
    }

    /// <inheritdoc />
    protected override void WriteRow(ReadOnlySpan<string?> row)
    {
        Output.Write('|');
        foreach (var cell in row)
        {
            Output.Write(' ');
            Output.Write((cell ?? "NULL").Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings("<br>"));
            Output.Write(" |");
        }

        Output.Write('\n');
    }
}

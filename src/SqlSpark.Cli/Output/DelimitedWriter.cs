namespace SqlSpark.Cli.Output;

/// <summary>
/// CSV after RFC 4180, or TSV: a header, then a line a row. NULL is empty; the empty string is quoted, so that the two differ.
/// </summary>
internal sealed class DelimitedWriter(TextWriter output, CellTexts cells, char delimiter) : TextRowsWriter(output, cells)
{
    /// <inheritdoc />
    protected override void BeginRows()
    {
        for (var i = 0; i < Schema.Fields.Count; i++)
            WriteCell(i, Schema.Fields[i].Name);
        Output.Write('\n');
    }

    /// <inheritdoc />
    protected override void WriteRow(ReadOnlySpan<string?> row)
    {
        for (var i = 0; i < row.Length; i++)
            WriteCell(i, row[i]);
        Output.Write('\n');
    }

    private void WriteCell(int column, string? text)
    {
        if (column > 0)
            Output.Write(delimiter);
        if (text is null)
            return;
        if (text.Length > 0 && text.AsSpan().IndexOfAny(['"', '\n', '\r', delimiter]) < 0)
        {
            Output.Write(text);
            return;
        }

        Output.Write('"');
        Output.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        Output.Write('"');
    }
}

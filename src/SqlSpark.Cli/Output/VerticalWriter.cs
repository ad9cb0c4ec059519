using System.Globalization;

namespace SqlSpark.Cli.Output;

/// <summary>A block a row, a line a column: for rows wider than the terminal.</summary>
internal sealed class VerticalWriter(TextWriter output, CellTexts cells) : TextRowsWriter(output, cells)
{
    private long _rowCount;
    private int _nameWidth;

    /// <inheritdoc />
    protected override void BeginRows()
    {
        foreach (var field in Schema.Fields)
            _nameWidth = Math.Max(_nameWidth, field.Name.Length);
    }

    /// <inheritdoc />
    protected override void WriteRow(ReadOnlySpan<string?> row)
    {
        Output.Write(string.Create(CultureInfo.InvariantCulture, $"-[ row {++_rowCount} ]-\n"));
        for (var i = 0; i < row.Length; i++)
        {
            Output.Write(Schema.Fields[i].Name.PadLeft(_nameWidth));
            Output.Write(" | ");
            Output.Write(row[i] ?? "NULL");
            Output.Write('\n');
        }
    }
}

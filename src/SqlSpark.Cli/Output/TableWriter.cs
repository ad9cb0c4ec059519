using System.Globalization;
using Spectre.Console;

namespace SqlSpark.Cli.Output;

/// <summary>
/// A table drawn by Spectre.Console: numbers right-aligned, NULL marked. Keeps the rows, since widths are known only at the end; prints
/// at most <see cref="MaxRows"/> of them and says how many there are. Other formats print all.
/// </summary>
internal sealed class TableWriter(TextWriter output, CellTexts cells, bool isBoxed) : TextRowsWriter(output, cells)
{
    /// <summary>Rows that are kept and printed.</summary>
    public const int MaxRows = 10_000;

    private readonly Table _table = new();
    private long _rowCount;

    /// <inheritdoc />
    protected override void BeginRows()
    {
        _table.Border = isBoxed ? TableBorder.Square : TableBorder.Ascii2;
        foreach (var field in Schema.Fields)
        {
            var column = new TableColumn(new Text(field.Name)) { NoWrap = true };
            _table.AddColumn(field.DataType.IsNumeric ? column.RightAligned() : column);
        }
    }

    /// <inheritdoc />
    protected override void WriteRow(ReadOnlySpan<string?> row)
    {
        if (_rowCount++ >= MaxRows)
            return;
        var texts = new Text[row.Length];
        for (var i = 0; i < row.Length; i++)
            texts[i] = new Text(row[i] ?? "NULL");
        _table.AddRow(texts);
    }

    /// <inheritdoc />
    public override void End()
    {
        if (Schema.Fields.IsEmpty)
            return;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(Output),
        });
        console.Profile.Width = Console.IsOutputRedirected ? 100_000 : Console.WindowWidth;
        console.Write(_table);
        var shown = _rowCount > MaxRows ? string.Create(CultureInfo.InvariantCulture, $", {MaxRows} shown") : "";
        Output.Write(string.Create(CultureInfo.InvariantCulture, $"({_rowCount} {(_rowCount == 1 ? "row" : "rows")}{shown})\n"));
    }
}

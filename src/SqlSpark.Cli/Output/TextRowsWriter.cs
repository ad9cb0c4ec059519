using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Cli.Output;

/// <summary>A writer that prints rows as texts, cell by cell.</summary>
internal abstract class TextRowsWriter(TextWriter output, CellTexts cells) : ResultWriter
{
    private string?[] _row = [];

    /// <summary>Where to print.</summary>
    protected TextWriter Output { get; } = output;

    /// <summary>The columns.</summary>
    protected StructType Schema { get; private set; } = StructType.Empty;

    /// <inheritdoc />
    public sealed override void Begin(StructType schema)
    {
        Schema = schema;
        _row = new string?[schema.Fields.Count];
        BeginRows();
    }

    /// <inheritdoc />
    public sealed override void Write(RecordBatch batch)
    {
        foreach (var row in batch.Rows)
        {
            for (var column = 0; column < _row.Length; column++)
                _row[column] = cells.Format(batch[column], row);
            WriteRow(_row);
        }
    }

    /// <inheritdoc />
    public override void End()
    {
    }

    /// <summary>Prints what comes before the rows.</summary>
    protected abstract void BeginRows();

    /// <summary>Prints or keeps one row; the array is reused. NULL is null.</summary>
    protected abstract void WriteRow(ReadOnlySpan<string?> row);
}

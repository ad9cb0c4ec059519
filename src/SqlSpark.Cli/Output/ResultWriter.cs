using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Cli.Output;

/// <summary>Prints the rows of one result in one format.</summary>
internal abstract class ResultWriter
{
    /// <summary>Called once, before the first batch.</summary>
    public abstract void Begin(StructType schema);

    /// <summary>Prints the live rows of a borrowed batch, or keeps what it needs of them.</summary>
    public abstract void Write(RecordBatch batch);

    /// <summary>Called once, after the last batch.</summary>
    public abstract void End();
}

/// <summary>The formats of <c>--format</c>.</summary>
internal enum ResultFormat
{
    Table,
    Box,
    Vertical,
    Markdown,
    Csv,
    Tsv,
    Json,
    Jsonl,
}

/// <summary>Makes writers.</summary>
internal static class ResultWriters
{
    public static ResultWriter Create(ResultFormat format, TextWriter output, CellTexts cells) => format switch
    {
        ResultFormat.Csv => new DelimitedWriter(output, cells, ','),
        ResultFormat.Tsv => new DelimitedWriter(output, cells, '\t'),
        ResultFormat.Json => new JsonRowsWriter(output, cells, lines: false),
        ResultFormat.Jsonl => new JsonRowsWriter(output, cells, lines: true),
        ResultFormat.Markdown => new MarkdownWriter(output, cells),
        ResultFormat.Vertical => new VerticalWriter(output, cells),
        ResultFormat.Box => new TableWriter(output, cells, isBoxed: true),
        _ => new TableWriter(output, cells, isBoxed: false),
    };
}

using SqlSpark.Tpch.Generation;

namespace SqlSpark.Tpch.Output;

/// <summary>The formats that tables are written in.</summary>
public enum TpchFileFormat
{
    /// <summary>dbgen's: fields that end with bars.</summary>
    Tbl,

    /// <summary>Comma-separated values.</summary>
    Csv,
}

/// <summary>What is exported, and how.</summary>
public sealed record TpchExportOptions
{
    /// <summary>The folder of the files, <c>TABLE.tbl</c> or of another extension; made when it does not exist.</summary>
    public required string Directory { get; init; }

    /// <summary>The tables.</summary>
    public IReadOnlyList<TpchTable> Tables { get; init; } = TpchSchema.Tables;

    /// <summary>The format, unless it is another.</summary>
    public TpchFileFormat Format { get; init; }

    /// <summary>A format that this library does not know, in place of <see cref="Format"/>; or null.</summary>
    public ITableFileFormat? OtherFormat { get; init; }

    /// <summary>Whether CSV files begin with the names of the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>How many threads work.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>A file that was written.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Path">Its place.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="ByteLength">Its bytes.</param>
public sealed record TpchExportedFile(TpchTable Table, string Path, long RowCount, long ByteLength);

/// <summary>Writes tables to files.</summary>
public static class TpchExport
{
    // From so many comments on, next to no part of the text goes unused.
    private const long WholeTextFrom = 1000;

    /// <summary>Writes the tables one after the other. Files appear complete, or not at all.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="options">What is exported.</param>
    /// <param name="progress">Told after every chunk, never by two threads at a time; or null.</param>
    /// <param name="cancellationToken">Cancels; the file being written is removed.</param>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public static IReadOnlyList<TpchExportedFile> Run(
        TpchData data, TpchExportOptions options, Action<TpchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var directory = Directory.CreateDirectory(options.Directory).FullName;
        if (options.Threads > 1 && options.Tables.Any(table => table >= TpchTable.Customer) && data.Scale.CustomerCount >= WholeTextFrom)
            data.PrepareText(options.Threads, cancellationToken);
        var files = new List<TpchExportedFile>();
        foreach (var table in options.Tables)
        {
            var extension = options.OtherFormat?.Extension ?? (options.Format == TpchFileFormat.Csv ? "csv" : "tbl");
            var path = Path.Combine(directory, $"{TpchSchema.NameOf(table)}.{extension}");
            var rowCount = 0L;
            var byteLength = options.OtherFormat is { } other
                ? ChunkedTableFile.Write(data, table, other, options.Threads, path, Report, cancellationToken)
                : DelimitedTableFile.Write(data, table, options, path, Report, cancellationToken);
            files.Add(new TpchExportedFile(table, path, rowCount, byteLength));

            void Report(TpchProgress done)
            {
                rowCount = done.RowsDone;
                progress?.Invoke(done);
            }
        }

        return files;
    }
}

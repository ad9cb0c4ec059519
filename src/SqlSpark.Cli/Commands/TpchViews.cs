using SqlSpark.Tpch;

namespace SqlSpark.Cli.Commands;

/// <summary>Makes the tables of a folder temporary views: <c>TABLE.parquet</c>, <c>TABLE.tbl</c>, <c>TABLE.csv</c>, or a folder <c>TABLE</c> of such files.</summary>
internal sealed class TpchViews(SparkSession session, string directory)
{
    /// <summary>The formats that are looked for, the preferred one first.</summary>
    private static readonly string[] Formats = ["parquet", "tbl", "csv"];

    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The formats of the files, joined by commas.</summary>
    public string UsedFormats => string.Join(',', _used);

    /// <summary>Registers a table.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>PATH_NOT_FOUND</c>, or what the source of the format raises.</exception>
    public void Register(TpchTable table)
    {
        var name = TpchSchema.NameOf(table);
        var (path, format) = Find(name);
        _used.Add(format);

        // Files that carry their own schema keep it; texts get TPC-H's.
        var isText = format is "tbl" or "csv";
        var columns = isText
            ? $"({string.Join(", ", TpchSchema.Of(table).Fields.Select(field => $"{field.Name} {field.DataType.Sql}"))}) "
            : "";
        var options = $"path '{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
        if (format == "csv" && HasHeader(path, TpchSchema.Of(table).Fields[0].Name))
            options += ", header 'true'";
        session.Sql($"CREATE OR REPLACE TEMPORARY VIEW {name} {columns}USING {format} OPTIONS ({options})");
    }

    private (string Path, string Format) Find(string name)
    {
        // A format without a source here is named only when there is nothing else, so that the error tells what is missing.
        foreach (var isSupported in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var format in Formats)
            {
                if (session.State.Catalog.FindProvider(format) is not null == isSupported && Find(name, format) is { } path)
                    return (path, format);
            }
        }

        throw CliErrors.PathNotFound(Path.Combine(directory, name));
    }

    private string? Find(string name, string format)
    {
        var file = Path.Combine(directory, $"{name}.{format}");
        if (Path.Exists(file))
            return file;
        var folder = Path.Combine(directory, name);
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"*.{format}").Any() ? folder : null;
    }

    private static bool HasHeader(string path, string firstColumn)
    {
        var file = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal).First() : path;
        using var reader = new StreamReader(file);
        return reader.ReadLine()?.StartsWith(firstColumn, StringComparison.OrdinalIgnoreCase) ?? false;
    }
}

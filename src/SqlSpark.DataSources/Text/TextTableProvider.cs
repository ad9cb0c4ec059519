using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Partitions;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Text;

/// <summary>Text files (<c>text</c>): a row for each line, or for each file with <c>wholetext</c>, in one column <c>value</c>.</summary>
/// <remarks>Spark: <c>TextFileFormat</c>. Bytes are taken as they are, also where they are not UTF-8. Empty files have no rows.</remarks>
public sealed class TextTableProvider : ITableProvider
{
    internal const string FormatName = "text";

    private TextTableProvider()
    {
    }

    /// <summary>The only instance.</summary>
    public static TextTableProvider Instance { get; } = new();

    /// <inheritdoc />
    public IReadOnlyList<string> FormatNames => [FormatName];

    /// <inheritdoc />
    /// <remarks>A declared schema may give the column another name; it must be one column of type STRING.</remarks>
    public ITable Open(TableRequest request)
    {
        var source = new SourceOptions(request.Options, FormatName);
        var options = TextOptions.Read(source);
        var listing = FileListing.Find(request, source);
        var schema = listing.DataSchemaOf(request.Schema, request.Conf) is { } declared ? Check((StructType)declared.AsNullable()) : StructType.Empty.Add("value", StringType.Instance);
        var table = new TextTable(listing, schema, options)
        {
            IgnoresMissingFiles = FileListing.IgnoresMissing(source, request.Conf),
            IgnoresCorruptFiles = FileListing.IgnoresCorrupt(source, request.Conf),
        };
        return PartitionedTable.Over(table, request.Conf);
    }

    /// <inheritdoc />
    public IWrite NewWrite(TableRequest request, WriteInfo info) => FileWrite.Plan(request, info, FormatName, TextFileWriterFactory.Plan);

    private static StructType Check(StructType schema)
    {
        foreach (var field in schema.Fields)
        {
            if (field.DataType is not StringType)
                throw DataSourceErrors.TypeNotSupported(FormatName, field.Name, field.DataType);
        }

        return schema.Fields.Count == 1 ? schema : throw DataSourceErrors.FormatNotSupported(FormatName, $"reading {schema.Fields.Count} columns");
    }
}

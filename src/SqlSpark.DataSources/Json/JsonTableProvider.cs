using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Partitions;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Json;

/// <summary>JSON files (<c>json</c>): an object in each line, or with <c>multiLine</c> one in each file; arrays of objects are as many rows.</summary>
/// <remarks>Spark: <c>JsonFileFormat</c>.</remarks>
public sealed class JsonTableProvider : ITableProvider
{
    internal const string FormatName = "json";

    private JsonTableProvider()
    {
    }

    /// <summary>The only instance.</summary>
    public static JsonTableProvider Instance { get; } = new();

    /// <inheritdoc />
    public IReadOnlyList<string> FormatNames => [FormatName];

    /// <inheritdoc />
    /// <remarks>Without a schema all files are read for names and types.</remarks>
    public ITable Open(TableRequest request)
    {
        var source = new SourceOptions(request.Options, FormatName);
        var options = JsonOptions.Read(source, request.Conf);
        var listing = FileListing.Find(request, source);
        var schema = listing.DataSchemaOf(request.Schema, request.Conf) ?? JsonSchemaInference.Infer(listing, options);
        schema = (StructType)schema.AsNullable();
        RecordTable.CheckColumns(schema, FormatName, request.Conf, IsSupported);
        var table = new JsonTable(listing, schema, options, request.Conf)
        {
            IgnoresMissingFiles = FileListing.IgnoresMissing(source, request.Conf),
            IgnoresCorruptFiles = FileListing.IgnoresCorrupt(source, request.Conf),
        };
        return PartitionedTable.Over(table, request.Conf);
    }

    /// <inheritdoc />
    public IWrite NewWrite(TableRequest request, WriteInfo info) => FileWrite.Plan(request, info, FormatName, (options, schema) =>
    {
        foreach (var field in schema.Fields)
        {
            if (HasIntervals(field.DataType))
                throw DataSourceErrors.TypeNotSupported(FormatName, field.Name, field.DataType);
        }

        return JsonFileWriterFactory.Plan(options, request.Conf);
    });

    private static bool IsSupported(DataType type) => JsonValueReader.Create(type, new TextDates(ZoneRules.Utc, null, null, null)) is not null && !HasIntervals(type);

    private static bool HasIntervals(DataType type) => type.Exists(static part => part is CalendarIntervalType);
}

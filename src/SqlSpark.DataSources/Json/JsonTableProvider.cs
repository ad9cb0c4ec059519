using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
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
        CheckColumns(schema, request.Conf);
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
            if (field.DataType.Exists(static type => type is CalendarIntervalType))
                throw DataSourceErrors.TypeNotSupported(FormatName, field.Name, field.DataType);
        }

        return JsonFileWriterFactory.Plan(options, request.Conf);
    });

    private static void CheckColumns(StructType schema, ConfSnapshot conf)
    {
        CheckNames(schema, conf);
        var dates = new TextDates(ZoneRules.Utc, null, null, null);
        foreach (var field in schema.Fields)
        {
            if (JsonValueReader.Create(field.DataType, dates) is null || field.DataType.Exists(static type => type is CalendarIntervalType))
                throw DataSourceErrors.TypeNotSupported(FormatName, field.Name, field.DataType);

            // The older parser of dates has patterns of its own.
            if (conf.IsLegacyTimeParser && field.DataType.Exists(static type => type is DateType or TimestampType or TimestampNtzType))
                throw DataSourceErrors.OptionNotSupported(SqlConf.LegacyTimeParserPolicy.Key, FormatName, "LEGACY");
        }
    }

    private static void CheckNames(StructType schema, ConfSnapshot conf)
    {
        var names = new HashSet<string>(conf.NameComparer);
        foreach (var field in schema.Fields)
        {
            if (!names.Add(field.Name))
                throw DataSourceErrors.ColumnAlreadyExists(field.Name);
            field.DataType.Exists(type =>
            {
                if (type is StructType nested)
                    CheckNames(nested, conf);
                return false;
            });
        }
    }
}

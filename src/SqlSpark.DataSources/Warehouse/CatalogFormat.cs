using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>
/// The content of a catalog's files: <c>{"version": 1, "name": "sales", "table": {...}}</c>, or <c>view</c>, <c>database</c>, <c>function</c>. Places below the warehouse are written from it on, so
/// that a warehouse can be moved. A field more in an object is a line more here; the version changes when what older releases would make of a file is wrong.
/// </summary>
internal sealed class CatalogFormat
{
    /// <summary>The version that is written; later ones are refused.</summary>
    public const int Version = 1;

    // Deeper than any schema that can be written or read.
    private const int MaxDepth = 4000;

    private const string VersionProperty = "version";
    private const string NameProperty = "name";

    private static readonly JsonWriterOptions Writing = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };

    private static readonly JsonValue<SqlFunctionParameter> Parameter = new RecordFormat<SqlFunctionParameter>(new SqlFunctionParameter("", VoidType.Instance, null, null, null))
        .Required("name", JsonValues.Text, static p => p.Name, static (p, value) => p with { Name = value })
        .Required("type", JsonValues.Type, static p => p.Type, static (p, value) => p with { Type = value })
        .Optional("default", JsonValues.Text.OrNull(), static p => p.DefaultText, static (p, value) => p with { DefaultText = value })
        .Optional("comment", JsonValues.Text.OrNull(), static p => p.Comment, static (p, value) => p with { Comment = value })
        .Value;

    private static readonly JsonValue<BucketSpec> Buckets = new RecordFormat<BucketSpec>(new BucketSpec(0, [], []))
        .Required("count", JsonValues.Count, static b => b.Count, static (b, value) => b with { Count = value })
        .Required("columns", JsonValues.Texts, static b => b.Columns, static (b, value) => b with { Columns = value })
        .Optional("sortColumns", JsonValues.Texts, static b => b.SortColumns, static (b, value) => b with { SortColumns = value })
        .Value;

    private static readonly JsonValue<CatalogColumnStatistics> ColumnStatistics = new RecordFormat<CatalogColumnStatistics>(new CatalogColumnStatistics("", 0, null, null, 0, 0, 0))
        .Required("name", JsonValues.Text, static c => c.Name, static (c, value) => c with { Name = value })
        .Required("distinctCount", JsonValues.Number, static c => c.DistinctCount, static (c, value) => c with { DistinctCount = value })
        .Optional("min", JsonValues.Text.OrNull(), static c => c.Min, static (c, value) => c with { Min = value })
        .Optional("max", JsonValues.Text.OrNull(), static c => c.Max, static (c, value) => c with { Max = value })
        .Required("nullCount", JsonValues.Number, static c => c.NullCount, static (c, value) => c with { NullCount = value })
        .Required("averageLength", JsonValues.Number, static c => c.AverageLength, static (c, value) => c with { AverageLength = value })
        .Required("maxLength", JsonValues.Number, static c => c.MaxLength, static (c, value) => c with { MaxLength = value })
        .Value;

    private static readonly JsonValue<TableStatistics> Statistics = new RecordFormat<TableStatistics>(new TableStatistics(0, null))
        .Required("sizeInBytes", JsonValues.Number, static t => t.SizeInBytes, static (t, value) => t with { SizeInBytes = value })
        .Optional("rowCount", JsonValues.Number.OrNoValue(), static t => t.RowCount, static (t, value) => t with { RowCount = value })
        .Optional("columns", JsonValues.ListOf(ColumnStatistics), static t => t.Columns, static (t, value) => t with { Columns = value })
        .Value;

    private static readonly JsonValue<PartitionStatistics> OfPartition = new RecordFormat<PartitionStatistics>(new PartitionStatistics("", new TableStatistics(0, null)))
        .Required("path", JsonValues.Text, static p => p.RelativePath, static (p, value) => p with { RelativePath = value })
        .Required("statistics", Statistics, static p => p.Statistics, static (p, value) => p with { Statistics = value })
        .Value;

    private static readonly RecordFormat<SqlFunctionDefinition> Functions = new RecordFormat<SqlFunctionDefinition>(new SqlFunctionDefinition([], "", false, []))
        .Optional("isTable", JsonValues.Flag, static f => f.IsTable, static (f, value) => f with { IsTable = value })
        .Optional("parameters", JsonValues.ListOf(Parameter), static f => f.Parameters, static (f, value) => f with { Parameters = value })
        .Optional("returns", JsonValues.Type.OrNull(), static f => f.ReturnType, static (f, value) => f with { ReturnType = value })
        .Optional("returnsTable", JsonValues.Schema.OrNull(), static f => f.ReturnColumns, static (f, value) => f with { ReturnColumns = value })
        .Required("body", JsonValues.Text, static f => f.BodyText, static (f, value) => f with { BodyText = value })
        .Optional("isQuery", JsonValues.Flag, static f => f.IsQuery, static (f, value) => f with { IsQuery = value })
        .Optional("readsData", JsonValues.Flag.OrNoValue(), static f => f.ReadsData, static (f, value) => f with { ReadsData = value })
        .Optional("isDeterministic", JsonValues.Flag.OrNoValue(), static f => f.IsDeterministic, static (f, value) => f with { IsDeterministic = value })
        .Optional("comment", JsonValues.Text.OrNull(), static f => f.Comment, static (f, value) => f with { Comment = value })
        .Optional("owner", JsonValues.Text, static f => f.Owner, static (f, value) => f with { Owner = value })
        .Optional("createdAt", JsonValues.Time, static f => f.CreatedAt, static (f, value) => f with { CreatedAt = value })
        .Optional("settings", JsonValues.Pairs, static f => f.Settings, static (f, value) => f with { Settings = value });

    private static readonly RecordFormat<ViewDefinition> Views = new RecordFormat<ViewDefinition>(new ViewDefinition("", [], [], [], ViewSchemaMode.Binding) { Schema = StructType.Empty })
        .Required("text", JsonValues.Text, static v => v.Text, static (v, value) => v with { Text = value })
        .Required("schema", JsonValues.Schema, static v => v.Schema, static (v, value) => v with { Schema = value })
        .Optional("queryColumns", JsonValues.Texts, static v => v.QueryColumns, static (v, value) => v with { QueryColumns = value })
        .Optional("namesColumns", JsonValues.Flag, static v => v.NamesColumns, static (v, value) => v with { NamesColumns = value })
        .Optional("schemaMode", JsonValues.Choice<ViewSchemaMode>(), static v => v.SchemaMode, static (v, value) => v with { SchemaMode = value })
        .Required("namespace", JsonValues.Texts, static v => v.Namespace, static (v, value) => v with { Namespace = value })
        .With(RelationFields)
        .Optional("settings", JsonValues.Pairs, static v => v.Settings, static (v, value) => v with { Settings = value });

    private readonly string _warehouse;
    private readonly RecordFormat<TableDefinition> _tables;
    private readonly RecordFormat<DatabaseDefinition> _databases;

    /// <summary>The format of the files of a warehouse.</summary>
    /// <param name="warehouse">The folder of the warehouse.</param>
    public CatalogFormat(string warehouse)
    {
        _warehouse = warehouse;
        var place = new JsonValue<string>((json, location) => json.WriteStringValue(Shorten(location)), element => Complete(JsonValues.Text.Read(element)));
        _tables = new RecordFormat<TableDefinition>(new TableDefinition("", [], [], "", false) { Schema = StructType.Empty })
            .Required("provider", JsonValues.Text, static t => t.Provider, static (t, value) => t with { Provider = value })
            .Required("location", place, static t => t.Location, static (t, value) => t with { Location = value })
            .Optional("isExternal", JsonValues.Flag, static t => t.IsExternal, static (t, value) => t with { IsExternal = value })
            .Required("schema", JsonValues.Schema, static t => t.Schema, static (t, value) => t with { Schema = value })
            .Optional("partitionColumns", JsonValues.Texts, static t => t.PartitionColumns, static (t, value) => t with { PartitionColumns = value })
            .Optional("options", JsonValues.Pairs, static t => t.Options, static (t, value) => t with { Options = value })
            .Optional("buckets", Buckets.OrNull(), static t => t.Buckets, static (t, value) => t with { Buckets = value })
            .With(RelationFields)
            .Optional("statistics", Statistics.OrNull(), static t => t.Statistics, static (t, value) => t with { Statistics = value })
            .Optional("partitionStatistics", JsonValues.ListOf(OfPartition), static t => t.PartitionStatistics, static (t, value) => t with { PartitionStatistics = value })
            .Optional("filesVersion", JsonValues.Text, static t => t.FilesVersion, static (t, value) => t with { FilesVersion = value });
        _databases = new RecordFormat<DatabaseDefinition>(new DatabaseDefinition("", ""))
            .Required("name", JsonValues.Text, static d => d.Name, static (d, value) => d with { Name = value })
            .Required("location", place, static d => d.Location, static (d, value) => d with { Location = value })
            .Optional("comment", JsonValues.Text, static d => d.Comment, static (d, value) => d with { Comment = value })
            .Optional("properties", JsonValues.Pairs, static d => d.Properties, static (d, value) => d with { Properties = value })
            .Optional("owner", JsonValues.Text, static d => d.Owner, static (d, value) => d with { Owner = value });
    }

    /// <summary>The content of an object's file.</summary>
    /// <param name="name">The name of the object, for those who read the file.</param>
    /// <param name="value">The object.</param>
    public byte[] Write(string name, CatalogObject value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteNumber(VersionProperty, Version);
            json.WriteString(NameProperty, name);
            switch (value)
            {
                case TableDefinition table:
                    json.WritePropertyName("table");
                    _tables.Write(json, table);
                    break;
                case ViewDefinition view:
                    json.WritePropertyName("view");
                    Views.Write(json, view);
                    break;
                case DatabaseDefinition database:
                    json.WritePropertyName("database");
                    _databases.Write(json, database);
                    break;
                case SqlFunctionDefinition function:
                    json.WritePropertyName("function");
                    Functions.Write(json, function);
                    break;
                default:
                    throw Core.Errors.InternalErrors.Unreachable(value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the content of an object's file.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="Core.Errors.SqlSparkException"><c>CATALOG_CORRUPT</c>, <c>UNSUPPORTED_FEATURE.CATALOG_VERSION</c>.</exception>
    public (string Name, CatalogObject Value) Read(byte[] bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Reading);
            var root = document.RootElement;
            var version = root.GetProperty(VersionProperty).GetInt32();
            if (version > Version)
                throw DataSourceErrors.CatalogVersion(path, version, Version);
            CatalogObject? value = null;
            foreach (var property in root.EnumerateObject())
            {
                value = property.Name switch
                {
                    VersionProperty or NameProperty => value,
                    "table" => _tables.Read(property.Value),
                    "view" => Views.Read(property.Value),
                    "database" => _databases.Read(property.Value),
                    "function" => Functions.Read(property.Value),
                    var other => throw new FormatException($"the property {other} is not known"),
                };
            }

            return (JsonValues.Text.Read(root.GetProperty(NameProperty)), value ?? throw new FormatException("it describes no object"));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw DataSourceErrors.CatalogCorrupt(path, $"{exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static RecordFormat<T> RelationFields<T>(RecordFormat<T> format)
        where T : RelationDefinition => format
        .Optional("comment", JsonValues.Text.OrNull(), static r => r.Comment, static (r, value) => (T)((RelationDefinition)r with { Comment = value }))
        .Optional("properties", JsonValues.Pairs, static r => r.Properties, static (r, value) => (T)((RelationDefinition)r with { Properties = value }))
        .Optional("owner", JsonValues.Text, static r => r.Owner, static (r, value) => (T)((RelationDefinition)r with { Owner = value }))
        .Optional("createdAt", JsonValues.Time, static r => r.CreatedAt, static (r, value) => (T)((RelationDefinition)r with { CreatedAt = value }));

    /// <summary>How a place is written: from the warehouse on where it is below it, and a dot for the warehouse itself.</summary>
    public string Shorten(string location) =>
        location == _warehouse ? "." : location.StartsWith(_warehouse + "/", StringComparison.Ordinal) ? location[(_warehouse.Length + 1)..] : location;

    /// <summary>The place that was written so.</summary>
    public string Complete(string written) => written == "." ? _warehouse : WarehousePaths.Below(_warehouse, written);
}

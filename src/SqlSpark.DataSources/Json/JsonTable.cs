using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Json;

/// <summary>JSON files under one schema.</summary>
internal sealed class JsonTable(FileListing listing, StructType schema, JsonOptions options, ConfSnapshot conf)
    : RecordTable(JsonTableProvider.FormatName, listing, schema, options.CorruptRecordColumn, conf)
{
    /// <summary>How they are written.</summary>
    public JsonOptions Options => options;

    /// <inheritdoc />
    private protected override IScan NewScan(IReadOnlyList<int> columns, long limit, long maxSplitBytes) =>
        new JsonScan(this, columns, limit, Math.Clamp(maxSplitBytes, 1, JsonScan.DefaultSplitBytes));
}

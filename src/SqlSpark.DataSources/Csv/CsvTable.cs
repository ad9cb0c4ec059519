using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>CSV files under one schema.</summary>
internal sealed class CsvTable(FileListing listing, StructType schema, CsvOptions options, string format, ConfSnapshot conf)
    : RecordTable(format, listing, schema, options.CorruptRecordColumn, conf)
{
    /// <summary>How they are written.</summary>
    public CsvOptions Options => options;

    /// <inheritdoc />
    private protected override IScan NewScan(IReadOnlyList<int> columns, long limit, long maxSplitBytes) =>
        new CsvScan(this, columns, limit, Math.Clamp(maxSplitBytes, 1, CsvScan.DefaultSplitBytes));
}

using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>How a table of the catalog is stored: what CREATE TABLE said. The columns of the schema may all be NULL; partition columns stand last. Spark: <c>CatalogTable</c>.</summary>
/// <param name="Provider">The format.</param>
/// <param name="PartitionColumns">The names of the partition columns, as the schema has them.</param>
/// <param name="Options">The options of the format.</param>
/// <param name="Location">The folder of the files.</param>
/// <param name="IsExternal">True when the files stay when the table is dropped.</param>
public sealed record TableDefinition(
    string Provider,
    EquatableArray<string> PartitionColumns,
    EquatableArray<KeyValuePair<string, string>> Options,
    string Location,
    bool IsExternal) : RelationDefinition
{
    /// <summary>CLUSTERED BY, or null.</summary>
    public BucketSpec? Buckets { get; init; }

    /// <summary>What ANALYZE TABLE found out, or null.</summary>
    public TableStatistics? Statistics { get; init; }

    /// <summary>What ANALYZE TABLE found out of partitions.</summary>
    public EquatableArray<PartitionStatistics> PartitionStatistics { get; init; } = [];

    /// <summary>Told anew with each change of the files: what was opened before is old.</summary>
    public string FilesVersion { get; init; } = "";
}

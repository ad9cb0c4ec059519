using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>How a table of the catalog is stored: what CREATE TABLE said. Spark: <c>CatalogTable</c>.</summary>
/// <param name="Provider">The format.</param>
/// <param name="Schema">The columns, partition columns last. All of them may be NULL.</param>
/// <param name="PartitionColumns">The names of the partition columns, as the schema has them.</param>
/// <param name="Options">The options of the format.</param>
/// <param name="Location">The folder of the files.</param>
/// <param name="IsExternal">True when the files stay when the table is dropped.</param>
public sealed record TableDefinition(
    string Provider,
    StructType Schema,
    EquatableArray<string> PartitionColumns,
    EquatableArray<KeyValuePair<string, string>> Options,
    string Location,
    bool IsExternal);

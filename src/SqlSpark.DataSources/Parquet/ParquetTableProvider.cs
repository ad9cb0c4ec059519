using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Partitions;
using SqlSpark.DataSources.Files.Writing;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.DataSources.Parquet.Writing;

namespace SqlSpark.DataSources.Parquet;

/// <summary>Parquet files (<c>parquet</c>).</summary>
public sealed class ParquetTableProvider : ITableProvider
{
    internal const string FormatName = "parquet";

    private ParquetTableProvider()
    {
    }

    /// <summary>The format <c>parquet</c>.</summary>
    public static ParquetTableProvider Instance { get; } = new();

    /// <inheritdoc />
    public IReadOnlyList<string> FormatNames => [FormatName];

    /// <inheritdoc />
    /// <remarks>Without a schema that of the first file is taken, or with <c>mergeSchema</c> those of all files together. Spark: <c>ParquetUtils.inferSchema</c>.</remarks>
    public ITable Open(TableRequest request)
    {
        var source = new SourceOptions(request.Options, FormatName);
        var listing = FileListing.Find(request, source);
        var ignoresMissing = FileListing.IgnoresMissing(source, request.Conf);
        var ignoresCorrupt = FileListing.IgnoresCorrupt(source, request.Conf);
        var schema = listing.DataSchemaOf(request.Schema, request.Conf) ?? SchemaInference.Infer(
            listing, source.GetBoolean("mergeSchema", request.Conf.Get(SqlConf.ParquetMergeSchema)), ignoresCorrupt, request.Conf);
        schema = (StructType)schema.AsNullable();
        CheckNames(schema, request.Conf);
        var table = new ParquetTable(listing, schema, request.Conf)
        {
            IgnoresMissingFiles = ignoresMissing,
            IgnoresCorruptFiles = ignoresCorrupt,
            ExistenceDefaults = request.ExistenceDefaults,
        };
        return PartitionedTable.Over(table, request.Conf);
    }

    /// <inheritdoc />
    public IWrite NewWrite(TableRequest request, WriteInfo info) => FileWrite.Plan(request, info, FormatName, (options, schema) =>
    {
        var factory = ParquetFileWriterFactory.Create(options, request.Conf);
        factory.Check(schema);
        return factory;
    });

    private static void CheckNames(StructType schema, ConfSnapshot conf)
    {
        var names = new HashSet<string>(conf.NameComparer);
        foreach (var field in schema.Fields)
        {
            if (!names.Add(field.Name))
                throw DataSourceErrors.ColumnAlreadyExists(field.Name);
        }
    }
}

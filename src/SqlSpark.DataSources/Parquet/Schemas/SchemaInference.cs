using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Footers;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>Finds the columns of Parquet files from their footers. Spark: <c>ParquetUtils.inferSchema</c>.</summary>
internal static class SchemaInference
{
    /// <summary>The schema of files.</summary>
    /// <param name="listing">The files.</param>
    /// <param name="merges">Whether the columns of all files are put together; otherwise the first file's are taken.</param>
    /// <param name="ignoresCorrupt">Whether files whose footer cannot be read are passed over.</param>
    /// <param name="conf">The session's settings.</param>
    /// <exception cref="SqlSparkException">
    /// <c>UNABLE_TO_INFER_SCHEMA</c> when there is no file; <c>CANNOT_MERGE_SCHEMAS</c> when columns of one name have types that do not fit.
    /// </exception>
    public static StructType Infer(FileListing listing, bool merges, bool ignoresCorrupt, ConfSnapshot conf)
    {
        StructType? schema = null;
        foreach (var entry in listing.Files)
        {
            StructType next;
            try
            {
                next = Of(FooterCache.Get(listing.FileSystem, entry), conf);
            }
            catch (SqlSparkException exception) when (ignoresCorrupt && exception.Condition.StartsWith("FAILED_READ_FILE", StringComparison.Ordinal))
            {
                continue;
            }

            schema = schema is null ? next : Merge(schema, next, conf);
            if (!merges)
                break;
        }

        return schema ?? throw DataSourceErrors.UnableToInferSchema("Parquet");
    }

    /// <summary>The schema of one file: that of Spark's note where there is one, which is taken at its word, else that of the columns.</summary>
    /// <remarks>Spark: <c>ParquetFileFormat.readSchemaFromFooter</c>.</remarks>
    public static StructType Of(ParquetFile file, ConfSnapshot conf)
    {
        if (file.Metadata.Find(SparkSchemaJson.SchemaKey) is { } json && SparkSchemaJson.TryRead(json) is { } noted)
            return noted;
        var columns = new ParquetColumns(new ParquetTypes(conf)).Convert(file.Schema);
        return ParquetColumns.ToStruct(columns, file.Schema.Fields.Select(static f => f.Name));
    }

    private static StructType Merge(StructType left, StructType right, ConfSnapshot conf)
    {
        try
        {
            return (StructType)SchemaMerging.Merge(left, right, conf.NameComparer);
        }
        catch (SchemaMergingException exception)
        {
            throw ParquetErrors.CannotMergeSchemas(left, right, exception);
        }
    }
}

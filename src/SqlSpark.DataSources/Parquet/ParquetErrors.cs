using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet;

/// <summary>The user errors of Parquet files.</summary>
internal static class ParquetErrors
{
    /// <summary><c>PARQUET_TYPE_ILLEGAL</c>, 42846: a storage and an annotation that do not go together.</summary>
    public static SqlSparkException TypeIllegal(ParquetField field) =>
        SqlSparkException.Create("PARQUET_TYPE_ILLEGAL", null, ("parquetType", field.Describe()));

    /// <summary><c>PARQUET_TYPE_NOT_SUPPORTED</c>, 42846.</summary>
    public static SqlSparkException TypeNotSupported(ParquetField field) =>
        SqlSparkException.Create("PARQUET_TYPE_NOT_SUPPORTED", null, ("parquetType", field.Describe()));

    /// <summary><c>PARQUET_TYPE_NOT_RECOGNIZED</c>, 42846: a group with an annotation that groups do not have.</summary>
    public static SqlSparkException TypeNotRecognized(ParquetField field) =>
        SqlSparkException.Create("PARQUET_TYPE_NOT_RECOGNIZED", null, ("field", field.DottedPath));

    /// <summary><c>FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH</c>, KD001: the file's type cannot be read as the one asked for.</summary>
    public static SqlSparkException TypeMismatch(string path, ParquetField field, DataType expected) =>
        SqlSparkException.Create(
            "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH", null,
            ("path", path), ("column", $"[{field.DottedPath}]"), ("expectedType", expected.CatalogString), ("actualType", field.Describe()));

    /// <summary><c>CANNOT_MERGE_SCHEMAS</c>, 42KD9.</summary>
    public static SqlSparkException CannotMergeSchemas(StructType left, StructType right, Exception cause) =>
        SqlSparkException.Create("CANNOT_MERGE_SCHEMAS", null, cause, ("left", left.Sql), ("right", right.Sql));

    /// <summary><c>_LEGACY_ERROR_TEMP_2093</c>: a name that several columns of the file have, where case does not count.</summary>
    public static SqlSparkException DuplicateField(string path, string name, IEnumerable<string> found) =>
        SqlSparkException.Create(
            "_LEGACY_ERROR_TEMP_2093", null, ("requiredFieldName", name), ("matchedOrcFields", $"[{string.Join(", ", found)}] in {path}"));

    /// <summary><c>FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER</c>, KD001.</summary>
    /// <param name="path">The file as it is described to users.</param>
    /// <param name="reason">What is wrong with the footer.</param>
    /// <param name="offset">Where in the file.</param>
    /// <param name="cause">What was caught, or null.</param>
    public static SqlSparkException CannotReadFooter(string path, string reason, long offset, Exception? cause) =>
        SqlSparkException.Create(
            "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", null, cause, ("path", path), ("reason", $"{reason}, at byte {offset}"));

    /// <summary><c>FILE_CORRUPT</c>, KD001: a page that is not what the format says.</summary>
    /// <param name="path">The file as it is described to users.</param>
    /// <param name="column">The column.</param>
    /// <param name="offset">Where in the file the page, or the place in it, is.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="cause">What was caught, or null.</param>
    public static SqlSparkException PageCorrupt(string path, string column, long offset, string reason, Exception? cause) =>
        FileCorrupt(path, $"column {column}, at byte {offset}: {reason}", cause);

    /// <summary><c>UNSUPPORTED_FEATURE.FILE_FORMAT</c>, 0A000: encryption, a codec or an encoding that this reader lacks.</summary>
    public static SqlSparkException NotSupported(string feature) => DataSourceErrors.FormatNotSupported("parquet", feature);

    /// <summary><c>INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME</c>, 42K0B: a value that two calendars read differently.</summary>
    public static SqlSparkException AncientDatetime(ConfigEntry entry, string option) =>
        SqlSparkException.Create(
            "INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME", null,
            ("format", "Parquet"), ("config", ErrorFormat.SqlConf(entry.Key)), ("option", ErrorFormat.SourceOption(option)));

    /// <summary><c>INCONSISTENT_BEHAVIOR_CROSS_VERSION.WRITE_ANCIENT_DATETIME</c>, 42K0B: a value that readers of two calendars read differently.</summary>
    public static SqlSparkException AncientDatetimeInWrite(ConfigEntry entry) =>
        SqlSparkException.Create("INCONSISTENT_BEHAVIOR_CROSS_VERSION.WRITE_ANCIENT_DATETIME", null, ("format", "Parquet"), ("config", ErrorFormat.SqlConf(entry.Key)));

    /// <summary><c>EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE</c>, 0A000.</summary>
    public static SqlSparkException EmptySchema() => SqlSparkException.Create("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", null, ("format", "Parquet"));

    /// <summary><c>NOT_NULL_ASSERT_VIOLATION</c>, 42000: a NULL in a column, field or element that is declared without NULLs.</summary>
    public static SqlSparkException NullInRequired(string path) => SqlSparkException.Create("NOT_NULL_ASSERT_VIOLATION", null, ("walkedTypePath", path));

    /// <summary>The classed error for what a decoder found.</summary>
    public static SqlSparkException PageCorrupt(string path, string column, long pageOffset, MalformedDataException cause) =>
        PageCorrupt(path, column, pageOffset, $"{cause.Message} (byte {cause.ByteOffset} of the page)", cause);

    private static SqlSparkException FileCorrupt(string path, string reason, Exception? cause) =>
        DataSourceErrors.FileCorrupt("Parquet", path, reason, cause);
}

using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources;

/// <summary>The user errors that sources raise.</summary>
internal static class DataSourceErrors
{
    /// <summary><c>PATH_NOT_FOUND</c>, 42K03.</summary>
    public static SqlSparkException PathNotFound(string path) => SqlSparkException.Create("PATH_NOT_FOUND", null, ("path", path));

    /// <summary><c>UNSUPPORTED_FEATURE.FILE_SYSTEM</c>, 0A000.</summary>
    public static SqlSparkException FileSystemNotSupported(string scheme, string path) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.FILE_SYSTEM", null, ("scheme", scheme), ("path", path));

    /// <summary><c>UNSUPPORTED_FEATURE.FILE_FORMAT</c>, 0A000.</summary>
    public static SqlSparkException FormatNotSupported(string format, string operation) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.FILE_FORMAT", null, ("format", format), ("operation", operation));

    /// <summary><c>UNSUPPORTED_FEATURE.OPTION</c>, 0A000.</summary>
    public static SqlSparkException OptionNotSupported(string option, string source, string value) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.OPTION", null, ("option", option), ("source", source), ("value", value));

    /// <summary><c>_LEGACY_ERROR_TEMP_2145</c>: an option must be one character.</summary>
    public static SqlSparkException OptionIsNotCharacter(string option) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_2145", null, ("paramName", option));

    /// <summary><c>_LEGACY_ERROR_TEMP_2146</c>: an option must be an integer.</summary>
    public static SqlSparkException OptionIsNotInteger(string option, string value) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_2146", null, ("paramName", option), ("value", value));

    /// <summary><c>_LEGACY_ERROR_TEMP_2147</c>: an option must be true or false.</summary>
    public static SqlSparkException OptionIsNotBoolean(string option) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_2147", null, ("paramName", option));

    /// <summary><c>DATA_SOURCE_NOT_FOUND</c>, 42K02.</summary>
    public static SqlSparkException DataSourceNotFound(string provider) =>
        SqlSparkException.Create("DATA_SOURCE_NOT_FOUND", null, ("provider", provider));

    /// <summary><c>UNABLE_TO_INFER_SCHEMA</c>, 42KD9.</summary>
    public static SqlSparkException UnableToInferSchema(string format) =>
        SqlSparkException.Create("UNABLE_TO_INFER_SCHEMA", null, ("format", format));

    /// <summary><c>UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE</c>, 0A000.</summary>
    public static SqlSparkException TypeNotSupported(string format, string column, DataType type) =>
        SqlSparkException.Create(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", null,
            ("format", format), ("columnName", ErrorFormat.SqlId(column)), ("columnType", ErrorFormat.SqlType(type)));

    /// <summary><c>COLUMN_ALREADY_EXISTS</c>, 42711: two columns of a schema have one name.</summary>
    public static SqlSparkException ColumnAlreadyExists(string column) =>
        SqlSparkException.Create("COLUMN_ALREADY_EXISTS", null, ("columnName", ErrorFormat.SqlId(column)));

    /// <summary><c>FAILED_READ_FILE.NO_HINT</c>, KD001.</summary>
    /// <param name="path">The file and, where it is known, the place in it.</param>
    /// <param name="cause">What went wrong.</param>
    public static SqlSparkException CannotReadFile(string path, Exception? cause) =>
        SqlSparkException.Create("FAILED_READ_FILE.NO_HINT", null, cause, ("path", path));

    /// <summary><c>FAILED_READ_FILE.FILE_NOT_EXIST</c>, KD001: the file was there when the query was planned.</summary>
    public static SqlSparkException FileVanished(string path, Exception? cause) =>
        SqlSparkException.Create("FAILED_READ_FILE.FILE_NOT_EXIST", null, cause, ("path", path));

    /// <summary><c>FILE_CORRUPT</c>, KD001.</summary>
    public static SqlSparkException FileCorrupt(string format, string path, string reason, Exception? cause) =>
        SqlSparkException.Create("FILE_CORRUPT", null, cause, ("format", format), ("path", path), ("reason", reason));

    /// <summary><c>TASK_WRITE_FAILED</c>, 58030.</summary>
    public static SqlSparkException CannotWrite(string path, Exception cause) =>
        SqlSparkException.Create("TASK_WRITE_FAILED", null, cause, ("path", path));

    /// <summary><c>PATH_ALREADY_EXISTS</c>, 42K04.</summary>
    public static SqlSparkException PathAlreadyExists(string path) => SqlSparkException.Create("PATH_ALREADY_EXISTS", null, ("outputPath", path));

    /// <summary><c>COMMIT_CONFLICT</c>, 40001: others hold the right to change the table for too long, or change it all the time.</summary>
    public static SqlSparkException CommitConflict(string path) => SqlSparkException.Create("COMMIT_CONFLICT", null, ("tableName", path));

    /// <summary><c>CATALOG_BUSY</c>, 40001: others hold the right to change the catalog for too long.</summary>
    public static SqlSparkException CatalogBusy(string path) => SqlSparkException.Create("CATALOG_BUSY", null, ("path", path));

    /// <summary><c>CATALOG_CORRUPT</c>, XX001.</summary>
    public static SqlSparkException CatalogCorrupt(string path, string reason, Exception? cause) =>
        SqlSparkException.Create("CATALOG_CORRUPT", null, cause, ("path", path), ("reason", reason));

    /// <summary><c>UNSUPPORTED_FEATURE.CATALOG_VERSION</c>, 0A000.</summary>
    public static SqlSparkException CatalogVersion(string path, int version, int maxVersion) => SqlSparkException.Create(
        "UNSUPPORTED_FEATURE.CATALOG_VERSION",
        null,
        ("path", path),
        ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("maxVersion", maxVersion.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary><c>UNSUPPORTED_OVERWRITE.PATH</c>, 42902: a query reads what it replaces.</summary>
    public static SqlSparkException OverwritesWhatIsRead(string path) => SqlSparkException.Create("UNSUPPORTED_OVERWRITE.PATH", null, ("path", path));

    /// <summary><c>EMPTY_PARTITION_COLUMN_NAME</c>, KD009.</summary>
    public static SqlSparkException EmptyPartitionColumnName(string segment) =>
        SqlSparkException.Create("EMPTY_PARTITION_COLUMN_NAME", null, ("columnSpec", segment));

    /// <summary><c>EMPTY_PARTITION_COLUMN_VALUE</c>, KD009.</summary>
    public static SqlSparkException EmptyPartitionColumnValue(string segment) =>
        SqlSparkException.Create("EMPTY_PARTITION_COLUMN_VALUE", null, ("columnSpec", segment));

    /// <summary><c>CONFLICTING_DIRECTORY_STRUCTURES</c>, KD009: folders of partitions begin at several places.</summary>
    public static SqlSparkException ConflictingDirectoryStructures(IEnumerable<string> basePaths) =>
        SqlSparkException.Create("CONFLICTING_DIRECTORY_STRUCTURES", null, ("discoveredBasePaths", Lines(basePaths)));

    /// <summary><c>CONFLICTING_PARTITION_COLUMN_NAMES</c>, KD009.</summary>
    public static SqlSparkException ConflictingPartitionColumns(IReadOnlyList<string> lists, IEnumerable<string> paths) =>
        SqlSparkException.Create(
            "CONFLICTING_PARTITION_COLUMN_NAMES",
            null,
            ("distinctPartColLists", Lines(lists.Select(static (list, i) => $"Partition column name list #{i}: {list}"))),
            ("suspiciousPaths", Lines(paths)));

    /// <summary><c>INVALID_PARTITION_VALUE</c>, 42846.</summary>
    public static SqlSparkException InvalidPartitionValue(string value, string column, DataType type) =>
        SqlSparkException.Create(
            "INVALID_PARTITION_VALUE",
            null,
            ("value", ErrorFormat.SqlValue(value)),
            ("dataType", ErrorFormat.SqlType(type)),
            ("columnName", ErrorFormat.SqlId(column)));

    /// <summary><c>INVALID_PARTITION_COLUMN_DATA_TYPE</c>, 0A000.</summary>
    public static SqlSparkException PartitionColumnType(DataType type) =>
        SqlSparkException.Create("INVALID_PARTITION_COLUMN_DATA_TYPE", null, ("type", ErrorFormat.SqlType(type)));

    /// <summary><c>ALL_PARTITION_COLUMNS_NOT_ALLOWED</c>, KD005: files need a column.</summary>
    public static SqlSparkException OnlyPartitionColumns() => SqlSparkException.Create("ALL_PARTITION_COLUMNS_NOT_ALLOWED", null);

    /// <summary><c>_LEGACY_ERROR_TEMP_1290</c>: text files have one column.</summary>
    public static SqlSparkException TextNeedsOneColumn(int columnCount) => SqlSparkException.Create(
        "_LEGACY_ERROR_TEMP_1290", null, ("schemaSize", columnCount.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary><c>CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION</c>, 56038.</summary>
    public static SqlSparkException CodecNotAvailable(string codec, string available) =>
        SqlSparkException.Create(
            "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION", null, ("codecName", codec), ("availableCodecs", available));

    /// <summary><c>INVALID_CORRUPT_RECORD_TYPE</c>, 42804.</summary>
    public static SqlSparkException CorruptRecordType(string column, DataType actual) =>
        SqlSparkException.Create(
            "INVALID_CORRUPT_RECORD_TYPE", null, ("columnName", ErrorFormat.SqlId(column)), ("actualType", ErrorFormat.SqlType(actual)));

    /// <summary><c>UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN</c>, 0A000.</summary>
    public static SqlSparkException OnlyCorruptRecordColumn() =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN");

    /// <summary><c>MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION</c>, 22023: a bad record in the mode FAILFAST.</summary>
    public static SqlSparkException MalformedRecordInParsing(string record, Exception? cause) =>
        SqlSparkException.Create(
            "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", null, cause, ("badRecord", record), ("failFastMode", "FAILFAST"));

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(static line => "\n\t" + line));
}

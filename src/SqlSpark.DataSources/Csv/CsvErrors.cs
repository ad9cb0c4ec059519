using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv;

/// <summary>The user errors of CSV files.</summary>
internal static class CsvErrors
{
    /// <summary><c>INVALID_DELIMITER_VALUE.EMPTY_STRING</c>, 42602.</summary>
    public static SqlSparkException DelimiterIsEmpty() => SqlSparkException.Create("INVALID_DELIMITER_VALUE.EMPTY_STRING");

    /// <summary><c>INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH</c>, 42602.</summary>
    public static SqlSparkException DelimiterIsBackslash() => SqlSparkException.Create("INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH");

    /// <summary><c>INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER</c>, 42602.</summary>
    public static SqlSparkException DelimiterEscape(string text) =>
        SqlSparkException.Create("INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER", null, ("str", text));

    /// <summary><c>INVALID_CORRUPT_RECORD_TYPE</c>, 42804.</summary>
    public static SqlSparkException CorruptRecordType(string column, DataType actual) =>
        SqlSparkException.Create(
            "INVALID_CORRUPT_RECORD_TYPE", null, ("columnName", ErrorFormat.SqlId(column)), ("actualType", ErrorFormat.SqlType(actual)));

    /// <summary><c>UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN</c>, 0A000.</summary>
    public static SqlSparkException OnlyCorruptRecordColumn() =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN");

    /// <summary><c>MALFORMED_CSV_RECORD</c>, KD000.</summary>
    public static SqlSparkException MalformedRecord(string record) =>
        SqlSparkException.Create("MALFORMED_CSV_RECORD", null, ("badRecord", record));

    /// <summary><c>MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION</c>, 22023: a bad record in the mode FAILFAST.</summary>
    public static SqlSparkException MalformedRecordInParsing(string record, Exception cause) =>
        SqlSparkException.Create(
            "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", null, cause, ("badRecord", record), ("failFastMode", "FAILFAST"));

    /// <summary><c>_LEGACY_ERROR_TEMP_3241</c>: a header is not what the schema says.</summary>
    public static SqlSparkException HeaderMismatch(string message) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_3241", null, ("msg", message));
}

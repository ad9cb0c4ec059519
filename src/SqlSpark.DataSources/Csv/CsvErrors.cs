using SqlSpark.Core.Errors;

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

    /// <summary><c>MALFORMED_CSV_RECORD</c>, KD000.</summary>
    public static SqlSparkException MalformedRecord(string record) =>
        SqlSparkException.Create("MALFORMED_CSV_RECORD", null, ("badRecord", record));

    /// <summary><c>_LEGACY_ERROR_TEMP_3241</c>: a header is not what the schema says.</summary>
    public static SqlSparkException HeaderMismatch(string message) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_3241", null, ("msg", message));
}

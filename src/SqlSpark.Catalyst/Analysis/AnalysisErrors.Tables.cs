using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Errors about columns of tables.</content>
internal static partial class AnalysisErrors
{
    /// <summary><c>UNSUPPORTED_DEFAULT_VALUE.WITH_SUGGESTION</c>, 0A000.</summary>
    public static SqlSparkException DefaultsDisabled() => SqlSparkException.Create("UNSUPPORTED_DEFAULT_VALUE.WITH_SUGGESTION", Here);

    /// <summary><c>DEFAULT_UNSUPPORTED</c>, 42623.</summary>
    public static SqlSparkException DefaultUnsupported(string statement, string provider) =>
        SqlSparkException.Create("DEFAULT_UNSUPPORTED", Here, ("statementType", statement), ("dataSource", provider));

    /// <summary><c>ADD_DEFAULT_UNSUPPORTED</c>, 42623.</summary>
    public static SqlSparkException AddedDefaultUnsupported(string column, string provider) =>
        SqlSparkException.Create("ADD_DEFAULT_UNSUPPORTED", Here, ("statementType", $"ALTER TABLE ADD COLUMNS {Id([column])}"), ("dataSource", provider));

    /// <summary><c>REF_DEFAULT_VALUE_IS_NOT_ALLOWED_IN_PARTITION</c>, 42601.</summary>
    public static SqlSparkException DefaultInPartition() => SqlSparkException.Create("REF_DEFAULT_VALUE_IS_NOT_ALLOWED_IN_PARTITION", Here);

    /// <summary><c>DEFAULT_PLACEMENT_INVALID</c>, 42608.</summary>
    public static SqlSparkException DefaultPlacement() => SqlSparkException.Create("DEFAULT_PLACEMENT_INVALID", Here);

    /// <summary>A sub-condition of <c>INVALID_DEFAULT_VALUE</c>, 42623.</summary>
    public static SqlSparkException InvalidDefault(string condition, string statement, string column, string text) =>
        SqlSparkException.Create($"INVALID_DEFAULT_VALUE.{condition}", Here, ("statement", statement), ("colName", Id([column])), ("defaultValue", text));

    /// <summary><c>INVALID_DEFAULT_VALUE.DATA_TYPE</c>, 42623.</summary>
    public static SqlSparkException DefaultType(string statement, string column, string text, DataType expected, DataType actual) => SqlSparkException.Create(
        "INVALID_DEFAULT_VALUE.DATA_TYPE",
        Here,
        ("statement", statement),
        ("colName", Id([column])),
        ("defaultValue", text),
        ("expectedType", Type(expected)),
        ("actualType", Type(actual)));

    /// <summary><c>EXCEED_LIMIT_LENGTH</c>, 54006.</summary>
    public static SqlSparkException DefaultTooLong(DataType type) =>
        SqlSparkException.Create("EXCEED_LIMIT_LENGTH", Here, ("limit", ErrorFormat.SqlValue(((StringType)type).MaxLength)));

    /// <summary><c>UNSUPPORTED_FEATURE.TABLE_OPERATION</c>, 0A000.</summary>
    public static SqlSparkException UnsupportedTableOperation(EquatableArray<string> table, string operation) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.TABLE_OPERATION", Here, ("tableName", Id(table)), ("operation", operation));
}

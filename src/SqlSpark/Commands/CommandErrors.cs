using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Commands;

/// <summary>The user errors that commands raise.</summary>
internal static class CommandErrors
{
    public static SqlSparkException Unsupported(LogicalPlan command, string statement) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.STATEMENT", command.Origin.ToQueryContext(), ("statement", statement));

    public static SqlSparkException TempViewExists(LogicalPlan command, string name) =>
        SqlSparkException.Create("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", command.Origin.ToQueryContext(), ("relationName", SqlIdentifier.Quote(name)));

    public static SqlSparkException TooManyNameParts(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", command.Origin.ToQueryContext(), ("actualName", SqlIdentifier.Quote(name)));

    public static SqlSparkException ColumnArity(LogicalPlan command, string name, IReadOnlyList<string> viewColumns, IReadOnlyList<string> dataColumns) =>
        SqlSparkException.Create(
            viewColumns.Count > dataColumns.Count
                ? "CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS"
                : "CREATE_VIEW_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS",
            command.Origin.ToQueryContext(),
            ("viewName", SqlIdentifier.Quote(name)),
            ("viewColumns", string.Join(", ", viewColumns.Select(SqlIdentifier.Quote))),
            ("dataColumns", string.Join(", ", dataColumns.Select(SqlIdentifier.Quote))));

    public static SqlSparkException NoSuchProvider(LogicalPlan command, string provider) =>
        SqlSparkException.Create("DATA_SOURCE_NOT_FOUND", command.Origin.ToQueryContext(), ("provider", provider));

    public static SqlSparkException NoSuchView(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("TABLE_OR_VIEW_NOT_FOUND", command.Origin.ToQueryContext(), ("relationName", SqlIdentifier.Quote(name)));
}

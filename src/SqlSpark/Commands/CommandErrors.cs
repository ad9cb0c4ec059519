using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
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

    public static SqlSparkException CannotWrite(LogicalPlan command, string provider) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.FILE_FORMAT", command.Origin.ToQueryContext(), ("format", provider), ("operation", "writing"));

    public static SqlSparkException TableExists(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("TABLE_OR_VIEW_ALREADY_EXISTS", command.Origin.ToQueryContext(), ("relationName", SqlIdentifier.Quote(name)));

    public static SqlSparkException LocationExists(LogicalPlan command, IEnumerable<string> name, string location) =>
        SqlSparkException.Create(
            "LOCATION_ALREADY_EXISTS", command.Origin.ToQueryContext(), ("identifier", SqlIdentifier.Quote(name)), ("location", $"'{location}'"));

    public static SqlSparkException LocationNotEmpty(LogicalPlan command, string location) =>
        SqlSparkException.Create(
            "_LEGACY_ERROR_TEMP_1241",
            command.Origin.ToQueryContext(),
            ("tablePath", location),
            ("config", Core.Configuration.SqlConf.LegacyAllowNonEmptyLocationInCtas.Key));

    public static SqlSparkException EmptyLocation(LogicalPlan command) =>
        SqlSparkException.Create("INVALID_EMPTY_LOCATION", command.Origin.ToQueryContext(), ("location", ""));

    public static SqlSparkException TooManyNamespaces(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create(
            "REQUIRES_SINGLE_PART_NAMESPACE",
            command.Origin.ToQueryContext(),
            ("sessionCatalog", Catalyst.Catalog.SessionCatalog.DefaultCatalog),
            ("identifier", SqlIdentifier.Quote(name)));

    public static SqlSparkException NoSuchCatalog(LogicalPlan command, string name) =>
        SqlSparkException.Create(
            "CATALOG_NOT_FOUND",
            command.Origin.ToQueryContext(),
            ("catalogName", SqlIdentifier.Quote(name)),
            ("config", ErrorFormat.SqlConf("spark.sql.catalog." + name)));

    public static SqlSparkException NoSuchSchema(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("SCHEMA_NOT_FOUND", command.Origin.ToQueryContext(), ("schemaName", SqlIdentifier.Quote(name)));

    public static SqlSparkException BadTableName(LogicalPlan command, string name) =>
        SqlSparkException.Create("INVALID_SCHEMA_OR_RELATION_NAME", command.Origin.ToQueryContext(), ("name", SqlIdentifier.Quote(name)));

    public static SqlSparkException NoSuchView(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("TABLE_OR_VIEW_NOT_FOUND", command.Origin.ToQueryContext(), ("relationName", SqlIdentifier.Quote(name)));

    public static SqlSparkException NoTable(LogicalPlan command, IEnumerable<string> view) => WrongObject(command, "DROP TABLE", "TABLE", view, "VIEW", "DROP VIEW");

    public static SqlSparkException NoView(LogicalPlan command, IEnumerable<string> table) => WrongObject(command, "DROP VIEW", "VIEW", table, "TABLE", "DROP TABLE");

    public static SqlSparkException FunctionExists(LogicalPlan command, IEnumerable<string> name) => SqlSparkException.Create(
        "ROUTINE_ALREADY_EXISTS",
        command.Origin.ToQueryContext(),
        ("routineName", SqlIdentifier.Quote(name)),
        ("newRoutineType", "routine"),
        ("existingRoutineType", "routine"));

    public static SqlSparkException NoSuchFunction(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("ROUTINE_NOT_FOUND", command.Origin.ToQueryContext(), ("routineName", SqlIdentifier.Quote(name)));

    public static SqlSparkException DropBuiltinFunction(LogicalPlan command, IEnumerable<string> name) => SqlSparkException.Create(
        "FORBIDDEN_OPERATION",
        command.Origin.ToQueryContext(),
        ("statement", ErrorFormat.SqlStatement("DROP")),
        ("objectType", "FUNCTION"),
        ("objectName", SqlIdentifier.Quote(name)));

    public static SqlSparkException NeedsPersistentFunction(LogicalPlan command, string operation, IEnumerable<string> name) => SqlSparkException.Create(
        "EXPECT_PERSISTENT_FUNCTION_NOT_TEMP",
        command.Origin.ToQueryContext(),
        ("operation", operation),
        ("functionName", SqlIdentifier.Quote(name)),
        ("alternative", " Use DROP TEMPORARY FUNCTION."));

    public static SqlSparkException VariableExists(LogicalPlan command, string name) =>
        SqlSparkException.Create("VARIABLE_ALREADY_EXISTS", command.Origin.ToQueryContext(), ("variableName", SqlIdentifier.Quote(["system", "session", name])));

    public static SqlSparkException NoSuchVariable(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("VARIABLE_NOT_FOUND", command.Origin.ToQueryContext(), ("variableName", SqlIdentifier.Quote(name)));

    public static SqlSparkException SetOfVariable(LogicalPlan command, string name) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.SET_VARIABLE_USING_SET", command.Origin.ToQueryContext(), ("variableName", SqlIdentifier.Quote(name)));

    public static SqlSparkException TooManyRows(LogicalPlan command) => SqlSparkException.Create("ROW_SUBQUERY_TOO_MANY_ROWS", command.Origin.ToQueryContext());

    public static SqlSparkException DuplicateArgumentNames(LogicalPlan command, string name) =>
        SqlSparkException.Create("EXEC_IMMEDIATE_DUPLICATE_ARGUMENT_ALIASES", command.Origin.ToQueryContext(), ("aliases", SqlIdentifier.Quote(name)));

    public static SqlSparkException MixedParameters(LogicalPlan command) => SqlSparkException.Create("INVALID_QUERY_MIXED_QUERY_PARAMETERS", command.Origin.ToQueryContext());

    public static SqlSparkException UnnamedArguments(LogicalPlan command, IEnumerable<string> arguments) => SqlSparkException.Create(
        "ALL_PARAMETERS_MUST_BE_NAMED", command.Origin.ToQueryContext(), ("exprs", string.Join(", ", arguments.Select(ErrorFormat.SqlExpr))));

    public static SqlSparkException NestedExecute(LogicalPlan command, string text) =>
        SqlSparkException.Create("NESTED_EXECUTE_IMMEDIATE", command.Origin.ToQueryContext(), ("sqlString", ErrorFormat.SqlStatement(text)));

    public static SqlSparkException ExecuteIntoNeedsQuery(LogicalPlan command, string text) =>
        SqlSparkException.Create("INVALID_STATEMENT_FOR_EXECUTE_INTO", command.Origin.ToQueryContext(), ("sqlString", ErrorFormat.SqlStatement(text)));

    public static SqlSparkException SchemaExists(LogicalPlan command, string name) =>
        SqlSparkException.Create("SCHEMA_ALREADY_EXISTS", command.Origin.ToQueryContext(), ("schemaName", SqlIdentifier.Quote(name)));

    public static SqlSparkException SchemaNotEmpty(LogicalPlan command, string name) =>
        SqlSparkException.Create("SCHEMA_NOT_EMPTY", command.Origin.ToQueryContext(), ("schemaName", SqlIdentifier.Quote(name)));

    public static SqlSparkException DropDefaultDatabase(LogicalPlan command, string name) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.DROP_DATABASE", command.Origin.ToQueryContext(), ("database", SqlIdentifier.Quote(["spark_catalog", name])));

    public static SqlSparkException ConflictingNamespaces(LogicalPlan command, IEnumerable<string> first, IEnumerable<string> second) => SqlSparkException.Create(
        "SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE", command.Origin.ToQueryContext(), ("namespaceA", SqlIdentifier.Quote(first)), ("namespaceB", SqlIdentifier.Quote(second)));

    public static SqlSparkException NeedsPermanentView(LogicalPlan command, string operation, IEnumerable<string> name) =>
        SqlSparkException.Create("EXPECT_PERMANENT_VIEW_NOT_TEMP", command.Origin.ToQueryContext(), ("operation", operation), ("viewName", SqlIdentifier.Quote(name)));

    public static SqlSparkException NotAView(LogicalPlan command, string operation, IEnumerable<string> name) => SqlSparkException.Create(
        operation.StartsWith("ALTER", StringComparison.Ordinal) ? "EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE" : "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE",
        command.Origin.ToQueryContext(), ("operation", operation), ("tableName", SqlIdentifier.Quote(name)));

    public static SqlSparkException NotATable(LogicalPlan command, string operation, IEnumerable<string> name, bool hasAlternative) => SqlSparkException.Create(
        hasAlternative ? "EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW" : "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
        command.Origin.ToQueryContext(), ("operation", operation), ("viewName", SqlIdentifier.Quote(name)));

    public static SqlSparkException UnsupportedOperation(LogicalPlan command, IEnumerable<string> table, string operation) => SqlSparkException.Create(
        "UNSUPPORTED_FEATURE.TABLE_OPERATION", command.Origin.ToQueryContext(), ("tableName", SqlIdentifier.Quote(table)), ("operation", operation));

    public static SqlSparkException ReservedProperty(LogicalPlan command, string property, string reason) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.SET_TABLE_PROPERTY", command.Origin.ToQueryContext(), ("property", property), ("msg", reason));

    public static SqlSparkException ColumnChange(LogicalPlan command, IEnumerable<string> table, StructField field, DataType type) => SqlSparkException.Create(
        "NOT_SUPPORTED_CHANGE_COLUMN",
        command.Origin.ToQueryContext(),
        ("table", SqlIdentifier.Quote(table)),
        ("originName", SqlIdentifier.Quote(field.Name)),
        ("originType", ErrorFormat.SqlType(field.DataType)),
        ("newName", SqlIdentifier.Quote(field.Name)),
        ("newType", ErrorFormat.SqlType(type)));

    public static SqlSparkException RenameAcrossSchemas(LogicalPlan command, string type) =>
        SqlSparkException.Create("CANNOT_RENAME_ACROSS_SCHEMA", command.Origin.ToQueryContext(), ("type", type));

    public static SqlSparkException RenameIntoDatabase(LogicalPlan command, IEnumerable<string> view, IReadOnlyList<string> name) => SqlSparkException.Create(
        "RENAME_TEMP_VIEW_WITH_DATABASE",
        command.Origin.ToQueryContext(),
        ("oldName", SqlIdentifier.Quote(view)),
        ("newName", SqlIdentifier.Quote(name)),
        ("db", SqlIdentifier.Quote(name[0])));

    public static SqlSparkException TruncateExternal(LogicalPlan command, IEnumerable<string> table) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1266", command.Origin.ToQueryContext(), ("tableIdentWithDB", SqlIdentifier.Quote(table)));

    public static SqlSparkException OverwritesWhatIsRead(LogicalPlan command, IEnumerable<string> table) =>
        SqlSparkException.Create("UNSUPPORTED_OVERWRITE.TABLE", command.Origin.ToQueryContext(), ("table", SqlIdentifier.Quote(table)));

    public static SqlSparkException NotPartitioned(LogicalPlan command, string operation, IEnumerable<string> table) =>
        SqlSparkException.Create("NOT_A_PARTITIONED_TABLE", command.Origin.ToQueryContext(), ("operation", operation), ("tableIdentWithDB", SqlIdentifier.Quote(table)));

    public static SqlSparkException NoPartitionColumns(LogicalPlan command, IEnumerable<string> table) =>
        SqlSparkException.Create("INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY", command.Origin.ToQueryContext(), ("name", SqlIdentifier.Quote(table)));

    public static SqlSparkException PartitionsExist(LogicalPlan command, IEnumerable<string> table, IEnumerable<EquatableArray<PartitionValue>> partitions) => SqlSparkException.Create(
        "PARTITIONS_ALREADY_EXIST", command.Origin.ToQueryContext(), ("partitionList", ListOf(partitions)), ("tableName", SqlIdentifier.Quote(table)));

    public static SqlSparkException NoSuchPartitions(LogicalPlan command, IEnumerable<string> table, IEnumerable<EquatableArray<PartitionValue>> partitions) => SqlSparkException.Create(
        "PARTITIONS_NOT_FOUND", command.Origin.ToQueryContext(), ("partitionList", ListOf(partitions)), ("tableName", SqlIdentifier.Quote(table)));

    public static SqlSparkException NoSuchPartitionKey(LogicalPlan command, IEnumerable<string> table, string column) => SqlSparkException.Create(
        "PARTITIONS_NOT_FOUND", command.Origin.ToQueryContext(), ("partitionList", SqlIdentifier.Quote(column)), ("tableName", SqlIdentifier.Quote(table)));

    public static SqlSparkException PartitionSpecMismatch(LogicalPlan command, IEnumerable<string> table, IEnumerable<PartitionValue> written, IEnumerable<string> columns) =>
        SqlSparkException.Create(
            "_LEGACY_ERROR_TEMP_1232",
            command.Origin.ToQueryContext(),
            ("specKeys", string.Join(", ", written.Select(value => value.Column))),
            ("partitionColumnNames", string.Join(", ", columns)),
            ("tableName", SqlIdentifier.Quote(table)));

    public static SqlSparkException BadPartitionValue(LogicalPlan command, string text, DataType type) => SqlSparkException.Create(
        "CAST_INVALID_INPUT",
        command.Origin.ToQueryContext(),
        ("expression", ErrorFormat.SqlValue(text)),
        ("sourceType", ErrorFormat.SqlType(StringType.Instance)),
        ("targetType", ErrorFormat.SqlType(type)));

    public static SqlSparkException TruncatePartitionOfPlainTable(LogicalPlan command, IEnumerable<string> table) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1267", command.Origin.ToQueryContext(), ("tableIdentWithDB", SqlIdentifier.Quote(table)));

    public static SqlSparkException DescribePartitionOfView(LogicalPlan command, IEnumerable<string> view, bool isTemporary) => SqlSparkException.Create(
        "FORBIDDEN_OPERATION",
        command.Origin.ToQueryContext(),
        ("statement", ErrorFormat.SqlStatement("DESC PARTITION")),
        ("objectType", isTemporary ? "TEMPORARY VIEW" : "VIEW"),
        ("objectName", SqlIdentifier.Quote(view)));

    public static SqlSparkException NoSuchColumn(LogicalPlan command, string column, IEnumerable<string> columns) => SqlSparkException.Create(
        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        command.Origin.ToQueryContext(),
        ("objectName", SqlIdentifier.Quote(column)),
        ("proposal", string.Join(", ", columns.Select(SqlIdentifier.Quote))));

    public static SqlSparkException NoSerDe(LogicalPlan command, IEnumerable<string> table) => SqlSparkException.Create(
        "UNSUPPORTED_SHOW_CREATE_TABLE.ON_DATA_SOURCE_TABLE_WITH_AS_SERDE", command.Origin.ToQueryContext(), ("tableName", SqlIdentifier.Quote(table)));

    public static SqlSparkException UnresolvedRoutine(LogicalPlan command, IEnumerable<string> name, Catalyst.Catalog.ICatalog catalog) => SqlSparkException.Create(
        "UNRESOLVED_ROUTINE",
        command.Origin.ToQueryContext(),
        ("routineName", SqlIdentifier.Quote(name)),
        ("searchPath", $"[`system`.`builtin`, `system`.`session`, {SqlIdentifier.Quote([catalog.CurrentCatalog, .. catalog.CurrentNamespace])}]"));

    public static SqlSparkException ColumnExists(LogicalPlan command, string column) =>
        SqlSparkException.Create("COLUMN_ALREADY_EXISTS", command.Origin.ToQueryContext(), ("columnName", SqlIdentifier.Quote(column)));

    public static SqlSparkException NoColumns(LogicalPlan command, IEnumerable<string> name) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.STATEMENT", command.Origin.ToQueryContext(), ("statement", $"CREATE TABLE {SqlIdentifier.Quote(name)} without columns"));

    public static SqlSparkException AnalyzeView(LogicalPlan command) => SqlSparkException.Create("UNSUPPORTED_FEATURE.ANALYZE_VIEW", command.Origin.ToQueryContext());

    public static SqlSparkException AnalyzeTempView(LogicalPlan command, IEnumerable<string> view) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.ANALYZE_UNCACHED_TEMP_VIEW", command.Origin.ToQueryContext(), ("viewName", SqlIdentifier.Quote(view)));

    public static SqlSparkException AnalyzeColumnType(LogicalPlan command, Catalyst.Catalog.TableDefinition table, StructField field) => SqlSparkException.Create(
        "UNSUPPORTED_FEATURE.ANALYZE_UNSUPPORTED_COLUMN_TYPE",
        command.Origin.ToQueryContext(),
        ("columnType", ErrorFormat.SqlType(field.DataType)),
        ("columnName", SqlIdentifier.Quote(field.Name)),
        ("tableName", SqlIdentifier.Quote(Path.GetFileName(table.Location))));

    public static SqlSparkException BadOption(LogicalPlan command, string key, string value) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.OPTION", command.Origin.ToQueryContext(), ("option", key), ("source", "CACHE TABLE"), ("value", value));

    public static SqlSparkException RefreshOfBuiltin(LogicalPlan command, IEnumerable<string> name) => SqlSparkException.Create(
        "_LEGACY_ERROR_TEMP_1256", command.Origin.ToQueryContext(), ("functionName", SqlIdentifier.QuoteIfNeeded(name)));

    public static SqlSparkException NotAllowed(LogicalPlan command, string message) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_0035", command.Origin.ToQueryContext(), ("message", message));

    public static SqlSparkException BucketsWithoutColumns(LogicalPlan command) => SqlSparkException.Create("SPECIFY_BUCKETING_IS_NOT_ALLOWED", command.Origin.ToQueryContext());

    public static SqlSparkException BucketColumnType(LogicalPlan command, DataType type) =>
        SqlSparkException.Create("INVALID_BUCKET_COLUMN_DATA_TYPE", command.Origin.ToQueryContext(), ("type", ErrorFormat.SqlType(type)));

    public static SqlSparkException NoSuchTableColumn(LogicalPlan command, string kind, string column, IEnumerable<string> table, StructType schema) =>
        SqlSparkException.Create(
            "COLUMN_NOT_DEFINED_IN_TABLE",
            command.Origin.ToQueryContext(),
            ("colType", kind),
            ("colName", SqlIdentifier.Quote(column)),
            ("tableName", SqlIdentifier.Quote(table)),
            ("tableCols", string.Join(", ", schema.Fields.Map(f => SqlIdentifier.Quote(f.Name)))));

    private static string ListOf(IEnumerable<EquatableArray<PartitionValue>> partitions) => string.Join(
        ", ", partitions.Select(partition => $"PARTITION ({string.Join(", ", partition.Select(value => $"{SqlIdentifier.Quote(value.Column)} = {value.Text ?? "null"}"))})"));

    private static SqlSparkException WrongObject(LogicalPlan command, string operation, string required, IEnumerable<string> name, string found, string alternative) =>
        SqlSparkException.Create(
            "WRONG_COMMAND_FOR_OBJECT_TYPE",
            command.Origin.ToQueryContext(),
            ("operation", operation),
            ("requiredType", required),
            ("objectName", SqlIdentifier.Quote(name)),
            ("foundType", found),
            ("alternative", alternative));
}

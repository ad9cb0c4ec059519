using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <content>Statements about the objects of the catalog.</content>
internal sealed partial class AstBuilder
{
    // --- Databases ---------------------------------------------------------------------------------------------------

    private LogicalPlan CreateDatabase(CreateNamespaceContext context)
    {
        string? comment = null;
        string? location = null;
        EquatableArray<KeyValuePair<string, string>>? properties = null;
        foreach (var clause in context.namespaceClause())
        {
            if (clause.COLLATION() is not null)
                return Unrun(context, "CREATE DATABASE with DEFAULT COLLATION");
            if (clause.COMMENT() is not null)
            {
                CheckFirst(clause, comment is null, "COMMENT");
                comment = StringValue(clause.STRING());
            }
            else if (clause.LOCATION() is not null)
            {
                CheckFirst(clause, location is null, "LOCATION");
                location = StringValue(clause.STRING());
            }
            else
            {
                CheckFirst(clause, properties is null, "WITH PROPERTIES");
                properties = DatabaseProperties(clause.propertyList());
            }
        }

        return new CreateDatabase(NameParts(context.identifierReference()), context.ifNotExists() is not null, comment, location, properties ?? []);
    }

    /// <summary>Properties of a database, none of which may be one that clauses set.</summary>
    private EquatableArray<KeyValuePair<string, string>> DatabaseProperties(PropertyListContext context)
    {
        var properties = Options(context);
        foreach (var (key, _) in properties)
        {
            var clause = key switch
            {
                "location" => "please use the LOCATION clause to specify it",
                "owner" => "it will be set to the current user",
                "comment" => "please use the COMMENT clause to specify it",
                _ => null,
            };
            if (clause is not null && key != "comment")
                throw Error(context, "UNSUPPORTED_FEATURE.SET_NAMESPACE_PROPERTY", ("property", key), ("msg", clause));
        }

        return properties;
    }

    // --- Views -------------------------------------------------------------------------------------------------------

    /// <summary>A view of the catalog.</summary>
    private LogicalPlan CreateView(CreateViewContext context)
    {
        var name = NameParts(context.identifierReference());
        if (context.ifNotExists() is not null && context.REPLACE() is not null)
            throw Error(context, "CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE", ("viewName", SqlIdentifier.Quote(name)));
        string? comment = null;
        ViewSchemaMode? mode = null;
        EquatableArray<KeyValuePair<string, string>>? properties = null;
        foreach (var clause in context.viewClause())
        {
            if (clause.COMMENT() is not null)
            {
                CheckFirst(clause, comment is null, "COMMENT");
                comment = StringValue(clause.STRING());
            }
            else if (clause.schemaBinding() is { } binding)
            {
                CheckFirst(clause, mode is null, "WITH SCHEMA");
                mode = SchemaMode(binding);
            }
            else if (clause.TBLPROPERTIES() is not null)
            {
                CheckFirst(clause, properties is null, "TBLPROPERTIES");
                properties = Options(clause.propertyList());
            }
            else
            {
                return Unrun(context, $"CREATE VIEW with {LeadingWords(clause, 2)}");
            }
        }

        var columns = ViewColumns(context);
        if (mode == ViewSchemaMode.Evolution && !columns.IsEmpty)
            mode = ViewSchemaMode.TypeEvolution;
        return new CreateView(name, columns, Query(context.query()), context.REPLACE() is not null, context.ifNotExists() is not null, IsGlobal: false)
        {
            QueryText = TextOf(context.query()),
            IsTemporary = false,
            Comment = comment,
            SchemaMode = mode,
            Properties = properties ?? [],
        };
    }

    private ViewSchemaMode SchemaMode(SchemaBindingContext context)
    {
        if (!conf.Get(SqlConf.LegacyViewSchemaBindingMode))
            throw Error(context, "FEATURE_NOT_ENABLED", ("featureName", "VIEW ... WITH SCHEMA ..."), ("configKey", SqlConf.LegacyViewSchemaBindingMode.Key), ("configValue", "true"));
        return string.Join(' ', context.identifier().Select(i => Name(i).ToUpperInvariant())) switch
        {
            "BINDING" => ViewSchemaMode.Binding,
            "COMPENSATION" => ViewSchemaMode.Compensation,
            "TYPE EVOLUTION" => ViewSchemaMode.TypeEvolution,
            "EVOLUTION" => ViewSchemaMode.Evolution,
            var mode => throw Error(context, "PARSE_SYNTAX_ERROR", ("error", $"'{mode}'"), ("hint", "")),
        };
    }

    // --- ALTER -------------------------------------------------------------------------------------------------------

    private LogicalPlan Alter(AlterContext context)
    {
        switch (context.alterStatement())
        {
            case AlterNamespaceContext database:
                var name = NameParts(database.identifierReference());
                return database.alterNamespaceAction() switch
                {
                    SetNamespacePropertiesContext set => new AlterDatabase(name, DatabaseProperties(set.propertyList()), []),
                    UnsetNamespacePropertiesContext unset => new AlterDatabase(name, [], Options(unset.propertyList()).Map(p => p.Key)),
                    SetNamespaceLocationContext location => new AlterDatabase(name, [], [], Location: StringValue(location.STRING())),
                    _ => Unrun(context, LeadingWords(context, 2)),
                };
            case AlterTableContext { } table when table.partitionSpec() is { } from:
                return table.alterTableAction() is RenameTableContext renamed && renamed.partitionSpec() is { } to
                    ? new AlterTable(NameParts(table.identifierReference()), new TableChange.RenamePartition(PartitionValues(from), PartitionValues(to)), IsView: false, "ALTER TABLE ... RENAME TO PARTITION")
                    : Unrun(context, LeadingWords(context, 2));
            case AlterTableContext table:
                return Change(table.alterTableAction()) is { } change
                    ? new AlterTable(NameParts(table.identifierReference()), change.Change, IsView: false, $"ALTER TABLE ... {change.Operation}")
                    : Unrun(context, LeadingWords(context, 2));
            case AlterViewContext view:
                var (viewChange, operation) = view.alterViewAction() switch
                {
                    RenameViewContext rename => ((TableChange)new TableChange.Rename(NameParts(rename.multipartIdentifier())), "RENAME TO"),
                    SetViewPropertiesContext set => (new TableChange.SetProperties(Options(set.propertyList())), "SET TBLPROPERTIES"),
                    UnsetViewPropertiesContext unset => (new TableChange.UnsetProperties(Options(unset.propertyList()).Map(p => p.Key)), "UNSET TBLPROPERTIES"),
                    AlterViewSchemaBindingContext binding => (new TableChange.SetSchemaMode(SchemaMode(binding.schemaBinding())), "WITH SCHEMA"),
                    AlterViewQueryContext query => (new TableChange.SetQuery(Query(query.query()), TextOf(query.query())), "AS"),
                    _ => throw Unsupported(view, "ALTER VIEW"),
                };
                return new AlterTable(NameParts(view.identifierReference()), viewChange, IsView: true, $"ALTER VIEW ... {operation}");
            default:
                return Unrun(context, LeadingWords(context, 2));
        }
    }

    /// <summary>The change, and what messages call it; null for those that no later layer knows.</summary>
    private (TableChange Change, string Operation)? Change(AlterTableActionContext context)
    {
        switch (context)
        {
            case RenameTableContext rename when rename.multipartIdentifier() is { } to:
                return (new TableChange.Rename(NameParts(to)), "RENAME TO");
            case AddColumnsContext add:
                return AddedColumns(add.addedColumn()) is { } added ? (added, "ADD COLUMNS") : null;
            case AddColumnsInParenthesesContext add:
                return AddedColumns(add.addedColumn()) is { } addedToo ? (addedToo, "ADD COLUMNS") : null;
            case RenameColumnContext:
                return (new TableChange.Unsupported("RENAME COLUMN"), "RENAME COLUMN");
            case DropColumnsContext or DropColumnsInParenthesesContext:
                return (new TableChange.Unsupported("DROP COLUMN"), "DROP COLUMN");
            case ReplaceColumnsContext:
                return (new TableChange.Unsupported("REPLACE COLUMNS"), "REPLACE COLUMNS");
            case AlterColumnsContext alter when alter.columnChange() is [var only]:
                return AlteredColumn(only) is { } altered ? (altered, "CHANGE COLUMN") : null;
            case ChangeColumnContext change when change.columnPosition() is not { Length: > 0 } && change.NULL() is not { Length: > 0 }:
                var column = NameParts(change.multipartIdentifier());
                if (!column[^1].Equals(Name(change.newName), StringComparison.OrdinalIgnoreCase))
                    throw Error(change, "_LEGACY_ERROR_TEMP_0035", ("message", "Renaming column is not supported in Hive-style ALTER COLUMN, please run RENAME COLUMN instead"));
                return (new TableChange.AlterColumn(column, DataType(change.dataType()), change.STRING() is { Length: > 0 } comments ? StringValue(comments[0]) : null), "CHANGE COLUMN");
            case AddPartitionsContext add:
                return (new TableChange.AddPartitions(
                    add.addedPartition().Select(p => new AddedPartition(PartitionValues(p.partitionSpec()), p.STRING() is { } path ? StringValue(path) : null)).ToEquatableArray(),
                    add.ifNotExists() is not null), "ADD PARTITION ...");
            case DropPartitionsContext drop:
                return (new TableChange.DropPartitions(drop.partitionSpec().Select(PartitionValues).ToEquatableArray(), drop.ifExists() is not null), "DROP PARTITION ...");
            case RecoverPartitionsContext:
                return (new TableChange.RecoverPartitions(), "RECOVER PARTITIONS");
            case SetTablePropertiesContext set:
                return (new TableChange.SetProperties(Options(set.propertyList())), "SET TBLPROPERTIES");
            case UnsetTablePropertiesContext unset:
                return (new TableChange.UnsetProperties(Options(unset.propertyList()).Map(p => p.Key)), "UNSET TBLPROPERTIES");
            case SetTableLocationContext location:
                return (new TableChange.SetLocation(StringValue(location.STRING())), "SET LOCATION");
            default:
                return null;
        }
    }

    /// <summary>The columns of PARTITION with values as text. Spark: <c>visitNonOptionalPartitionSpec</c>.</summary>
    private EquatableArray<PartitionValue> PartitionValues(PartitionSpecContext context)
    {
        var values = new List<PartitionValue>();
        foreach (var value in context.partitionValue())
        {
            var name = Name(value.identifier());
            if (value.valueExpression() is not { } written)
                throw Error(context, "INVALID_SQL_SYNTAX.EMPTY_PARTITION_VALUE", ("partKey", SqlIdentifier.Quote(name)));
            if (value.comparisonOperator().EQ() is null)
                throw Error(context, "INVALID_SQL_SYNTAX.UNSUPPORTED_SQL_STATEMENT", ("sqlText", TextOf(context)));
            if (values.Exists(v => v.Column.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw Error(context, "DUPLICATE_KEY", ("keyColumn", SqlIdentifier.Quote(name)));
            values.Add(new PartitionValue(name, PartitionText(Value(written), context)));
        }

        return values.ToEquatableArray();
    }

    private Command Analyze(AnalyzeStatementContext context)
    {
        if (context is AnalyzeTablesContext tables)
            return new AnalyzeTables(In(tables.inNamespace()), IsNoScan(tables.noscan));
        var table = (AnalyzeTableContext)context;
        var values = new List<PartitionValue>();
        var open = new List<string>();
        foreach (var value in table.partitionSpec()?.partitionValue() ?? [])
        {
            if (value.valueExpression() is { } written)
                values.Add(new PartitionValue(Name(value.identifier()), PartitionText(Value(written), table.partitionSpec())));
            else
                open.Add(Name(value.identifier()));
        }

        return new AnalyzeTable(
            NameParts(table.identifierReference()),
            values.ToEquatableArray(),
            open.ToEquatableArray(),
            IsNoScan(table.noscan),
            table.COLUMNS() is not null && table.ALL() is null ? table.identifiers().identifier().Select(Name).ToEquatableArray() : [],
            table.ALL() is not null);
    }

    private bool IsNoScan(IdentifierContext? word)
    {
        if (word is null)
            return false;
        return Name(word).Equals("NOSCAN", StringComparison.OrdinalIgnoreCase) ? true : throw Error(word, "INVALID_SQL_SYNTAX.ANALYZE_TABLE_UNEXPECTED_NOSCAN", ("ctx", TextOf(word)));
    }

    private string? PartitionText(Expression value, PartitionSpecContext context)
    {
        if (ConstantFolder.TryFold(value) is not { } constant)
            throw Error(context, "INVALID_SQL_SYNTAX.UNSUPPORTED_SQL_STATEMENT", ("sqlText", TextOf(context)));
        return (string?)ConstantFolder.TryFold(new Cast(constant, StringType.Instance, EvalMode.Ansi, conf.SessionTimeZone))?.Value;
    }

    private TableChange.AddColumns? AddedColumns(AddedColumnContext[] columns)
    {
        var fields = new List<StructField>();
        foreach (var column in columns)
        {
            var name = NameParts(column.multipartIdentifier());
            string? comment = null;
            string? defaultText = null;
            foreach (var option in column.columnOption())
            {
                if (option is ColumnCommentContext text)
                    comment = text.STRING().GetText();
                else if (option is ColumnDefaultContext value)
                    defaultText = DefaultText(value);
                else
                    return null;
            }

            if (name.Count != 1 || column.columnPosition().Length > 0)
                return null;
            fields.Add(ColumnDefaults.WithCurrent(NewField(name[0], DataType(column.dataType()), nullable: true, comment), defaultText));
        }

        return new TableChange.AddColumns(fields.ToEquatableArray());
    }

    private TableChange? AlteredColumn(ColumnChangeContext context)
    {
        var column = NameParts(context.multipartIdentifier());
        return context.columnChangeAction() switch
        {
            SetDefaultContext value => NewDefault(column, value.expression()),
            DropDefaultContext => new TableChange.SetDefault(column, null),
            ChangeTypeContext type => new TableChange.AlterColumn(column, DataType(type.dataType()), null),
            ChangeCommentContext comment => new TableChange.AlterColumn(column, null, StringValue(comment.STRING())),
            null => throw Error(context, "_LEGACY_ERROR_TEMP_0035", ("message", "ALTER TABLE table ALTER COLUMN requires a TYPE, a SET/DROP, a COMMENT, or a FIRST/AFTER")),
            _ => null,
        };
    }

    private TableChange.SetDefault NewDefault(EquatableArray<string> column, ExpressionContext value)
    {
        Expression(value);
        return new TableChange.SetDefault(column, TextOf(value));
    }

    private LogicalPlan CommentOn(CommentOnContext context)
    {
        var text = context.STRING() is { } written ? StringValue(written) : "";
        var target = context.commentTarget();
        if (target.namespaceKind() is not null)
            return new AlterDatabase(NameParts(target.identifierReference()), [], [], Comment: text);
        return target.TABLE() is not null
            ? new AlterTable(NameParts(target.identifierReference()), new TableChange.SetComment(text), IsView: false, "COMMENT ON TABLE")
            : Unrun(context, "COMMENT ON");
    }

    // --- SHOW and DESCRIBE -------------------------------------------------------------------------------------------

    private LogicalPlan Show(ShowStatementContext context) => context switch
    {
        ShowCatalogsContext show => new ShowCatalogs(Pattern(show.likePattern())),
        ShowNamespacesContext show => new ShowNamespaces(In(show.inNamespace()), Pattern(show.likePattern())),
        ShowCurrentNamespaceContext => new ShowCurrentNamespace(),
        ShowTablesContext show => new ShowTables(In(show.inNamespace()), Pattern(show.likePattern())),
        ShowTableExtendedContext show => new ShowTableExtended(
            In(show.inNamespace()), StringValue(show.STRING()), show.partitionSpec() is { } spec ? PartitionValues(spec) : []),
        ShowPartitionsContext show => new ShowPartitions(NameParts(show.identifierReference()), show.partitionSpec() is { } spec ? PartitionValues(spec) : []),
        ShowViewsContext show => new ShowViews(In(show.inNamespace()), Pattern(show.likePattern())),
        ShowColumnsContext show => new ShowColumns(NameParts(show.identifierReference()), In(show.inNamespace())),
        ShowTablePropertiesContext show => new ShowTableProperties(
            NameParts(show.identifierReference()),
            show.propertyKey() is not { } key ? null : key.STRING() is { } quoted ? StringValue(quoted) : string.Join('.', key.identifier().Select(Name))),
        ShowCreateTableContext show => new ShowCreateTable(NameParts(show.identifierReference()), show.SERDE() is not null),
        ShowFunctionsContext show => ShowFunctions(show),
        _ => Unrun(context, $"SHOW {LeadingWords(context, 1)}"),
    };

    private ShowFunctions ShowFunctions(ShowFunctionsContext context)
    {
        var scope = context.scope?.Text.ToUpperInvariant() ?? "ALL";
        if (scope is not ("ALL" or "SYSTEM" or "USER"))
            throw Error(context, "INVALID_SQL_SYNTAX.SHOW_FUNCTIONS_INVALID_SCOPE", ("scope", SqlIdentifier.Quote(scope)));
        var pattern = context.STRING() is { } text ? StringValue(text) : context.multipartIdentifier() is { } name ? string.Join('.', NameParts(name)) : null;
        return new ShowFunctions(scope is "ALL" or "USER", scope is "ALL" or "SYSTEM", In(context.inNamespace()), pattern);
    }

    private EquatableArray<string> In(InNamespaceContext? context) => context is null ? [] : NameParts(context.identifierReference());

    private string? Pattern(LikePatternContext? context) => context is null ? null : StringValue(context.STRING());

    private LogicalPlan DescribeStatement(DescribeStatementContext context)
    {
        switch (context)
        {
            case DescribeNamespaceContext database:
                return new DescribeDatabase(NameParts(database.identifierReference()), database.EXTENDED() is not null);
            case DescribeQueryContext query:
                return new DescribeQuery(Query(query.query()));
            case DescribeFunctionContext function when function.describedFunction().identifierReference() is { } name:
                return new DescribeFunction(NameParts(name), function.EXTENDED() is not null);
            case DescribeTableContext table when table.JSON() is null:
                var spec = table.partitionSpec() is { } partition ? PartitionValues(partition) : [];
                if (table.column is not { } column)
                    return new DescribeTable(NameParts(table.identifierReference()), table.option is not null, spec);
                return spec.IsEmpty
                    ? new DescribeColumn(NameParts(table.identifierReference()), NameParts(column), table.option is not null)
                    : throw Error(context, "UNSUPPORTED_FEATURE.DESC_TABLE_COLUMN_PARTITION");
            default:
                return Unrun(context, $"DESCRIBE {LeadingWords(context, 1)}");
        }
    }
}

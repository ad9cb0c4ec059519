using Antlr4.Runtime;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>A statement. Those that no later layer runs become <see cref="UnsupportedCommand"/>.</summary>
    public LogicalPlan Statement(SingleStatementContext context) =>
        context.script() is { } script ? Unrun(script, "BEGIN ... END") : Statement(context.statement());

    private LogicalPlan Statement(StatementContext context)
    {
        using var place = At(context);
        if (FindComputedName(context) is { } computed)
        {
            return new UnresolvedIdentifierRelation(Expression(computed.expression()), parts =>
            {
                _computedNames[computed] = parts;
                return Statement(context);
            });
        }

        return context switch
        {
            DataStatementContext data when data.queryBody() is { } body => With(data.ctes(), QueryBody(body)),
            DataStatementContext data => DataChange(data),
            ExplainContext explain => new ExplainCommand(Mode(explain.explainMode()), Statement(explain.statement())),
            CreateContext { } create => Create(create),
            DropContext drop => Drop(drop),
            ReplaceContext { } replace when replace.replaceStatement() is ReplaceTableContext table => new UnsupportedTableOperation(
                NameParts(table.identifierReference()), table.tableDefinition().query() is null ? "REPLACE TABLE" : "REPLACE TABLE AS SELECT", NeedsTable: true),
            SetContext set => Set(set),
            ResetContext reset => Reset(reset),
            CacheTableContext cache => new CacheTable(
                NameParts(cache.identifierReference()), cache.query() is { } query ? Query(query) : null, cache.LAZY() is not null, Options(cache.propertyList())),
            UncacheTableContext uncache => new UncacheTable(NameParts(uncache.identifierReference()), uncache.ifExists() is not null),
            ClearCacheContext => new ClearCache(),
            UseContext use => new UseDatabase(NameParts(use.identifierReference()), IsCatalog: false),
            AlterContext alter => Alter(alter),
            ShowContext show => Show(show.showStatement()),
            DescribeContext describe => DescribeStatement(describe.describeStatement()),
            CommentOnContext comment => CommentOn(comment),
            TruncateTableContext truncate => new TruncateTable(
                NameParts(truncate.identifierReference()), truncate.partitionSpec() is { } spec ? PartitionValues(spec) : []),
            RepairTableContext repair => Repair(repair),
            AnalyzeContext analyze => Analyze(analyze.analyzeStatement()),
            RefreshFunctionContext refresh => new RefreshFunction(NameParts(refresh.identifierReference())),
            RefreshResourceContext refresh => new RefreshResource(refresh.STRING() is { } path ? StringValue(path) : refresh.RAW_TEXT().GetText().Trim()),
            RefreshTableContext refresh => new RefreshTable(NameParts(refresh.identifierReference())),
            DeclareVariableContext declare => Declare(declare),
            ExecuteImmediateContext execute => new ExecuteImmediate(
                Expression(execute.sql),
                execute.targets is { } targets ? targets.identifierReference().Select(NameParts).ToEquatableArray() : [],
                execute.executeUsing() is { } arguments ? arguments.namedExpression().Select(Argument).ToEquatableArray() : []),
            _ => Unrun(context, LeadingWords(context, 2)),
        };
    }

    /// <summary>MSCK REPAIR TABLE. Folders are the only record of partitions, so there are none to drop.</summary>
    private AlterTable Repair(RepairTableContext context) =>
        new(NameParts(context.identifierReference()), new TableChange.RecoverPartitions(), IsView: false, "MSCK REPAIR TABLE");

    private LogicalPlan DataChange(DataStatementContext context) => context.dataChange() switch
    {
        InsertDirectoryContext insert => InsertDirectory(insert, context.ctes()),
        InsertContext insert => Insert(insert, context.ctes()),
        DeleteFromContext delete => new UnsupportedTableOperation(NameParts(delete.identifierReference()), "DELETE", NeedsTable: true),
        UpdateTableContext update => new UnsupportedTableOperation(NameParts(update.identifierReference()), "UPDATE TABLE", NeedsTable: true),
        MergeIntoContext merge => new UnsupportedTableOperation(NameParts(merge.target), "MERGE INTO TABLE", NeedsTable: true),
        var change => Unrun(context, LeadingWords(change, 2)),
    };

    private UnsupportedCommand Unrun(ParserRuleContext context, string name)
    {
        using var place = At(context);
        return new UnsupportedCommand(name);
    }

    /// <summary>The first words of a statement in capitals: what messages call it.</summary>
    private string LeadingWords(ParserRuleContext context, int count) => string.Join(
        ' ',
        TextOf(context).Split([' ', '\t', '\r', '\n', '('], StringSplitOptions.RemoveEmptyEntries).Take(count).Select(w => w.ToUpperInvariant()));

    private static Catalyst.Plans.ExplainMode Mode(ExplainModeContext? context) => context?.Start.Type switch
    {
        null => Catalyst.Plans.ExplainMode.Simple,
        FORMATTED => Catalyst.Plans.ExplainMode.Formatted,
        EXTENDED or LOGICAL => Catalyst.Plans.ExplainMode.Extended,
        CODEGEN => Catalyst.Plans.ExplainMode.Codegen,
        COST => Catalyst.Plans.ExplainMode.Cost,
        _ => Catalyst.Plans.ExplainMode.Analyze,
    };

    // --- Views -------------------------------------------------------------------------------------------------------

    private LogicalPlan Create(CreateContext context)
    {
        switch (context.createStatement())
        {
            case CreateViewContext view when view.temporary() is not null:
                if (view.ifNotExists() is not null && view.REPLACE() is not null)
                {
                    throw Error(
                        view, "CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE", ("viewName", Core.Types.SqlIdentifier.Quote(NameParts(view.identifierReference()))));
                }

                if (view.ifNotExists() is not null)
                    throw Error(view, "_LEGACY_ERROR_TEMP_0053");
                if (view.viewClause().FirstOrDefault(c => c.COLLATION() is not null) is { } collation)
                    throw Unsupported(collation, "DEFAULT COLLATION of a view");
                return new CreateView(
                    NameParts(view.identifierReference()),
                    ViewColumns(view),
                    Query(view.query()),
                    view.REPLACE() is not null,
                    false,
                    view.GLOBAL() is not null)
                {
                    QueryText = TextOf(view.query()),
                    Comment = view.viewClause().Select(c => c.COMMENT() is null ? null : StringValue(c.STRING())).FirstOrDefault(c => c is not null),
                };
            case CreateTemporaryViewUsingContext view:
                return new CreateTemporaryViewUsing(
                    NameParts(view.identifierReference()),
                    view.columnTypeList() is { } schema ? Schema(schema) : null,
                    string.Join('.', NameParts(view.tableProvider().multipartIdentifier())),
                    Options(view.propertyList()),
                    view.REPLACE() is not null,
                    view.GLOBAL() is not null);
            case CreateViewContext view:
                return CreateView(view);
            case CreateNamespaceContext database:
                return CreateDatabase(database);
            case CreateTableContext table when table.replace is not null && table.temporary() is null && table.tableDefinition().query() is null:
                return new UnsupportedTableOperation(NameParts(table.identifierReference()), "REPLACE TABLE", NeedsTable: false);
            case CreateTableLikeContext like:
                return CreateTableLike(like);
            case CreateTableContext table when table.temporary() is null && table.EXTERNAL() is null && table.tableDefinition().query() is { } query:
                return CreateTable(table, query);
            case CreateTableContext table when table.temporary() is null && table.replace is null && table.tableDefinition().query() is null:
                return CreateTable(table);
            case CreateSqlFunctionContext function:
                return CreateFunction(function);
            default:
                return Unrun(context, LeadingWords(context, 2));
        }
    }

    private EquatableArray<ViewColumn> ViewColumns(CreateViewContext view) => view.viewColumns() is { } columns
        ? columns.viewColumn().Select(c => new ViewColumn(Name(c.identifier()), c.STRING() is { } text ? StringValue(text) : null)).ToEquatableArray()
        : [];

    private LogicalPlan Drop(DropContext context) => context.dropStatement() switch
    {
        DropViewContext view => new DropView(NameParts(view.identifierReference()), view.ifExists() is not null),
        DropTableContext table => new DropTable(NameParts(table.identifierReference()), table.ifExists() is not null),
        DropNamespaceContext database => new DropDatabase(NameParts(database.identifierReference()), database.ifExists() is not null, database.CASCADE() is not null),
        DropVariableContext variable => new DropVariable(NameParts(variable.identifierReference()), variable.ifExists() is not null),
        DropFunctionContext function when function.temporary() is not null && NameParts(function.identifierReference()) is { Count: > 1 } parts =>
            throw Error(function, "INVALID_SQL_SYNTAX.MULTI_PART_NAME", ("statement", "DROP TEMPORARY FUNCTION"), ("name", Core.Types.SqlIdentifier.Quote(parts))),
        DropFunctionContext function => new DropFunction(NameParts(function.identifierReference()), function.temporary() is not null, function.ifExists() is not null),
        _ => Unrun(context, LeadingWords(context, 2)),
    };

    /// <summary>Options: keys as written, values as text.</summary>
    private EquatableArray<KeyValuePair<string, string>> Options(PropertyListContext? context)
    {
        if (context is null)
            return [];
        return context.property().Select(p => new KeyValuePair<string, string>(
            p.propertyKey().STRING() is { } quoted ? StringValue(quoted) : string.Join('.', p.propertyKey().identifier().Select(Name)),
            p.value is null ? "" : OptionValue(p.value))).ToEquatableArray();
    }

    private string OptionValue(ExpressionContext context) => Expression(context) switch
    {
        Literal { Value: string text } => text,
        Literal { Value: bool flag } => flag ? "true" : "false",
        Literal { IsNull: false } => TextOf(context),
        UnaryMinus => TextOf(context),
        _ => throw Error(context, "INVALID_SQL_SYNTAX.OPTION_IS_INVALID", ("key", TextOf(context)), ("supported", "literals")),
    };

    // --- SET and RESET -----------------------------------------------------------------------------------------------

    private LogicalPlan Set(SetContext context)
    {
        switch (context.setStatement())
        {
            case SetConfigurationContext configuration:
                return configuration.RAW_TEXT() is { } text ? SetConfiguration(configuration, text.GetText().Trim()) : new SetCommand(null, null);
            case SetVariablesContext variables:
                return SetVariables(variables);
            case SetVariablesFromQueryContext variables:
                return new SetVariables(variables.identifierReferences().identifierReference().Select(NameParts).ToEquatableArray(), Query(variables.query()));
            case SetCatalogContext catalog:
                return new UseDatabase([catalog.STRING() is { } quoted ? StringValue(quoted) : Name(catalog.identifier())], IsCatalog: true);
            case SetTimeZoneContext zone:
                return SetTimeZone(zone);
            case SetMalformedTimeZoneContext malformed:
                throw Error(malformed, "INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE", ("input", TextOf(malformed)));
            default:
                return Unrun(context, LeadingWords(context, 2));
        }
    }

    private LogicalPlan SetConfiguration(SetConfigurationContext context, string text)
    {
        if (text == "-v")
            return new SetCommand(null, null, true);
        var separator = text.IndexOf('=', StringComparison.Ordinal);
        var key = (separator < 0 ? text : text[..separator]).Trim();
        var value = separator < 0 ? null : UnquoteSetting(text[(separator + 1)..].Trim());
        if (key.Length >= 2 && key[0] == '`' && key[^1] == '`')
            key = key[1..^1];
        else if (key.AsSpan().IndexOfAny(" \t\r\n'\"") >= 0)
            throw Error(context, "INVALID_SET_SYNTAX");
        return key.Length == 0 ? throw Error(context, "INVALID_SET_SYNTAX") : new SetCommand(key, value);
    }

    private static string UnquoteSetting(string value) => value.Length >= 2 && value[0] == '`' && value[^1] == '`' ? value[1..^1] : value;

    private SetCommand SetTimeZone(SetTimeZoneContext context)
    {
        var key = SqlConf.SessionTimeZone.Key;
        if (context.LOCAL() is not null)
            return new SetCommand(key, TimeZoneInfo.Local.Id);
        if (context.STRING() is { } text)
            return new SetCommand(key, StringValue(text));
        return Interval(context.interval()) is Literal { Value: long micros } && micros % MicrosPerSecond == 0 && Math.Abs(micros) <= 18 * 3600 * MicrosPerSecond
            ? new SetCommand(key, OffsetText(micros / MicrosPerSecond))
            : throw Error(context, "INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE", ("input", TextOf(context.interval())));
    }

    private static string OffsetText(long seconds)
    {
        var sign = seconds < 0 ? '-' : '+';
        var magnitude = Math.Abs(seconds);
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sign}{magnitude / 3600:00}:{magnitude / 60 % 60:00}");
        return magnitude % 60 == 0 ? text : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text}:{magnitude % 60:00}");
    }

    private ResetCommand Reset(ResetContext context)
    {
        if (context.RAW_TEXT() is not { } raw)
            return new ResetCommand((string?)null);
        var key = raw.GetText().Trim();
        if (key.Length >= 2 && key[0] == '`' && key[^1] == '`')
            return new ResetCommand(key[1..^1]);
        return key.AsSpan().IndexOfAny(" \t\r\n'\"=") >= 0 ? throw Error(context, "INVALID_RESET_COMMAND_FORMAT") : new ResetCommand(key);
    }
}

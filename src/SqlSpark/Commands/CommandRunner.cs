using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Sessions;

namespace SqlSpark.Commands;

/// <summary>Runs commands. Each returns its rows as a relation in memory; most have none.</summary>
internal sealed partial class CommandRunner(SessionState session, CancellationToken cancellationToken)
{
    public LogicalPlan Run(Command command) => command switch
    {
        CreateView view => CreateView(view),
        CreateTemporaryViewUsing view => CreateView(view),
        InsertIntoDir insert => Insert(insert),
        CreateTableAsSelect create => CreateTable(create),
        CreateTable create => CreateTable(create),
        CreateTableLike create => CreateTable(create),
        InsertInto insert => Insert(insert),
        DropTable drop => Drop(drop),
        DropView drop => Drop(drop),
        AlterTable alter => Alter(alter),
        TruncateTable truncate => Truncate(truncate),
        RefreshTable refresh => Refresh(refresh),
        CreateDatabase create => Create(create),
        DropDatabase drop => Drop(drop),
        AlterDatabase alter => Alter(alter),
        DescribeDatabase describe => Describe(describe),
        UseDatabase use => Use(use),
        ShowCommand show => Show(show),
        CreateSqlFunction create => CreateFunction(create),
        DropFunction drop => Drop(drop),
        DeclareVariables declare => Declare(declare),
        SetVariables set => Set(set),
        DropVariable drop => Drop(drop),
        ExecuteImmediate execute => Execute(execute),
        SetCommand set => Set(set),
        ResetCommand reset => Reset(reset),
        ExplainCommand explain => Rows(explain, [[Explain(explain)]]),
        AnalyzeTable analyze => Analyze(analyze),
        AnalyzeTables analyze => Analyze(analyze),
        CacheTable cache => Cache(cache),
        UncacheTable uncache => Uncache(uncache),
        ClearCache clear => Clear(clear),
        RefreshResource refresh => Refresh(refresh),
        RefreshFunction refresh => Refresh(refresh),
        _ => throw InternalErrors.Unreachable(command),
    };

    private static LocalRelation Rows(Command command, params EquatableArray<EquatableArray<object?>> rows) => new(command.Output, rows) { Source = command };

    // --- Views -------------------------------------------------------------------------------------------------------

    private const string CommentProperty = "comment";

    private LocalRelation CreateView(CreateView command)
    {
        if (command.IsTemporary)
            Add(command, command.Name, command.Query, command.QueryText, command.IsReplace, command.IsGlobal);
        else
            AddToCatalog(command);
        return Rows(command);
    }

    private void AddToCatalog(CreateView command)
    {
        CheckName(command, command.Name);
        CheckProperties(command, command.Properties);
        var name = session.Catalog.FullName(command.Name)!.Value;
        var mode = command.SchemaMode ?? (session.Conf.Get(SqlConf.LegacyViewSchemaCompensation) ? ViewSchemaMode.Compensation : ViewSchemaMode.Binding);
        var view = NewView(command.Comment, command.Properties, mode, command.QueryText!, command.Query.Schema, command.QueryColumns, namesColumns: !command.Columns.IsEmpty);
        while (true)
        {
            var existing = session.Catalog.FindRelation(name);
            if (existing is not null && command.IfNotExists)
                return;
            if (existing is TableDefinition && command.IsReplace)
                throw CommandErrors.NotAView(command, "CREATE OR REPLACE VIEW", name);
            if ((existing is not null && !command.IsReplace) || session.Catalog.FindTable(name) is { Definition: null })
                throw CommandErrors.TableExists(command, name);
            if (session.Catalog.Store.TryReplace(KeyOf(name), existing, view))
                return;
        }
    }

    /// <summary>A view, with the settings and names that count now.</summary>
    private ViewDefinition NewView(
        string? comment,
        EquatableArray<KeyValuePair<string, string>> properties,
        ViewSchemaMode mode,
        string text,
        Core.Types.StructType schema,
        EquatableArray<string> queryColumns,
        bool namesColumns)
    {
        schema = CharVarchar.Restore(schema, session.Parser, session.Conf.Snapshot);
        EquatableArray<string> space = [session.Catalog.CurrentCatalog, .. session.Catalog.CurrentNamespace];
        return new ViewDefinition(text, queryColumns, space, SessionConf.ModifiableIn(session.Conf.Snapshot), mode)
        {
            Schema = AsNullable(schema),
            Comment = comment,
            Properties = properties,
            NamesColumns = namesColumns,
            CreatedAt = session.Time.GetUtcNow(),
        };
    }

    private LocalRelation CreateView(CreateTemporaryViewUsing command)
    {
        var provider = session.Catalog.FindProvider(command.Provider) ?? throw CommandErrors.NoSuchProvider(command, command.Provider);
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var paths = new List<string>();
        foreach (var (key, value) in command.Options)
        {
            if (key.Equals("path", StringComparison.OrdinalIgnoreCase))
                paths.Add(value);
            else
                options[key] = value;
        }

        var table = provider.Open(new TableRequest(paths, options, command.DeclaredSchema, session.Conf.Snapshot));
        var attributes = table.Schema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable) { Metadata = f.Metadata });
        Add(command, command.Name, new LogicalRelation(table, attributes), null, command.IsReplace, command.IsGlobal);
        return Rows(command);
    }

    private void Add(Command command, EquatableArray<string> name, LogicalPlan plan, string? text, bool isReplace, bool isGlobal)
    {
        if (name.Count != 1)
            throw CommandErrors.TooManyNameParts(command, name);
        var views = isGlobal ? session.Catalog.GlobalViews : session.Catalog.LocalViews;
        EquatableArray<string> fullName = isGlobal ? [SessionCatalog.GlobalTempDatabase, name[0]] : name;
        if (!views.TryAdd(new TempView(fullName, plan, text), isReplace))
            throw CommandErrors.TempViewExists(command, name[0]);
    }

    private LocalRelation Drop(DropView command)
    {
        var isGlobal = command.Name.Count == 2 && command.Name[0].Equals(SessionCatalog.GlobalTempDatabase, StringComparison.OrdinalIgnoreCase);
        if (command.Name.Count == 1 ? session.Catalog.LocalViews.Remove(command.Name[0]) : isGlobal && session.Catalog.GlobalViews.Remove(command.Name[1]))
            return Rows(command);
        if (command.Name.Count == 3 && session.Catalog.FullName(command.Name) is null)
            throw CommandErrors.TooManyNamespaces(command, command.Name);
        var definition = session.Catalog.FindRelation(command.Name);
        if (definition is TableDefinition || (definition is null && session.Catalog.FindTable(command.Name) is not null))
            throw CommandErrors.NoView(command, session.Catalog.FullName(command.Name)!.Value);
        if (definition is not null)
            Remove(KeyOf(session.Catalog.FullName(command.Name)!.Value));
        return definition is not null || command.IfExists ? Rows(command) : throw CommandErrors.NoSuchView(command, command.Name);
    }

    // --- Settings ----------------------------------------------------------------------------------------------------

    private LocalRelation Set(SetCommand command)
    {
        if (command is { Key: { } key, Value: { } value })
        {
            if (session.Catalog.Variables.Find(key) is not null)
                throw CommandErrors.SetOfVariable(command, key);
            session.Conf.Set(key, value);
            return Rows(command, [key, value]);
        }

        if (command.Key is { } asked)
            return Rows(command, [asked, session.Conf.GetText(asked) ?? ConfigEntry.Undefined]);
        var settings = command.IsVerbose ? session.Conf.ListAll() : session.Conf.ListSet();
        return Rows(command, settings.Select(s => Row(s, command.IsVerbose)).ToEquatableArray());
    }

    private static EquatableArray<object?> Row(ConfigSetting setting, bool isVerbose) =>
        isVerbose ? [setting.Key, setting.Value, setting.Doc, setting.Version] : [setting.Key, setting.Value];

    private LocalRelation Reset(ResetCommand command)
    {
        if (command.Key is null)
            session.Conf.Reset();
        else
            session.Conf.Reset(command.Key);
        return Rows(command);
    }

    // --- EXPLAIN -----------------------------------------------------------------------------------------------------

    /// <summary>EXPLAIN answers with an error's text where the statement cannot be analyzed, as Spark does.</summary>
    private string Explain(ExplainCommand command)
    {
        try
        {
            return session.Explain(command.Query, command.Mode);
        }
        catch (SqlSparkException error)
        {
            return $"Error occurred during query planning: \n{error.Message}";
        }
    }
}

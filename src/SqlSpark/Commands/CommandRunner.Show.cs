using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Commands;

/// <content>SHOW.</content>
internal sealed partial class CommandRunner
{
    private static readonly string[] OperatorNames = ["!=", "<>", "between", "case", "||"];

    private LocalRelation Show(ShowCommand command) => command switch
    {
        ShowCatalogs show => Rows(show, NamePattern.Filter([SessionCatalog.DefaultCatalog], show.Pattern).Select(name => Row(name)).ToEquatableArray()),
        ShowNamespaces show => ShowDatabases(show),
        ShowCurrentNamespace => Rows(command, Row(SessionCatalog.DefaultCatalog, SqlIdentifier.QuoteIfNeeded(session.Catalog.CurrentDatabase))),
        ShowTables show => ShowRelations(show, show.In, show.Pattern, viewsOnly: false),
        ShowViews show => ShowRelations(show, show.In, show.Pattern, viewsOnly: true),
        ShowTableExtended { Partition.IsEmpty: false } show => ShowExtendedPartition(show),
        ShowTableExtended show => ShowExtended(show),
        ShowPartitions show => Show(show),
        ShowColumns show => ShowColumnNames(show),
        ShowTableProperties show => ShowProperties(show),
        ShowCreateTable show => Rows(show, Row(CreateStatement(show))),
        ShowFunctions show => ShowFunctionNames(show),
        DescribeTable describe => Describe(describe),
        DescribeQuery describe => Rows(describe, describe.Query.Schema.Fields.Map(ColumnRow)),
        DescribeColumn describe => Describe(describe),
        DescribeFunction describe => Describe(describe),
        _ => throw Core.Errors.InternalErrors.Unreachable(command),
    };

    private LocalRelation ShowDatabases(ShowNamespaces command)
    {
        if (!command.In.IsEmpty && (command.In.Count > 1 || !command.In[0].Equals(SessionCatalog.DefaultCatalog, StringComparison.OrdinalIgnoreCase)))
            throw CommandErrors.NoSuchCatalog(command, command.In[0]);
        return Rows(command, NamePattern.Filter(session.Catalog.DatabaseNames, command.Pattern).Select(name => Row(SqlIdentifier.QuoteIfNeeded(name))).ToEquatableArray());
    }

    private LocalRelation ShowRelations(ShowCommand command, EquatableArray<string> where, string? pattern, bool viewsOnly)
    {
        var (database, temporary) = TemporaryViewsIn(command, where);
        var names = temporary.Database.Length > 0 ? [] : session.Catalog.RelationNames(database).Where(name => !viewsOnly || Relation(database, name) is ViewDefinition);
        return Rows(
            command,
            NamePattern.Filter(names, pattern).Select(name => Row(SqlIdentifier.QuoteIfNeeded(database), name, false))
                .Concat(NamePattern.Filter(temporary.Names, pattern).Select(name => Row(temporary.Database, name, true)))
                .ToEquatableArray());
    }

    /// <summary>The database to list, and the temporary views that are listed with it.</summary>
    private (string Database, (string Database, IReadOnlyList<string> Names) Temporary) TemporaryViewsIn(Command command, EquatableArray<string> where)
    {
        var database = DatabaseOrCurrent(command, where);
        return database == SessionCatalog.GlobalTempDatabase
            ? (database, (database, [.. session.Catalog.GlobalViews.Names, .. session.Catalog.LocalViews.Names]))
            : (Existing(command, database), ("", session.Catalog.LocalViews.Names));
    }

    private RelationDefinition? Relation(string database, string name) => session.Catalog.FindRelation([SessionCatalog.DefaultCatalog, database, name]);

    private LocalRelation ShowExtended(ShowTableExtended command)
    {
        var (database, temporary) = TemporaryViewsIn(command, command.In);
        var rows = new List<EquatableArray<object?>>();
        foreach (var name in NamePattern.Filter(session.Catalog.RelationNames(database), command.Pattern))
        {
            if (Relation(database, name) is { } definition)
                rows.Add(Row(database, name, false, Information(Details(database, name, definition))));
        }

        foreach (var name in NamePattern.Filter(temporary.Names, command.Pattern))
        {
            var view = session.Catalog.FindTempView(temporary.Database.Length > 0 ? [temporary.Database, name] : [name]) ?? session.Catalog.FindTempView([name]);
            if (view is not null)
                rows.Add(Row(temporary.Database, name, true, Information(Details(view))));
        }

        return Rows(command, rows.ToEquatableArray());
    }

    /// <summary>With a partition the pattern is the name of a table.</summary>
    private LocalRelation ShowExtendedPartition(ShowTableExtended command)
    {
        var database = DatabaseOrCurrent(command, command.In);
        var (name, table) = PartitionedTable(command, [database, command.Pattern], "SHOW TABLE EXTENDED");
        return Rows(command, Row(database, name[2], false, Information(Details(table, OnePartition(command, name, table, command.Partition)))));
    }

    private static string Information(IEnumerable<(string Key, string Value)> details) => string.Concat(details.Select(d => d.Key == "Schema" ? $"{d.Key}: {d.Value}" : $"{d.Key}: {d.Value}\n")) + "\n";

    private LocalRelation ShowColumnNames(ShowColumns command)
    {
        var name = command.Name;
        if (!command.In.IsEmpty)
        {
            var database = DatabaseName(command, command.In);
            if (name.Count > 1 && !name[^2].Equals(database, StringComparison.OrdinalIgnoreCase))
                throw CommandErrors.ConflictingNamespaces(command, command.In, name.Take(name.Count - 1));
            name = [database, name[^1]];
        }

        return Rows(command, SchemaOf(command, name).Fields.Map(field => Row(field.Name)));
    }

    /// <summary>The columns of a table or view, temporary or not.</summary>
    private StructType SchemaOf(Command command, EquatableArray<string> name) =>
        session.Catalog.FindTempView(name)?.Plan.Schema
        ?? (session.Catalog.FindView(name) is { } view ? CurrentSchema(view)
            : session.Catalog.FindRelation(name)?.Schema ?? session.Catalog.FindTable(name)?.Table.Schema ?? throw CommandErrors.NoSuchView(command, name));

    /// <summary>The columns of a view as queries see them.</summary>
    private StructType CurrentSchema(CatalogView view) =>
        view.Definition.SchemaMode < ViewSchemaMode.TypeEvolution ? view.Definition.Schema : session.Analyze(new UnresolvedRelation(view.Name)).Schema;

    private LocalRelation ShowProperties(ShowTableProperties command)
    {
        if (session.Catalog.FindTempView(command.Name) is not null)
            return Rows(command);
        var definition = session.Catalog.FindRelation(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
        if (command.Key is not { } key)
            return Rows(command, definition.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Row(p.Key, Redaction.Of(p.Key, p.Value))).ToEquatableArray());
        var value = definition.Properties.FirstOrDefault(p => p.Key == key).Value;
        return Rows(
            command,
            Row(key, value is null
                ? $"Table {SqlIdentifier.QuoteIfNeeded(session.Catalog.FullName(command.Name)!.Value)} does not have property: {key}"
                : Redaction.Of(key, value)));
    }

    private LocalRelation ShowFunctionNames(ShowFunctions command)
    {
        var database = Existing(command, DatabaseOrCurrent(command, command.In));
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (command.WithSystem)
            names.UnionWith(NamePattern.Filter(session.Functions.Names.Concat(OperatorNames), command.Pattern));
        if (command.WithUser)
        {
            names.UnionWith(NamePattern.Filter(session.Catalog.TemporaryFunctions.Names, command.Pattern));
            names.UnionWith(NamePattern.Filter(session.Catalog.Store.Names(CatalogKind.Function, database), command.Pattern).Select(name => $"{SessionCatalog.DefaultCatalog}.{database}.{name}"));
        }

        return Rows(command, names.Select(name => Row(name)).ToEquatableArray());
    }

    /// <summary>The statement that creates a table or view. Spark: <c>ShowCreateTableCommand</c>.</summary>
    private string CreateStatement(ShowCreateTable command)
    {
        if (session.Catalog.FindTempView(command.Name) is { } temporary)
            throw CommandErrors.NeedsPermanentView(command, "SHOW CREATE TABLE", temporary.Name);
        var definition = session.Catalog.FindRelation(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
        var name = session.Catalog.FullName(command.Name)!.Value;
        if (definition is TableDefinition && command.IsSerDe)
            throw CommandErrors.NoSerDe(command, name);
        return CreateStatements.Of(name, definition);
    }
}

using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.DataSources.Files;

namespace SqlSpark.Commands;

/// <content>Databases.</content>
internal sealed partial class CommandRunner
{
    private LocalRelation Create(CreateDatabase command)
    {
        var name = DatabaseName(command, command.Name);
        if (!TableName().IsMatch(name))
            throw CommandErrors.BadTableName(command, name);
        var warehouse = session.Catalog.FindDatabase(SessionCatalog.DefaultDatabase)!.Location;
        var location = command.Location switch
        {
            null => $"{warehouse}/{name}.db",
            "" => throw CommandErrors.EmptyLocation(command),
            var written => WarehousePaths.Below(warehouse, written),
        };
        var database = new DatabaseDefinition(name, location) { Comment = command.Comment ?? "", Properties = command.Properties, Owner = Environment.UserName };
        var isNew = session.Catalog.FindDatabase(name) is null && session.Catalog.TryReplace(name, null, database, () => TableFolders.Create(location));
        return isNew || command.IfNotExists ? Rows(command) : throw CommandErrors.SchemaExists(command, name);
    }

    private LocalRelation Drop(DropDatabase command)
    {
        var name = DatabaseName(command, command.Name);
        if (name == SessionCatalog.DefaultDatabase)
            throw CommandErrors.DropDefaultDatabase(command, name);
        while (true)
        {
            if (session.Catalog.FindDatabase(name) is not { } database)
                return command.IfExists ? Rows(command) : throw CommandErrors.NoSuchSchema(command, FullDatabaseName(name));
            CatalogKey[] content =
            [
                .. session.Catalog.RelationNames(name).Select(relation => CatalogKey.OfRelation(name, relation)),
                .. session.Catalog.Store.Names(CatalogKind.Function, name).Select(function => CatalogKey.OfFunction(name, function)),
            ];
            if (!command.IsCascade && content.Length > 0)
                throw CommandErrors.SchemaNotEmpty(command, name);
            foreach (var key in content)
                Remove(key);
            if (session.Catalog.TryReplace(name, database, null, () => TableFolders.Delete(database.Location)))
                return Rows(command);
        }
    }

    private LocalRelation Alter(AlterDatabase command)
    {
        var name = DatabaseName(command, command.Name);
        while (true)
        {
            var database = session.Catalog.FindDatabase(name) ?? throw CommandErrors.NoSuchSchema(command, FullDatabaseName(name));
            var changed = database with
            {
                Comment = command.Comment ?? database.Comment,
                Location = command.Location is { } location ? WarehousePaths.Below(session.Catalog.FindDatabase(SessionCatalog.DefaultDatabase)!.Location, location) : database.Location,
                Properties = WithProperties(database.Properties, command.SetProperties, command.UnsetProperties),
            };
            if (session.Catalog.TryReplace(name, database, changed))
                return Rows(command);
        }
    }

    private LocalRelation Use(UseDatabase command)
    {
        if (command.Name.Count == 1 && command.Name[0].Equals(SessionCatalog.DefaultCatalog, StringComparison.OrdinalIgnoreCase))
        {
            session.Catalog.CurrentDatabase = SessionCatalog.DefaultDatabase;
            return Rows(command);
        }

        if (command.IsCatalog)
            throw CommandErrors.NoSuchCatalog(command, command.Name[0]);
        session.Catalog.CurrentDatabase = Existing(command, DatabaseName(command, command.Name));
        return Rows(command);
    }

    private LocalRelation Describe(DescribeDatabase command)
    {
        var name = DatabaseName(command, command.Name);
        var database = session.Catalog.FindDatabase(name) ?? throw CommandErrors.NoSuchSchema(command, FullDatabaseName(name));
        var rows = new List<EquatableArray<object?>>
        {
            Row("Catalog Name", SessionCatalog.DefaultCatalog),
            Row("Namespace Name", database.Name),
            Row("Comment", database.Comment),
            Row("Location", Shown(database.Location)),
            Row("Owner", database.Owner),
        };
        if (command.IsExtended)
        {
            var properties = database.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"({p.Key},{Redaction.Of(p.Key, p.Value)})");
            rows.Add(Row("Properties", database.Properties.IsEmpty ? "" : $"({string.Join(", ", properties)})"));
        }

        return Rows(command, rows.ToEquatableArray());
    }

    /// <summary>The simple name of a database, in lower case.</summary>
    private static string DatabaseName(Command command, EquatableArray<string> name) => name switch
    {
        [var only] => only.ToLowerInvariant(),
        [var catalog, var only] when catalog.Equals(SessionCatalog.DefaultCatalog, StringComparison.OrdinalIgnoreCase) => only.ToLowerInvariant(),
        _ => throw CommandErrors.TooManyNamespaces(command, name),
    };

    /// <summary>The database that IN names, or the current one.</summary>
    private string DatabaseOrCurrent(Command command, EquatableArray<string> name) =>
        name.IsEmpty ? session.Catalog.CurrentDatabase : DatabaseName(command, name);

    private string Existing(Command command, string database) =>
        session.Catalog.FindDatabase(database) is not null ? database : throw CommandErrors.NoSuchSchema(command, FullDatabaseName(database));

    private static EquatableArray<string> FullDatabaseName(string name) => [SessionCatalog.DefaultCatalog, name];

    private static EquatableArray<KeyValuePair<string, string>> WithProperties(
        EquatableArray<KeyValuePair<string, string>> properties, EquatableArray<KeyValuePair<string, string>> set, EquatableArray<string> unset)
    {
        var byKey = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in properties.Concat(set))
            byKey[key] = value;
        foreach (var key in unset)
            byKey.Remove(key);
        return byKey.ToEquatableArray();
    }

    private static EquatableArray<object?> Row(params EquatableArray<object?> cells) => cells;

    /// <summary>A location as Spark prints it: with its scheme.</summary>
    private static string Shown(string location) => Path.IsPathRooted(location) ? $"file:{location}" : location;
}

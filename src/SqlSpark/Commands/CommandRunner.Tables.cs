using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.Commands;

/// <content>Changes of tables and views.</content>
internal sealed partial class CommandRunner
{
    private LocalRelation Alter(AlterTable command)
    {
        if (session.Catalog.FindTempView(command.Name) is { } temporary)
            return AlterTemporary(command, temporary);
        while (true)
        {
            var definition = session.Catalog.FindRelation(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
            var name = session.Catalog.FullName(command.Name)!.Value;
            CheckKind(command, name, definition);
            if (command.Change is TableChange.Rename rename)
            {
                if (TryRename(command, name, definition, rename))
                    return Rows(command);
                continue;
            }

            if (TryAlterPartitions(command, name, definition))
                return Rows(command);
            if (session.Catalog.Store.TryReplace(KeyOf(name), definition, Changed(command, name, definition)))
                return Rows(command);
        }
    }

    private static void CheckKind(AlterTable command, EquatableArray<string> name, RelationDefinition definition)
    {
        if (command.IsView && definition is TableDefinition)
            throw CommandErrors.NotAView(command, command.Operation, name);
        if (!command.IsView && definition is ViewDefinition && command.Change is not TableChange.SetComment)
            throw CommandErrors.NotATable(command, command.Operation, name, hasAlternative: command.Change is TableChange.Rename or TableChange.SetProperties or TableChange.UnsetProperties);
    }

    private RelationDefinition Changed(AlterTable command, EquatableArray<string> name, RelationDefinition definition) => command.Change switch
    {
        TableChange.SetProperties set => WithProperties(command, definition, set.Properties, []),
        TableChange.UnsetProperties unset => WithProperties(command, definition, [], unset.Keys),
        TableChange.SetComment comment => definition with { Comment = comment.Text },
        TableChange.AddColumns add => WithColumns(command, (TableDefinition)definition, add),
        TableChange.AlterColumn alter => WithColumn(command, name, (TableDefinition)definition, alter),
        TableChange.SetDefault set => WithDefault(command, (TableDefinition)definition, set),
        TableChange.SetLocation location => (TableDefinition)definition with
        {
            Location = WarehousePaths.Below(DatabaseLocation(name[1]), location.Path),
            FilesVersion = NewVersion(),
            Statistics = null,
            PartitionStatistics = [],
        },
        TableChange.SetQuery query => NewView(definition.Comment, definition.Properties, ((ViewDefinition)definition).SchemaMode, query.Text, query.Query.Schema, query.Query.Schema.Fields.Map(f => f.Name), namesColumns: false),
        TableChange.SetSchemaMode mode => (ViewDefinition)definition with
        {
            SchemaMode = mode.Mode == ViewSchemaMode.Evolution && ((ViewDefinition)definition).NamesColumns ? ViewSchemaMode.TypeEvolution : mode.Mode,
        },
        TableChange.Unsupported unsupported => throw CommandErrors.UnsupportedOperation(command, name, unsupported.Operation),
        _ => throw Core.Errors.InternalErrors.Unreachable(command),
    };

    private static RelationDefinition WithProperties(
        AlterTable command, RelationDefinition definition, EquatableArray<KeyValuePair<string, string>> set, EquatableArray<string> unset)
    {
        CheckProperties(command, set);

        // The comment is kept apart, and is a property too.
        var comment = set.LastOrDefault(p => p.Key == CommentProperty).Value ?? (unset.Contains(CommentProperty) ? null : definition.Comment);
        return definition with { Comment = comment, Properties = WithProperties(definition.Properties, set.Where(p => p.Key != CommentProperty).ToEquatableArray(), unset) };
    }

    private TableDefinition WithColumns(AlterTable command, TableDefinition table, TableChange.AddColumns add)
    {
        var seen = new HashSet<string>(table.Schema.Fields.Select(f => f.Name), session.Conf.Snapshot.NameComparer);
        foreach (var field in add.Fields)
        {
            if (!seen.Add(field.Name))
                throw CommandErrors.ColumnExists(command, field.Name);
        }

        var split = table.Schema.Fields.Count - table.PartitionColumns.Count;
        return table with { Schema = new StructType([.. table.Schema.Fields.Take(split), .. add.Fields.Map(Stored), .. table.Schema.Fields.Skip(split)]) };
    }

    private TableDefinition WithDefault(AlterTable command, TableDefinition table, TableChange.SetDefault set)
    {
        var fields = table.Schema.Fields;
        var ordinal = OrdinalOf(command, table, set.Column);
        return table with { Schema = new StructType(fields.SetItem(ordinal, ColumnDefaults.WithCurrent(fields[ordinal], set.Text))) };
    }

    private int OrdinalOf(AlterTable command, TableDefinition table, EquatableArray<string> column)
    {
        if (column.Count > 1)
            throw CommandErrors.UnsupportedOperation(command, session.Catalog.FullName(command.Name)!.Value, "ALTER COLUMN with qualified column");
        var names = session.Conf.Snapshot.NameComparer;
        var fields = table.Schema.Fields;
        var ordinal = Enumerable.Range(0, fields.Count).FirstOrDefault(i => names.Equals(fields[i].Name, column[0]), -1);
        return ordinal >= 0 ? ordinal : throw CommandErrors.NoSuchColumn(command, column[0], fields.Select(f => f.Name));
    }

    private TableDefinition WithColumn(AlterTable command, EquatableArray<string> name, TableDefinition table, TableChange.AlterColumn alter)
    {
        var fields = table.Schema.Fields;
        var ordinal = OrdinalOf(command, table, alter.Column);
        var field = fields[ordinal];
        if (alter.Type is { } type && !type.EqualsIgnoringNullability(field.DataType))
            throw CommandErrors.ColumnChange(command, name, field, type);
        if (alter.Comment is not { } comment)
            return table;
        var metadata = field.Metadata.Where(m => m.Key != CommentProperty).Append(new KeyValuePair<string, string>(CommentProperty, comment)).ToEquatableArray();
        return table with { Schema = new StructType(fields.SetItem(ordinal, field with { Metadata = metadata })) };
    }

    /// <summary>Names a table or view anew. The folder of a managed table moves with it. Returns false when somebody else changed one of the names.</summary>
    private bool TryRename(AlterTable command, EquatableArray<string> name, RelationDefinition definition, TableChange.Rename rename)
    {
        CheckName(command, rename.Name);
        EquatableArray<string> target = rename.Name.Count == 1 ? [name[0], name[1], rename.Name[0].ToLowerInvariant()] : session.Catalog.FullName(rename.Name)!.Value;
        if (target[1] != name[1])
            throw CommandErrors.RenameAcrossSchemas(command, definition is ViewDefinition ? "view" : "table");
        if (session.Catalog.FindRelation(target) is not null)
            throw CommandErrors.TableExists(command, target);
        var folder = $"{DatabaseLocation(name[1])}/{target[2]}";
        if (definition is not TableDefinition { IsExternal: false } managed || managed.Location != $"{DatabaseLocation(name[1])}/{name[2]}")
            return session.Catalog.Store.TryRename(KeyOf(name), definition, KeyOf(target), definition, null);
        using var claim = ClaimEmpty(command, target, folder);
        var renamed = managed with { Location = folder, FilesVersion = NewVersion() };
        return session.Catalog.Store.TryRename(KeyOf(name), definition, KeyOf(target), renamed, () => TableFolders.Move(managed.Location, folder));
    }

    /// <summary>Claims the folder of a managed table that is not there yet. Folders with files of others are an error.</summary>
    private IDisposable ClaimEmpty(Command command, EquatableArray<string> name, string folder)
    {
        var claim = session.Catalog.Store.TryClaimFolder(KeyOf(name), folder, cancellationToken);
        if (claim is not null && (session.Catalog.FindRelation(name) is not null || !TableFolders.HasFiles(folder)))
            return claim;
        claim?.Dispose();
        throw CommandErrors.LocationExists(command, name, folder);
    }

    private LocalRelation AlterTemporary(AlterTable command, TempView view)
    {
        var views = view.Name.Count == 1 ? session.Catalog.LocalViews : session.Catalog.GlobalViews;
        switch (command.Change)
        {
            case TableChange.Rename rename:
                if (rename.Name.Count > 1 && view.Name.Count == 1)
                    throw CommandErrors.RenameIntoDatabase(command, view.Name, rename.Name);
                EquatableArray<string> name = view.Name.Count == 1 ? rename.Name : [view.Name[0], rename.Name[^1]];
                if (!views.TryAdd(view with { Name = name }, replaces: false))
                    throw CommandErrors.TempViewExists(command, rename.Name[^1]);
                views.Remove(view.Name[^1]);
                return Rows(command);
            case TableChange.SetQuery query:
                views.TryAdd(view with { Plan = query.Query, Text = query.Text }, replaces: true);
                return Rows(command);
            default:
                throw command.IsView
                    ? CommandErrors.NeedsPermanentView(command, command.Operation, view.Name)
                    : CommandErrors.NotATable(command, command.Operation, view.Name, hasAlternative: false);
        }
    }

    /// <summary>Deletes all rows of a managed table.</summary>
    private LocalRelation Truncate(TruncateTable command)
    {
        if (session.Catalog.FindTempView(command.Name) is { } view)
            throw CommandErrors.NotATable(command, "TRUNCATE TABLE", view.Name, hasAlternative: false);
        var name = session.Catalog.FullName(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
        switch (session.Catalog.FindRelation(command.Name))
        {
            case ViewDefinition:
                throw CommandErrors.NotATable(command, "TRUNCATE TABLE", name, hasAlternative: false);
            case TableDefinition { IsExternal: true }:
                throw CommandErrors.TruncateExternal(command, name);
            case TableDefinition table when !command.Partition.IsEmpty || !table.PartitionColumns.IsEmpty:
                TruncatePartitions(command, name, table);
                FilesChanged(name);
                return Rows(command);
            case TableDefinition table:
                var rows = new LocalRelation(table.Schema.Fields.Map(f => new Catalyst.Expressions.AttributeReference(f.Name, f.DataType, f.Nullable)), []);
                var query = session.Analyze(rows);
                session.Write(Plan(command, table.Provider, table.Location, table.Options, new(query.Schema, PartitionOrdinals(table), Catalyst.Sources.WriteMode.Overwrite, [])), query, cancellationToken);
                FilesChanged(name);
                return Rows(command);
            default:
                throw CommandErrors.NoSuchView(command, command.Name);
        }
    }

    private static CatalogKey KeyOf(EquatableArray<string> name) => CatalogKey.OfRelation(name[1], name[2]);

    private string DatabaseLocation(string database) => session.Catalog.FindDatabase(database)?.Location ?? "";

    private static string NewVersion() => Guid.NewGuid().ToString("N");

    /// <summary>Lets all sessions list the files of a table anew. What ANALYZE TABLE found out is not true any more. Spark: <c>CommandUtils.updateTableStats</c>.</summary>
    private void FilesChanged(EquatableArray<string> name, bool keepsStatistics = false)
    {
        while (session.Catalog.Store.Find(KeyOf(name)) is TableDefinition table
            && !session.Catalog.Store.TryReplace(KeyOf(name), table, table with
            {
                FilesVersion = NewVersion(),
                Statistics = keepsStatistics ? table.Statistics : null,
                PartitionStatistics = keepsStatistics ? table.PartitionStatistics : [],
            }))
        {
        }

        // Temporary views over the table are told when it is opened anew.
        session.Catalog.FindTable(name);
    }

    /// <summary>Removes a table, view or function, and the files of a managed table. Returns false when there is none.</summary>
    private bool Remove(CatalogKey key)
    {
        while (session.Catalog.Store.Find(key) is { } definition)
        {
            var folder = definition is TableDefinition { IsExternal: false } table ? table.Location : null;
            using var claim = folder is null ? null : session.Catalog.Store.TryClaimFolder(key, folder, cancellationToken);
            if (!session.Catalog.Store.TryReplace(key, definition, null))
                continue;
            if (folder is not null)
                TableFolders.Delete(folder);
            return true;
        }

        return false;
    }
}

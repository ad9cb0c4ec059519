using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.Commands;

/// <content>Commands that write the rows of a query.</content>
internal sealed partial class CommandRunner
{
    private const string PathExists = "PATH_ALREADY_EXISTS";

    /// <summary>The write that a command makes, and the query whose rows it writes; null for other commands, and where nothing is to be written.</summary>
    public (IWrite Write, LogicalPlan Query)? PlanWrite(Command command)
    {
        switch (command)
        {
            case InsertIntoDir insert:
                var query = session.Analyze(insert.Query);
                return (Plan(insert, insert.Provider, insert.Path, insert.Options, new WriteInfo(query.Schema, [], WriteMode.Overwrite, TablesOf(query))), query);
            case CreateTableAsSelect create when !(create.IfNotExists && session.Catalog.FindTable(create.Name) is not null):
                return PlanCreate(create);
            case InsertInto insert:
                return PlanInsert(insert);
            default:
                return null;
        }
    }

    private LocalRelation Insert(InsertIntoDir command)
    {
        var (write, query) = PlanWrite(command)!.Value;
        session.Write(write, query, cancellationToken);
        return Rows(command);
    }

    /// <summary>Writes the table's files, and makes the table known to the session: it is gone with it, the files stay.</summary>
    private LocalRelation CreateTable(CreateTableAsSelect command)
    {
        CheckName(command, command.Name);
        if (Existing(command.Name) is { } existing)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, existing);
        var (write, query) = PlanCreate(command);
        var location = LocationOf(command, command.Name, command.Location);
        try
        {
            session.Write(write, query, cancellationToken);
        }
        catch (SqlSparkException error) when (error.Condition == PathExists)
        {
            throw command.Location is null
                ? CommandErrors.LocationExists(command, FullName(command.Name[^1]), location)
                : CommandErrors.LocationNotEmpty(command, location);
        }

        Register(command, command.Name[^1], new TableDefinition(
            ProviderName(command.Provider), AsNullable(SchemaOf(query, command.PartitionColumns)), command.PartitionColumns, command.Options, location, command.Location is not null));
        return Rows(command);
    }

    /// <summary>Makes a table known that has no rows yet, or those of the files at its location.</summary>
    private LocalRelation CreateTable(CreateTable command)
    {
        CheckName(command, command.Name);
        if (Existing(command.Name) is { } existing)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, existing);
        var location = LocationOf(command, command.Name, command.Location);
        var provider = ProviderName(command.Provider);
        ProviderOf(command, provider);
        if (command.DeclaredSchema is not { } schema)
        {
            if (command.Location is null)
                throw CommandErrors.NoColumns(command, FullName(command.Name[^1]));
            schema = Open(command, new TableDefinition(provider, new StructType([]), [], command.Options, location, IsExternal: true), declares: false).Schema;
        }

        var partitions = CheckColumns(command, schema);
        schema = new StructType([.. schema.Fields.Where(f => !partitions.Contains(f.Name)), .. partitions.Select(name => schema.Fields.First(f => f.Name == name))]);
        if (command.Location is null && TableFolders.HasFiles(location))
            throw CommandErrors.LocationExists(command, FullName(command.Name[^1]), location);
        TableFolders.Create(location);
        Register(command, command.Name[^1], new TableDefinition(provider, schema, partitions, command.Options, location, command.Location is not null));
        return Rows(command);
    }

    private EquatableArray<string> CheckColumns(CreateTable command, StructType schema)
    {
        var names = session.Conf.Snapshot.NameComparer;
        var seen = new HashSet<string>(names);
        foreach (var field in schema.Fields)
        {
            if (!seen.Add(field.Name))
                throw CommandErrors.ColumnExists(command, field.Name);
            if (field.DataType.Exists(static type => type is StringType { LengthKind: not StringLengthKind.Unbounded }))
                throw CommandErrors.Unsupported(command, $"CREATE TABLE with a column of the type {field.DataType.Sql}");
        }

        return command.PartitionColumns.Map(written => schema.Fields.FirstOrDefault(f => names.Equals(f.Name, written))?.Name
            ?? throw CommandErrors.NoSuchPartitionColumn(command, written, command.Name, schema));
    }

    private LocalRelation Insert(InsertInto command)
    {
        var (write, query) = PlanInsert(command);
        session.Write(write, query, cancellationToken);
        var table = session.Catalog.FindTable(command.Name)!;
        Register(command, command.Name[^1], table.Definition!);
        return Rows(command);
    }

    private (IWrite Write, LogicalPlan Query) PlanInsert(InsertInto command)
    {
        var query = session.Analyze(command.Query);
        var definition = session.Catalog.FindTable(command.Name)!.Definition!;
        if (command is { IsOverwrite: true, Partition.IsEmpty: false })
            throw CommandErrors.Unsupported(command, "INSERT OVERWRITE of a partition");
        if (!definition.PartitionColumns.IsEmpty && command.IsOverwrite && session.Conf.Get(SqlConf.PartitionOverwriteMode) == PartitionOverwriteMode.Dynamic)
            throw CommandErrors.Unsupported(command, "INSERT OVERWRITE of dynamic partitions");
        var fields = definition.Schema.Fields;
        var partitions = definition.PartitionColumns.Map(name => Enumerable.Range(0, fields.Count).First(i => fields[i].Name == name));
        var info = new WriteInfo(query.Schema, partitions, command.IsOverwrite ? WriteMode.Overwrite : WriteMode.Append, command.IsOverwrite ? TablesOf(query) : []);
        return (Plan(command, definition.Provider, definition.Location, definition.Options, info), query);
    }

    private LocalRelation Drop(DropTable command)
    {
        if (command.Name.Count == 1 && session.Catalog.LocalViews.Remove(command.Name[0]))
            return Rows(command);
        if (session.Catalog.FindTable(command.Name) is not { } table)
        {
            return session.Catalog.FindTempView(command.Name) is { } view ? throw CommandErrors.NoTable(command, view.Name)
                : command.IfExists ? Rows(command) : throw CommandErrors.NoSuchView(command, command.Name);
        }

        session.Catalog.RemoveTable(command.Name[^1]);
        if (table.Definition is { IsExternal: false } definition)
            TableFolders.Delete(definition.Location);
        return Rows(command);
    }

    /// <summary>The full name of the table or view that has a name already, or null. Temporary views hide tables and do not hinder them.</summary>
    private EquatableArray<string>? Existing(EquatableArray<string> name) =>
        session.Catalog.FindTable(name)?.Name ?? (session.Catalog.Views.TryGet(name[^1], out var view) ? view.Name : null);

    private void Register(Command command, string name, TableDefinition definition) =>
        session.Catalog.RegisterTable(name, Open(command, definition, declares: true), definition);

    private ITable Open(Command command, TableDefinition definition, bool declares) => ProviderOf(command, definition.Provider)
        .Open(new TableRequest([definition.Location], OptionsOf(definition.Options), declares ? definition.Schema : null, session.Conf.Snapshot));

    private static StructType AsNullable(StructType schema) => new(schema.Fields.Map(f => f with { Nullable = true }));

    private (IWrite Write, LogicalPlan Query) PlanCreate(CreateTableAsSelect command)
    {
        var query = session.Analyze(command.Query);
        var columns = query.Output.Map(column => column.Name);
        var partitions = command.PartitionColumns.Map(name => Enumerable.Range(0, columns.Count).First(i => columns[i] == name));
        var mode = session.Conf.Get(SqlConf.LegacyAllowNonEmptyLocationInCtas) && command.Location is not null ? WriteMode.Overwrite : WriteMode.ErrorIfExists;
        var info = new WriteInfo(query.Schema, partitions, mode, TablesOf(query));
        return (Plan(command, ProviderName(command.Provider), LocationOf(command, command.Name, command.Location), command.Options, info), query);
    }

    private IWrite Plan(Command command, string provider, string path, EquatableArray<KeyValuePair<string, string>> options, WriteInfo info) =>
        ProviderOf(command, provider).NewWrite(new TableRequest([path], OptionsOf(options), null, session.Conf.Snapshot), info)
        ?? throw CommandErrors.CannotWrite(command, provider);

    private ITableProvider ProviderOf(Command command, string name) =>
        session.Catalog.FindProvider(name) ?? throw CommandErrors.NoSuchProvider(command, name);

    private string ProviderName(string? written) => written ?? session.Conf.Get(SqlConf.DefaultSource);

    /// <summary>Where a table's files are: a folder of the warehouse, or LOCATION, which is one too where it is relative.</summary>
    private string LocationOf(Command command, EquatableArray<string> name, string? written)
    {
        if (written is { Length: 0 })
            throw CommandErrors.EmptyLocation(command);
        var location = written ?? name[^1].ToLowerInvariant();
        return Path.IsPathRooted(location) || location.Contains(':', StringComparison.Ordinal)
            ? location
            : $"{session.Conf.Get(SqlConf.WarehouseDirectory).TrimEnd('/')}/{location}";
    }

    private static void CheckName(Command command, EquatableArray<string> name)
    {
        if (name.Count > 3)
            throw CommandErrors.TooManyNamespaces(command, name);
        if (name.Count == 3 && !name[0].Equals(SessionCatalog.DefaultCatalog, StringComparison.OrdinalIgnoreCase))
            throw CommandErrors.NoSuchCatalog(command, name[0]);
        if (name.Count > 1 && !name[^2].Equals(SessionCatalog.DefaultDatabase, StringComparison.OrdinalIgnoreCase))
            throw CommandErrors.NoSuchSchema(command, [SessionCatalog.DefaultCatalog, name[^2]]);

        // The name becomes that of a folder.
        if (!TableName().IsMatch(name[^1]))
            throw CommandErrors.BadTableName(command, name[^1]);
    }

    private static EquatableArray<string> FullName(string name) => [SessionCatalog.DefaultCatalog, SessionCatalog.DefaultDatabase, name];

    private static Dictionary<string, string> OptionsOf(EquatableArray<KeyValuePair<string, string>> options)
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in options)
            byName[key] = value;
        return byName;
    }

    /// <summary>The columns of the table, partition columns last.</summary>
    private static StructType SchemaOf(LogicalPlan query, EquatableArray<string> partitionColumns)
    {
        var fields = query.Schema.Fields;
        return new StructType(fields.Where(f => !partitionColumns.Contains(f.Name))
            .Concat(partitionColumns.Select(name => fields.First(f => f.Name == name))).ToEquatableArray());
    }

    private static IReadOnlyList<ITable> TablesOf(LogicalPlan query) => [.. query.Collect<LogicalRelation>().Select(relation => relation.Table)];

    [GeneratedRegex(@"^\w+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableName();
}

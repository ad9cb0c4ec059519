using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Files.Partitions;

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
            case CreateTableAsSelect create when !(create.IfNotExists && Existing(create.Name) is not null):
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

    /// <summary>Writes the table's files, and makes the table known. The folder of a managed table is claimed until then, so that files without a table do not stay.</summary>
    private LocalRelation CreateTable(CreateTableAsSelect command)
    {
        CheckName(command, command.Name);
        CheckProperties(command, command.Properties);
        if (Existing(command.Name) is { } existing)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, existing);
        var location = LocationOf(command, command.Name, command.Location);
        var name = session.Catalog.FullName(command.Name)!.Value;
        using var claim = command.Location is null ? ClaimEmpty(command, name, location) : null;
        if (Existing(command.Name) is not null)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, name);
        var (write, query) = PlanCreate(command);
        var buckets = BucketsOf(command, command.Name, command.Buckets, query.Schema, command.PartitionColumns);      // before files are written: it checks
        try
        {
            session.Write(write, query, cancellationToken);
        }
        catch (SqlSparkException error) when (error.Condition == PathExists)
        {
            throw command.Location is null ? CommandErrors.LocationExists(command, name, location) : CommandErrors.LocationNotEmpty(command, location);
        }

        Add(command, command.Name, command.IfNotExists, new TableDefinition(
            ProviderName(command.Provider), command.PartitionColumns, command.Options, location, command.Location is not null)
        {
            Schema = AsNullable(CharVarchar.Restore(SchemaOf(query, command.PartitionColumns), session.Parser, session.Conf.Snapshot)),
            Comment = command.Comment,
            Properties = command.Properties,
            Buckets = buckets,
        });
        return Rows(command);
    }

    /// <summary>An empty table like another one, which may be a view.</summary>
    private LocalRelation CreateTable(CreateTableLike command)
    {
        CheckName(command, command.Name);
        var source = session.Catalog.FindTempView(command.Source) is null ? session.Catalog.FindRelation(command.Source) : null;
        var schema = SchemaOf(command, command.Source);
        if (Existing(command.Name) is { } existing)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, existing);
        var location = LocationOf(command, command.Name, command.Location);
        var like = source as TableDefinition;
        var provider = command.Provider ?? like?.Provider ?? session.Conf.Get(SqlConf.DefaultSource);
        ProviderOf(command, provider);
        var name = session.Catalog.FullName(command.Name)!.Value;
        using var claim = command.Location is null ? ClaimEmpty(command, name, location) : null;
        if (Existing(command.Name) is not null)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, name);
        CheckProperties(command, command.Properties);
        TableFolders.Create(location);
        Add(command, command.Name, command.IfNotExists, new TableDefinition(provider, like?.PartitionColumns ?? [], command.Provider is null ? like?.Options ?? [] : [], location, command.Location is not null)
        {
            Schema = AsNullable(source is null ? CharVarchar.Restore(schema, session.Parser, session.Conf.Snapshot) : schema),
            Properties = command.Properties,
            Buckets = like?.Buckets,
        });
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
            if (command.Buckets is not null)
                throw CommandErrors.BucketsWithoutColumns(command);
            if (command.Location is null)
                throw CommandErrors.NoColumns(command, session.Catalog.FullName(command.Name)!.Value);
            schema = session.Catalog.Open(new TableDefinition(provider, [], command.Options, location, IsExternal: true) { Schema = StructType.Empty }, null).Schema;
        }

        var partitions = CheckColumns(command, schema);
        CheckProperties(command, command.Properties);
        schema = new StructType([.. schema.Fields.Where(f => !partitions.Contains(f.Name)).Select(Stored), .. partitions.Select(name => Stored(schema.Fields.First(f => f.Name == name)))]);
        var name = session.Catalog.FullName(command.Name)!.Value;
        using var claim = command.Location is null ? ClaimEmpty(command, name, location) : null;
        if (Existing(command.Name) is not null)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, name);
        TableFolders.Create(location);
        Add(command, command.Name, command.IfNotExists, new TableDefinition(provider, partitions, command.Options, location, command.Location is not null)
        {
            Schema = schema,
            Comment = command.Comment,
            Properties = command.Properties,
            Buckets = BucketsOf(command, command.Name, command.Buckets, schema, partitions),
        });
        return Rows(command);
    }

    private void Add(Command command, EquatableArray<string> name, bool ifNotExists, TableDefinition table)
    {
        var fullName = session.Catalog.FullName(name)!.Value;
        var isAdded = false;
        try
        {
            isAdded = session.Catalog.Store.TryReplace(
                KeyOf(fullName), null, table with { Owner = Environment.UserName, CreatedAt = session.Time.GetUtcNow(), FilesVersion = NewVersion() });
        }
        finally
        {
            // A view got the name, or the database is gone: what was written is nobody's.
            if (!isAdded && !table.IsExternal && (session.Catalog.FindRelation(name) as TableDefinition)?.Location != table.Location)
                TableFolders.Delete(table.Location);
        }

        if (!isAdded && !ifNotExists)
            throw CommandErrors.TableExists(command, fullName);
    }

    /// <summary>Properties that clauses set cannot be set as such. Spark: <c>cleanTableProperties</c>.</summary>
    private static void CheckProperties(Command command, EquatableArray<KeyValuePair<string, string>> properties)
    {
        foreach (var (key, _) in properties)
        {
            var reason = key switch
            {
                "provider" => "please use the USING clause to specify it",
                "location" => "please use the LOCATION clause to specify it",
                "owner" => "it will be set to the current user",
                "external" => "please use CREATE EXTERNAL TABLE",
                "is_managed_location" => "is_managed_location is a reserved table property, please remove it",
                _ => null,
            };
            if (reason is not null)
                throw CommandErrors.ReservedProperty(command, key, reason);
        }
    }

    private EquatableArray<string> CheckColumns(CreateTable command, StructType schema)
    {
        var names = session.Conf.Snapshot.NameComparer;
        var seen = new HashSet<string>(names);
        foreach (var field in schema.Fields)
        {
            if (!seen.Add(field.Name))
                throw CommandErrors.ColumnExists(command, field.Name);
        }

        return command.PartitionColumns.Map(written => schema.Fields.FirstOrDefault(f => names.Equals(f.Name, written))?.Name
            ?? throw CommandErrors.NoSuchTableColumn(command, "partition", written, command.Name, schema));
    }

    /// <summary>A column as the catalog keeps it.</summary>
    private StructField Stored(StructField field) =>
        session.Conf.Get(SqlConf.LegacyCharVarcharAsString) && CharVarchar.IsIn(field.DataType) ? field with { DataType = CharVarchar.AsString(field.DataType) } : field;

    /// <summary>The buckets of a table, with the columns as the table calls them.</summary>
    private BucketSpec? BucketsOf(Command command, EquatableArray<string> table, BucketSpec? written, StructType schema, EquatableArray<string> partitions)
    {
        if (written is null)
            return null;
        var names = session.Conf.Snapshot.NameComparer;
        return written with { Columns = written.Columns.Map(column => Find("bucket", column)), SortColumns = written.SortColumns.Map(column => Find("sort", column)) };

        string Find(string kind, string column)
        {
            var field = schema.Fields.FirstOrDefault(f => names.Equals(f.Name, column)) ?? throw CommandErrors.NoSuchTableColumn(command, kind, column, table, schema);
            if (partitions.Contains(field.Name))
                throw CommandErrors.NotAllowed(command, $"the {kind} column {SqlIdentifier.Quote(field.Name)} is a partition column");
            return field.DataType is ArrayType or MapType or StructType or VariantType ? throw CommandErrors.BucketColumnType(command, field.DataType) : field.Name;
        }
    }

    private LocalRelation Insert(InsertInto command)
    {
        var table = session.Catalog.FindTable(command.Name)!.Definition!;
        var partition = FixedPartition(command);
        var isOnePartition = partition.Count > 0 && partition.Count == table.PartitionColumns.Count;
        if (command.IfPartitionNotExists && isOnePartition && Matching(table, partition).Count > 0)
            return Rows(command);
        var (write, query) = PlanInsert(command);
        session.Write(write, query, cancellationToken);

        // A partition that is named is there from now on, with or without rows.
        if (isOnePartition)
            PartitionFolders.Create(table.Location, PartitionFolders.PathOf(partition));
        FilesChanged(session.Catalog.FullName(command.Name)!.Value);
        return Rows(command);
    }

    private (IWrite Write, LogicalPlan Query) PlanInsert(InsertInto command)
    {
        var query = session.Analyze(command.Query);
        var definition = session.Catalog.FindTable(command.Name)!.Definition!;
        var partition = FixedPartition(command);
        var isDynamic = partition.Count < definition.PartitionColumns.Count && session.Conf.Get(SqlConf.PartitionOverwriteMode) == PartitionOverwriteMode.Dynamic;
        var mode = !command.IsOverwrite ? WriteMode.Append : isDynamic ? WriteMode.OverwritePartitions : WriteMode.Overwrite;
        if (mode == WriteMode.Overwrite && TablesOf(query).Contains(session.Catalog.FindTable(command.Name)!.Table))
            throw CommandErrors.OverwritesWhatIsRead(command, session.Catalog.FullName(command.Name)!.Value);
        var info = new WriteInfo(query.Schema, PartitionOrdinals(definition), mode, command.IsOverwrite ? TablesOf(query) : [])
        {
            ReplacedPartition = mode == WriteMode.Overwrite ? partition : [],
        };
        return (Plan(command, definition.Provider, definition.Location, definition.Options, info), query);
    }

    /// <summary>The partition columns that PARTITION gives values, and these, as folders' names have them.</summary>
    private EquatableArray<PartitionValue> FixedPartition(InsertInto command)
    {
        var values = new List<PartitionValue>();
        foreach (var (column, value) in command.Partition)
        {
            if (value is null)
                continue;
            if (ConstantFolder.TryFold(new Cast(value, StringType.Instance, EvalMode.Ansi, session.Conf.Snapshot.SessionTimeZone)) is { } text)
                values.Add(new PartitionValue(column, (string?)text.Value));
            else if (value is Cast { Child: var written } && ConstantFolder.TryFold(written) is { Value: string malformed })
                throw CommandErrors.BadPartitionValue(command, malformed, value.DataType);
            else
                throw CommandErrors.Unsupported(command, $"INSERT with a value of the partition column {SqlIdentifier.Quote(column)} that is no constant");
        }

        return values.ToEquatableArray();
    }

    private static EquatableArray<int> PartitionOrdinals(TableDefinition table) =>
        table.PartitionColumns.Map(name => Enumerable.Range(0, table.Schema.Fields.Count).First(i => table.Schema.Fields[i].Name == name));

    private LocalRelation Drop(DropTable command)
    {
        if (command.Name.Count == 1 && session.Catalog.LocalViews.Remove(command.Name[0]))
            return Rows(command);
        if (session.Catalog.FindTempView(command.Name) is { } temporary)
            throw CommandErrors.NoTable(command, temporary.Name);
        if (command.Name.Count == 3 && session.Catalog.FullName(command.Name) is null)
            throw CommandErrors.TooManyNamespaces(command, command.Name);
        var definition = session.Catalog.FindRelation(command.Name);
        if (definition is ViewDefinition)
            throw CommandErrors.NoTable(command, session.Catalog.FullName(command.Name)!.Value);
        if (definition is not null)
            Remove(KeyOf(session.Catalog.FullName(command.Name)!.Value));
        return definition is not null || command.IfExists ? Rows(command) : throw CommandErrors.NoSuchView(command, command.Name);
    }

    /// <summary>The full name of the table or view that has a name already, or null. Temporary views hide tables and do not hinder them.</summary>
    private EquatableArray<string>? Existing(EquatableArray<string> name) =>
        session.Catalog.FindRelation(name) is not null || session.Catalog.FindTable(name) is not null ? session.Catalog.FullName(name) : null;

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

    /// <summary>Where a table's files are: a folder of the database, or LOCATION, which is one too where it is relative.</summary>
    private string LocationOf(Command command, EquatableArray<string> name, string? written)
    {
        if (written is { Length: 0 })
            throw CommandErrors.EmptyLocation(command);
        return WarehousePaths.Below(DatabaseLocation(session.Catalog.FullName(name)!.Value[1]), written ?? name[^1].ToLowerInvariant());
    }

    private void CheckName(Command command, EquatableArray<string> name)
    {
        if (session.Catalog.FullName(name) is not { } fullName)
            throw CommandErrors.TooManyNamespaces(command, name);
        Existing(command, fullName[1]);

        // The name becomes that of a folder.
        if (!TableName().IsMatch(name[^1]))
            throw CommandErrors.BadTableName(command, name[^1]);
    }

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

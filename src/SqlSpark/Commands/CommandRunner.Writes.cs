using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

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
        CheckName(command);
        if (session.Catalog.FindTable(command.Name) is { } existing)
            return command.IfNotExists ? Rows(command) : throw CommandErrors.TableExists(command, existing.Name);
        var (write, query) = PlanCreate(command);
        var location = LocationOf(command);
        try
        {
            session.Write(write, query, cancellationToken);
        }
        catch (SqlSparkException error) when (error.Condition == PathExists)
        {
            throw command.Location is null
                ? CommandErrors.LocationExists(command, FullName(command), location)
                : CommandErrors.LocationNotEmpty(command, location);
        }

        var request = new TableRequest([location], OptionsOf(command.Options), SchemaOf(query, command.PartitionColumns), session.Conf.Snapshot);
        session.Catalog.RegisterTable(command.Name[^1], ProviderOf(command, ProviderName(command)).Open(request));
        return Rows(command);
    }

    private (IWrite Write, LogicalPlan Query) PlanCreate(CreateTableAsSelect command)
    {
        var query = session.Analyze(command.Query);
        var columns = query.Output.Map(column => column.Name);
        var partitions = command.PartitionColumns.Map(name => Enumerable.Range(0, columns.Count).First(i => columns[i] == name));
        var mode = session.Conf.Get(SqlConf.LegacyAllowNonEmptyLocationInCtas) && command.Location is not null ? WriteMode.Overwrite : WriteMode.ErrorIfExists;
        var info = new WriteInfo(query.Schema, partitions, mode, TablesOf(query));
        return (Plan(command, ProviderName(command), LocationOf(command), command.Options, info), query);
    }

    private IWrite Plan(Command command, string provider, string path, EquatableArray<KeyValuePair<string, string>> options, WriteInfo info) =>
        ProviderOf(command, provider).NewWrite(new TableRequest([path], OptionsOf(options), null, session.Conf.Snapshot), info)
        ?? throw CommandErrors.CannotWrite(command, provider);

    private ITableProvider ProviderOf(Command command, string name) =>
        session.Catalog.FindProvider(name) ?? throw CommandErrors.NoSuchProvider(command, name);

    private string ProviderName(CreateTableAsSelect command) => command.Provider ?? session.Conf.Get(SqlConf.DefaultSource);

    /// <summary>Where a table's files are: a folder of the warehouse, or LOCATION, which is one too where it is relative.</summary>
    private string LocationOf(CreateTableAsSelect command)
    {
        if (command.Location is { Length: 0 })
            throw CommandErrors.EmptyLocation(command);
        var location = command.Location ?? command.Name[^1].ToLowerInvariant();
        return Path.IsPathRooted(location) || location.Contains(':', StringComparison.Ordinal)
            ? location
            : $"{session.Conf.Get(SqlConf.WarehouseDirectory).TrimEnd('/')}/{location}";
    }

    private static void CheckName(CreateTableAsSelect command)
    {
        var name = command.Name;
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

    private static EquatableArray<string> FullName(CreateTableAsSelect command) =>
        [SessionCatalog.DefaultCatalog, SessionCatalog.DefaultDatabase, command.Name[^1]];

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

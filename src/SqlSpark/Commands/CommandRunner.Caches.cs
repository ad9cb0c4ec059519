using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Commands;

/// <content>Rows that are kept in memory, and files that are listed anew.</content>
internal sealed partial class CommandRunner
{
    private static readonly string[] StorageLevels =
    [
        "DISK_ONLY", "DISK_ONLY_2", "DISK_ONLY_3", "MEMORY_ONLY", "MEMORY_ONLY_2", "MEMORY_ONLY_SER", "MEMORY_ONLY_SER_2", "MEMORY_AND_DISK", "MEMORY_AND_DISK_2", "MEMORY_AND_DISK_SER",
        "MEMORY_AND_DISK_SER_2", "OFF_HEAP", "NONE",
    ];

    /// <summary>CACHE TABLE: rows are kept in memory whatever storage level is asked for. AS makes a temporary view first.</summary>
    private LocalRelation Cache(CacheTable command)
    {
        foreach (var (key, value) in command.Options)
        {
            if (key.Equals("storageLevel", StringComparison.OrdinalIgnoreCase) && !StorageLevels.Contains(value.ToUpperInvariant(), StringComparer.Ordinal))
                throw CommandErrors.BadOption(command, key, value);
        }

        if (command.Query is { } query)
            Add(command, command.Name, query, null, isReplace: false, isGlobal: false);
        var name = CacheName(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
        var plan = session.PlanOf(name);
        if (session.Catalog.FindTempView(command.Name) is null && !CachedPlans.CanBeFound(plan))
            throw CommandErrors.Unsupported(command, "CACHE TABLE of a view of the catalog with windows, generators, subqueries or random numbers");
        if (session.Cache.TryAdd(session, name, plan) && !command.IsLazy)
            session.Cache.Fill(session, name, cancellationToken);
        return Rows(command);
    }

    private LocalRelation Uncache(UncacheTable command)
    {
        if (CacheName(command.Name) is { } name)
            session.Cache.Remove(session, name);
        else if (!command.IfExists)
            throw CommandErrors.NoSuchView(command, command.Name);
        return Rows(command);
    }

    private LocalRelation Clear(ClearCache command)
    {
        session.Cache.Clear();
        return Rows(command);
    }

    /// <summary>The name that an entry of the cache has; null when there is no table or view.</summary>
    private EquatableArray<string>? CacheName(EquatableArray<string> written)
    {
        if (session.Catalog.FindTempView(written) is { } view)
            return view.Name;
        return session.Catalog.FindRelation(written) is not null || session.Catalog.FindTable(written) is not null ? session.Catalog.FullName(written) : null;
    }

    private LocalRelation Refresh(RefreshTable command)
    {
        var name = CacheName(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
        if (name.Count == 3)
            FilesChanged(name, keepsStatistics: true);
        session.Cache.Invalidate(session, name);
        return Rows(command);
    }

    /// <summary>Lists anew the files of all tables at a path or below it.</summary>
    private LocalRelation Refresh(RefreshResource command)
    {
        var path = WarehousePaths.Absolute(command.Path).TrimEnd('/');
        foreach (var database in session.Catalog.DatabaseNames)
        {
            foreach (var relation in session.Catalog.RelationNames(database))
            {
                EquatableArray<string> name = [SessionCatalog.DefaultCatalog, database, relation];
                if (session.Catalog.FindRelation(name) is TableDefinition table && (table.Location == path || table.Location.StartsWith(path + "/", StringComparison.Ordinal)))
                    FilesChanged(name, keepsStatistics: true);
            }
        }

        return Rows(command);
    }

    private LocalRelation Refresh(RefreshFunction command)
    {
        if (command.Name.Count == 1 && session.Functions.Find(command.Name[0]) is not null)
            throw CommandErrors.RefreshOfBuiltin(command, command.Name);
        return session.Catalog.FindFunction(command.Name) is not null ? Rows(command) : throw CommandErrors.UnresolvedRoutine(command, command.Name, session.Catalog);
    }
}

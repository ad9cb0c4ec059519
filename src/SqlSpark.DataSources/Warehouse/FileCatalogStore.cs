using System.Collections.Concurrent;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>
/// A catalog in a folder of the warehouse, a JSON file an object; several processes may use it. See <c>docs/decisions/0021-warehouse-catalog.md</c>. Nothing is created before the first change.
/// </summary>
/// <remarks>
/// One changes at a time, under a lock that ends with its process. A file <c>changes</c> grows by a byte before a change and by one after it: as long as its length is the same and even, what was read is
/// still true. An odd length without a holder of the lock is a change whose process ended: whoever sees it brings it to its end.
/// </remarks>
public sealed class FileCatalogStore : ICatalogStore
{
    private const int MaxMissingNames = 1000;

    private readonly CatalogPaths _paths;
    private readonly CatalogFormat _format;
    private readonly CatalogChanges _changes;
    private readonly FolderClaims _claims;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<CatalogKey, KnownObject> _known = [];
    private readonly ConcurrentDictionary<CatalogKey, long> _missing = [];

    /// <summary>Opens the catalog of a warehouse, which need not be there yet.</summary>
    /// <param name="warehouse">The folder of the warehouse.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE.FILE_SYSTEM</c>.</exception>
    public FileCatalogStore(string warehouse)
    {
        var folder = FileSystems.Of(warehouse).Normalize(warehouse);
        _paths = new CatalogPaths(folder);
        _format = new CatalogFormat(WarehousePaths.Absolute(warehouse));
        _claims = new FolderClaims(_paths, _format, IsAt);
        _changes = new CatalogChanges(_paths, Recover);
    }

    /// <inheritdoc />
    public CatalogObject? Find(CatalogKey key)
    {
        var state = _changes.State;
        if (CatalogChanges.IsSettled(state))
        {
            if (_known.TryGetValue(key, out var known) && known.State == state)
                return known.Value;
            if (_missing.TryGetValue(key, out var missing) && missing == state)
                return null;
        }
        else
        {
            state = _changes.Settle();
        }

        lock (_gate)
            return Read(key, state);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Names(CatalogKind kind, string database)
    {
        if (!CatalogChanges.IsSettled(_changes.State))
            _changes.Settle();
        return CatalogFiles.Guard(_paths.Root, () => NamesNow(kind, database.ToLowerInvariant()));
    }

    /// <inheritdoc />
    public bool TryReplace(CatalogKey key, CatalogObject? expected, CatalogObject? replacement, Action? afterwards = null)
    {
        using var change = _changes.Begin(CancellationToken.None);
        lock (_gate)
        {
            if (!ReferenceEquals(Read(key, _changes.State), expected))
                return false;
            if (replacement is null && key.Kind == CatalogKind.Database && (NamesNow(CatalogKind.Relation, key.Database).Count > 0 || NamesNow(CatalogKind.Function, key.Database).Count > 0))
                return false;
            if (replacement is not null)
                RequireDatabaseOf(key);
            change.Run(() =>
            {
                Put(key, replacement);
                Undoing(() => Put(key, expected), afterwards);
            });
            return true;
        }
    }

    /// <inheritdoc />
    public bool TryRename(CatalogKey key, RelationDefinition expected, CatalogKey newKey, RelationDefinition renamed, Action? moveFolder)
    {
        using var change = _changes.Begin(CancellationToken.None);
        lock (_gate)
        {
            if (!ReferenceEquals(Read(key, _changes.State), expected) || Read(newKey, _changes.State) is not null)
                return false;
            change.Run(() =>
            {
                CatalogFiles.Write(_paths, _paths.Renaming, new Renaming(key, newKey).Write());
                Put(newKey, renamed);
                Undoing(() => EndRenaming(newKey), moveFolder);
                EndRenaming(key);
            });
            return true;
        }
    }

    /// <inheritdoc />
    public IDisposable? TryClaimFolder(CatalogKey key, string folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            using (_changes.Begin(cancellationToken))
            {
                if (_claims.TryTake(key, folder, out var claim))
                    return claim;
            }

            CatalogChanges.Wait(cancellationToken);
        }
    }

    private static void Undoing(Action undo, Action? work)
    {
        try
        {
            work?.Invoke();
        }
        catch
        {
            undo();
            throw;
        }
    }

    private void EndRenaming(CatalogKey goes)
    {
        Put(goes, null);
        CatalogFiles.Delete(_paths.Renaming);
    }

    private List<string> NamesNow(CatalogKind kind, string database)
    {
        var folder = _paths.FolderOf(kind, database);
        var names = new List<string>();
        if (!Directory.Exists(folder))
            return names;
        foreach (var path in Directory.EnumerateFiles(folder, CatalogPaths.FilePattern))
        {
            if ((CatalogPaths.NameOf(path) ?? Parse(path)?.Name) is { } name)
                names.Add(name);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private (string Name, CatalogObject Value)? Parse(string path) => CatalogFiles.TryRead(path) is { } bytes ? _format.Read(bytes, LocalFileSystem.Instance.Describe(path)) : null;

    /// <summary>Reads an object's file, and keeps the instance when it holds what it held.</summary>
    /// <param name="key">The name.</param>
    /// <param name="state">The state of the catalog before.</param>
    private CatalogObject? Read(CatalogKey key, long state)
    {
        var path = _paths.FileOf(key);
        if (CatalogFiles.TryRead(path) is not { } bytes)
        {
            _known.TryRemove(key, out _);
            if (_missing.Count >= MaxMissingNames)
                _missing.Clear();
            _missing[key] = state;
            return null;
        }

        var value = _known.TryGetValue(key, out var known) && known.Bytes.AsSpan().SequenceEqual(bytes) ? known.Value : _format.Read(bytes, LocalFileSystem.Instance.Describe(path)).Value;
        _known[key] = new KnownObject(value, bytes, state);
        return value;
    }

    private void Put(CatalogKey key, CatalogObject? value)
    {
        var path = _paths.FileOf(key);
        if (value is null)
        {
            CatalogFiles.Delete(path);
            _known.TryRemove(key, out _);
            return;
        }

        var bytes = _format.Write(key.Kind == CatalogKind.Database ? key.Database : key.Name, value);
        CatalogFiles.Write(_paths, path, bytes);
        _known[key] = new KnownObject(value, bytes, CatalogChanges.Unsettled);
        _missing.TryRemove(key, out _);
    }

    private void RequireDatabaseOf(CatalogKey key)
    {
        if (key.Kind != CatalogKind.Database && key.Database != SessionCatalog.DefaultDatabase && CatalogFiles.TryRead(_paths.FileOf(CatalogKey.OfDatabase(key.Database))) is null)
            throw CatalogErrors.NoSuchSchema(key.Database);
    }

    /// <summary>Brings to its end, or takes back, what a process began that is gone. The caller holds the lock.</summary>
    private void Recover()
    {
        if (CatalogFiles.TryRead(_paths.Renaming) is { } bytes)
        {
            var name = Renaming.TryRead(bytes) is { } renaming ? EndOf(renaming) : null;
            if (name is { } goes)
                CatalogFiles.Delete(_paths.FileOf(goes));
            CatalogFiles.Delete(_paths.Renaming);
        }

        _claims.RemoveDead();
    }

    /// <summary>Moves the folder of a table that has two names, and says which one goes.</summary>
    private CatalogKey? EndOf(Renaming renaming)
    {
        try
        {
            if (Parse(_paths.FileOf(renaming.NewKey))?.Value is not { } renamed || Parse(_paths.FileOf(renaming.Key))?.Value is not { } old)
                return null;
            if (old is TableDefinition table && renamed is TableDefinition moved && table.Location != moved.Location)
                TableFolders.Move(table.Location, moved.Location);
            return renaming.Key;
        }
        catch (SqlSparkException)
        {
            // One of them cannot be read. Both stay, for people to look at.
            return null;
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            return renaming.NewKey;
        }
    }

    /// <summary>Whether a table of this name keeps its files there. What cannot be read may be such a table.</summary>
    private bool IsAt(CatalogKey key, string folder)
    {
        try
        {
            return Parse(_paths.FileOf(key))?.Value is TableDefinition table && table.Location == folder;
        }
        catch (SqlSparkException)
        {
            return true;
        }
    }

    /// <summary>An object as it was read.</summary>
    /// <param name="Value">The object.</param>
    /// <param name="Bytes">The content of its file.</param>
    /// <param name="State">The state of the catalog in which it was read.</param>
    private sealed record KnownObject(CatalogObject Value, byte[] Bytes, long State);
}

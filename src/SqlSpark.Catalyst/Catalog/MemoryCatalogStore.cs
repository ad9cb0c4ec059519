namespace SqlSpark.Catalyst.Catalog;

/// <summary>A catalog that is gone with the process.</summary>
public sealed class MemoryCatalogStore : ICatalogStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CatalogKey, CatalogObject> _objects = [];
    private readonly Dictionary<string, SemaphoreSlim> _folders = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public CatalogObject? Find(CatalogKey key)
    {
        lock (_gate)
            return _objects.GetValueOrDefault(key);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Names(CatalogKind kind, string database)
    {
        lock (_gate)
        {
            return kind == CatalogKind.Database
                ? [.. _objects.Keys.Where(key => key.Kind == kind).Select(key => key.Database).Order(StringComparer.Ordinal)]
                : [.. _objects.Keys.Where(key => key.Kind == kind && key.Database.Equals(database, StringComparison.OrdinalIgnoreCase)).Select(key => key.Name).Order(StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc />
    public bool TryReplace(CatalogKey key, CatalogObject? expected, CatalogObject? replacement, Action? afterwards = null)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_objects.GetValueOrDefault(key), expected))
                return false;
            if (replacement is null && key.Kind == CatalogKind.Database && _objects.Keys.Any(k => k.Kind != CatalogKind.Database && k.Database == key.Database))
                return false;
            if (replacement is not null)
                RequireDatabaseOf(key);
            afterwards?.Invoke();
            Put(key, replacement);
            return true;
        }
    }

    /// <inheritdoc />
    public bool TryRename(CatalogKey key, RelationDefinition expected, CatalogKey newKey, RelationDefinition renamed, Action? moveFolder)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_objects.GetValueOrDefault(key), expected) || _objects.ContainsKey(newKey))
                return false;
            moveFolder?.Invoke();
            Put(newKey, renamed);
            Put(key, null);
            return true;
        }
    }

    /// <inheritdoc />
    public IDisposable? TryClaimFolder(CatalogKey key, string folder, CancellationToken cancellationToken)
    {
        SemaphoreSlim? claims;
        lock (_gate)
        {
            if (!_folders.TryGetValue(folder, out claims))
                _folders.Add(folder, claims = new SemaphoreSlim(1));
        }

        try
        {
            claims.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw Core.Errors.CoreErrors.QueryCanceled();
        }

        return new Claim(claims);
    }

    private void RequireDatabaseOf(CatalogKey key)
    {
        if (key.Kind != CatalogKind.Database && key.Database != SessionCatalog.DefaultDatabase && !_objects.ContainsKey(CatalogKey.OfDatabase(key.Database)))
            throw CatalogErrors.NoSuchSchema(key.Database);
    }

    private void Put(CatalogKey key, CatalogObject? value)
    {
        if (value is null)
            _objects.Remove(key);
        else
            _objects[key] = value;
    }

    private sealed class Claim(SemaphoreSlim claims) : IDisposable
    {
        private SemaphoreSlim? _held = claims;

        public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
    }
}

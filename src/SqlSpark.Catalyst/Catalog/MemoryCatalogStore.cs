namespace SqlSpark.Catalyst.Catalog;

/// <summary>A catalog that is gone with the process.</summary>
public sealed class MemoryCatalogStore : ICatalogStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CatalogKey, CatalogObject> _objects = [];

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
    public bool TryReplace(CatalogKey key, CatalogObject? expected, CatalogObject? replacement)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_objects.GetValueOrDefault(key), expected))
                return false;
            if (replacement is null)
                _objects.Remove(key);
            else
                _objects[key] = replacement;
            return true;
        }
    }
}

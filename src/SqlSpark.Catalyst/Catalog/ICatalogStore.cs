namespace SqlSpark.Catalyst.Catalog;

/// <summary>What is kept under the names of a catalog.</summary>
public enum CatalogKind : byte
{
    /// <summary>Databases.</summary>
    Database,

    /// <summary>Tables and views.</summary>
    Relation,

    /// <summary>Functions.</summary>
    Function,
}

/// <summary>The name of an object in a catalog.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Database">The database, in lower case.</param>
/// <param name="Name">The name in it, in lower case; empty for the database itself.</param>
public readonly record struct CatalogKey(CatalogKind Kind, string Database, string Name)
{
    /// <summary>The key of a database.</summary>
    public static CatalogKey OfDatabase(string name) => new(CatalogKind.Database, name.ToLowerInvariant(), "");

    /// <summary>The key of a table or view.</summary>
    public static CatalogKey OfRelation(string database, string name) => new(CatalogKind.Relation, database.ToLowerInvariant(), name.ToLowerInvariant());

    /// <summary>The key of a function.</summary>
    public static CatalogKey OfFunction(string database, string name) => new(CatalogKind.Function, database.ToLowerInvariant(), name.ToLowerInvariant());
}

/// <summary>
/// Keeps the objects of a catalog. What it gives for a name is the same instance until somebody changes it. Thread-safe; others, also in other processes, may change it at any time,
/// each change as a whole.
/// </summary>
public interface ICatalogStore
{
    /// <summary>The object of this name, or null.</summary>
    CatalogObject? Find(CatalogKey key);

    /// <summary>The names of a kind in a database, sorted; of databases the names of all.</summary>
    IReadOnlyList<string> Names(CatalogKind kind, string database);

    /// <summary>Puts an object in the place of another. Returns false, and changes nothing, when the name has another object by now.</summary>
    /// <param name="key">The name.</param>
    /// <param name="expected">What <see cref="Find"/> gave; null for nothing.</param>
    /// <param name="replacement">The new object; null to remove it.</param>
    bool TryReplace(CatalogKey key, CatalogObject? expected, CatalogObject? replacement);
}

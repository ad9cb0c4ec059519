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
/// each change as a whole. There always is the database <see cref="SessionCatalog.DefaultDatabase"/>; nothing is put into another one that is not there, and none is removed that has something in it.
/// </summary>
public interface ICatalogStore
{
    /// <summary>The object of this name, or null.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">What is kept under the name cannot be read.</exception>
    CatalogObject? Find(CatalogKey key);

    /// <summary>The names of a kind in a database, sorted; of databases the names of all.</summary>
    IReadOnlyList<string> Names(CatalogKind kind, string database);

    /// <summary>Puts an object in the place of another. Returns false, and changes nothing, when the name has another object by now, or when a database to be removed has something in it.</summary>
    /// <param name="key">The name.</param>
    /// <param name="expected">What <see cref="Find"/> gave; null for nothing.</param>
    /// <param name="replacement">The new object; null to remove it.</param>
    /// <param name="afterwards">What is done along with it, before anybody else can change anything, or null. When it throws, nothing is changed.</param>
    /// <exception cref="Core.Errors.SqlSparkException"><c>SCHEMA_NOT_FOUND</c>.</exception>
    bool TryReplace(CatalogKey key, CatalogObject? expected, CatalogObject? replacement, Action? afterwards = null);

    /// <summary>Moves an object to another name of its database, all of it or nothing. Returns false, and changes nothing, when its name has another object by now, or the new name has one.</summary>
    /// <param name="key">The name.</param>
    /// <param name="expected">What <see cref="Find"/> gave.</param>
    /// <param name="newKey">The new name.</param>
    /// <param name="renamed">What is kept under it.</param>
    /// <param name="moveFolder">Moves the files of a table from where they are kept now to where they are kept then; null where nothing moves.</param>
    bool TryRename(CatalogKey key, RelationDefinition expected, CatalogKey newKey, RelationDefinition renamed, Action? moveFolder);

    /// <summary>
    /// Takes the folder of a managed table that is about to be created, renamed or dropped, until the claim is disposed; waits for others that have it. Should the process end before, then what is in
    /// the folder goes, unless it belongs to a table of this name.
    /// </summary>
    /// <param name="key">The name of the table.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The claim; null, where that can be told, for a folder with files of no table of this name.</returns>
    IDisposable? TryClaimFolder(CatalogKey key, string folder, CancellationToken cancellationToken);
}

using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>What names mean in the text of a view: those of its own namespace, and nothing of the session that reads it.</summary>
/// <param name="catalog">The catalog of the session.</param>
/// <param name="space">The catalog and namespace that were current when the view was created.</param>
internal sealed class ViewCatalog(ICatalog catalog, EquatableArray<string> space) : ICatalog
{
    /// <inheritdoc />
    public string CurrentCatalog => space[0];

    /// <inheritdoc />
    public EquatableArray<string> CurrentNamespace => space.Skip(1).ToEquatableArray();

    /// <inheritdoc />
    public TempView? FindTempView(EquatableArray<string> nameParts) => nameParts.Count == 1 ? null : catalog.FindTempView(nameParts);

    /// <inheritdoc />
    public CatalogTable? FindTable(EquatableArray<string> nameParts) => catalog.FindTable(Qualified(nameParts));

    /// <inheritdoc />
    public CatalogView? FindView(EquatableArray<string> nameParts) => catalog.FindView(Qualified(nameParts));

    /// <inheritdoc />
    public SqlFunction? FindFunction(EquatableArray<string> nameParts) => catalog.FindFunction(Qualified(nameParts));

    /// <inheritdoc />
    public SessionVariable? FindVariable(string name) => null;

    /// <inheritdoc />
    public ITable? OpenPath(string format, string path, ConfSnapshot conf) => catalog.OpenPath(format, path, conf);

    /// <inheritdoc />
    public ITableProvider? FindProvider(string format) => catalog.FindProvider(format);

    private EquatableArray<string> Qualified(EquatableArray<string> nameParts) => nameParts.Count == 1 ? [.. space, nameParts[0]] : nameParts;
}

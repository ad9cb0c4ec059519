using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>The catalog without views, tables and formats.</summary>
public sealed class EmptyCatalog : ICatalog
{
    private EmptyCatalog()
    {
    }

    /// <summary>The only instance.</summary>
    public static EmptyCatalog Instance { get; } = new();

    /// <inheritdoc />
    public string CurrentCatalog => SessionCatalog.DefaultCatalog;

    /// <inheritdoc />
    public EquatableArray<string> CurrentNamespace => [SessionCatalog.DefaultDatabase];

    /// <inheritdoc />
    public TempView? FindTempView(EquatableArray<string> nameParts) => null;

    /// <inheritdoc />
    public CatalogTable? FindTable(EquatableArray<string> nameParts) => null;

    /// <inheritdoc />
    public CatalogView? FindView(EquatableArray<string> nameParts) => null;

    /// <inheritdoc />
    public SqlFunction? FindFunction(EquatableArray<string> nameParts) => null;

    /// <inheritdoc />
    public SessionVariable? FindVariable(string name) => null;

    /// <inheritdoc />
    public ITable? OpenPath(string format, string path, ConfSnapshot conf) => null;

    /// <inheritdoc />
    public ITableProvider? FindProvider(string format) => null;
}

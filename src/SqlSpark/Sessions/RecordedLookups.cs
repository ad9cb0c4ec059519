using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Sessions;

/// <summary>Notes what an analysis asks a catalog and what it was told, so that it can be asked again. For use by one thread while it records.</summary>
/// <param name="catalog">The catalog that answers.</param>
internal sealed class RecordedLookups(ICatalog catalog) : ICatalog
{
    private readonly List<(EquatableArray<string> Name, TempView? View)> _views = [];
    private readonly List<(EquatableArray<string> Name, ITable? Table)> _tables = [];
    private readonly List<(EquatableArray<string> Name, CatalogView? View)> _storedViews = [];
    private readonly List<(EquatableArray<string> Name, SqlFunction? Function)> _functions = [];
    private readonly List<(string Name, SessionVariable? Variable)> _variables = [];

    /// <inheritdoc />
    public string CurrentCatalog { get; } = catalog.CurrentCatalog;

    /// <inheritdoc />
    public EquatableArray<string> CurrentNamespace { get; } = catalog.CurrentNamespace;

    /// <summary>True when all names mean what they meant. What lies behind a table may have changed even so.</summary>
    public bool AreCurrent() =>
        CurrentCatalog == catalog.CurrentCatalog
        && CurrentNamespace == catalog.CurrentNamespace
        && _views.TrueForAll(v => ReferenceEquals(catalog.FindTempView(v.Name), v.View))
        && _tables.TrueForAll(t => ReferenceEquals(catalog.FindTable(t.Name)?.Table, t.Table))
        && _storedViews.TrueForAll(v => ReferenceEquals(catalog.FindView(v.Name), v.View))
        && _functions.TrueForAll(f => ReferenceEquals(catalog.FindFunction(f.Name), f.Function))
        && _variables.TrueForAll(v => ReferenceEquals(catalog.FindVariable(v.Name), v.Variable));

    /// <inheritdoc />
    public TempView? FindTempView(EquatableArray<string> nameParts)
    {
        var view = catalog.FindTempView(nameParts);
        _views.Add((nameParts, view));
        return view;
    }

    /// <inheritdoc />
    public CatalogTable? FindTable(EquatableArray<string> nameParts)
    {
        var table = catalog.FindTable(nameParts);
        _tables.Add((nameParts, table?.Table));
        return table;
    }

    /// <inheritdoc />
    public CatalogView? FindView(EquatableArray<string> nameParts)
    {
        var view = catalog.FindView(nameParts);
        _storedViews.Add((nameParts, view));
        return view;
    }

    /// <inheritdoc />
    public SqlFunction? FindFunction(EquatableArray<string> nameParts)
    {
        var function = catalog.FindFunction(nameParts);
        _functions.Add((nameParts, function));
        return function;
    }

    /// <inheritdoc />
    public SessionVariable? FindVariable(string name)
    {
        var variable = catalog.FindVariable(name);
        _variables.Add((name, variable));
        return variable;
    }

    /// <inheritdoc />
    public ITable? OpenPath(string format, string path, ConfSnapshot conf) => catalog.OpenPath(format, path, conf);

    /// <inheritdoc />
    public ITableProvider? FindProvider(string format) => catalog.FindProvider(format);
}

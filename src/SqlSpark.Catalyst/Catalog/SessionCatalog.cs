using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>
/// The names of a session: its temporary views, the global ones, views and tables that were created in it or registered with it, and paths that the formats read.
/// </summary>
/// <param name="providers">The formats.</param>
/// <param name="globalViews">The global temporary views, shared among sessions; null for none but this session's.</param>
public sealed class SessionCatalog(IEnumerable<ITableProvider> providers, TempViews? globalViews = null) : ICatalog
{
    /// <summary>The name of the session's catalog.</summary>
    public const string DefaultCatalog = "spark_catalog";

    /// <summary>The database that a session starts in.</summary>
    public const string DefaultDatabase = "default";

    /// <summary>The database of global temporary views.</summary>
    public const string GlobalTempDatabase = "global_temp";

    private readonly Dictionary<string, ITableProvider> _providers = ByFormat(providers);
    private readonly Dictionary<string, (ITable Table, TableDefinition? Definition)> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The session's temporary views.</summary>
    public TempViews LocalViews { get; } = new();

    /// <summary>The global temporary views.</summary>
    public TempViews GlobalViews { get; } = globalViews ?? new TempViews();

    /// <inheritdoc />
    public string CurrentCatalog => DefaultCatalog;

    /// <inheritdoc />
    public EquatableArray<string> CurrentNamespace => [DefaultDatabase];

    /// <summary>The views that CREATE VIEW made. They are looked up behind the temporary ones, and live as long as the catalog.</summary>
    public TempViews Views { get; } = new();

    /// <summary>Registers a table under a name in the default database, in place of one that had it: views that read that one read the new one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="table">The table.</param>
    /// <param name="definition">How it is stored; null for a table that rows cannot be inserted into.</param>
    public void RegisterTable(string name, ITable table, TableDefinition? definition = null)
    {
        ITable? old;
        lock (_tables)
        {
            old = _tables.GetValueOrDefault(name).Table;
            _tables[name] = (table, definition);
        }

        if (old is null)
            return;
        LocalViews.Replace(old, table);
        Views.Replace(old, table);
        GlobalViews.Replace(old, table);
    }

    /// <summary>Forgets a table. Returns false when there is none of this name.</summary>
    public bool RemoveTable(string name)
    {
        lock (_tables)
            return _tables.Remove(name);
    }

    /// <inheritdoc />
    public TempView? FindTempView(EquatableArray<string> nameParts)
    {
        TempView? view = null;
        if (nameParts.Count == 1)
            LocalViews.TryGet(nameParts[0], out view);
        else if (nameParts.Count == 2 && IsSame(nameParts[0], GlobalTempDatabase))
            GlobalViews.TryGet(nameParts[1], out view);
        if (view is null && IsInDefaultDatabase(nameParts))
            Views.TryGet(nameParts[^1], out view);
        return view;
    }

    /// <inheritdoc />
    public CatalogTable? FindTable(EquatableArray<string> nameParts)
    {
        if (!IsInDefaultDatabase(nameParts))
            return null;
        lock (_tables)
        {
            return _tables.TryGetValue(nameParts[^1], out var known)
                ? new CatalogTable([DefaultCatalog, DefaultDatabase, nameParts[^1].ToLowerInvariant()], known.Table, known.Definition)
                : null;
        }
    }

    /// <summary>The SQL functions by full name, those of the session by their name alone.</summary>
    public SqlFunctions SqlFunctions { get; } = new();

    /// <inheritdoc />
    public SqlFunction? FindFunction(EquatableArray<string> nameParts)
    {
        if (nameParts.Count == 1 && SqlFunctions.Find(nameParts) is { } temporary)
            return temporary;
        if (nameParts is [var schema, _] && IsSame(schema, "session") || nameParts is ["system", "session", _])
            return SqlFunctions.Find([nameParts[^1]]);
        return IsInDefaultDatabase(nameParts) ? SqlFunctions.Find([DefaultCatalog, DefaultDatabase, nameParts[^1]]) : null;
    }

    /// <summary>The variables of the session.</summary>
    public SessionVariables Variables { get; } = new();

    /// <inheritdoc />
    public SessionVariable? FindVariable(string name) => Variables.Find(name);

    /// <inheritdoc />
    public ITable? OpenPath(string format, string path, ConfSnapshot conf) =>
        FindProvider(format)?.Open(new TableRequest([path], new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), null, conf));

    /// <inheritdoc />
    public ITableProvider? FindProvider(string format) => _providers.GetValueOrDefault(format);

    private static bool IsInDefaultDatabase(EquatableArray<string> nameParts) => nameParts.Count switch
    {
        1 => true,
        2 => IsSame(nameParts[0], DefaultDatabase),
        3 => IsSame(nameParts[0], DefaultCatalog) && IsSame(nameParts[1], DefaultDatabase),
        _ => false,
    };

    private static Dictionary<string, ITableProvider> ByFormat(IEnumerable<ITableProvider> providers)
    {
        var byFormat = new Dictionary<string, ITableProvider>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in providers)
            foreach (var name in provider.FormatNames)
                byFormat.Add(name, provider);
        return byFormat;
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

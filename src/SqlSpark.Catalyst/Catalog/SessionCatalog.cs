using System.Collections.Concurrent;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>
/// The names of a session: its temporary views, the global ones, the databases of the catalog with their tables, views and functions, tables that were registered with the session, and paths
/// that the formats read.
/// </summary>
/// <param name="providers">The formats.</param>
/// <param name="globalViews">The global temporary views, shared among sessions; null for none but this session's.</param>
/// <param name="store">Keeps what the catalog holds; null for a catalog of this session.</param>
/// <param name="parser">Parses the texts of views; null for a catalog without any.</param>
/// <param name="conf">The session's settings; null for the defaults.</param>
public sealed class SessionCatalog(
    IEnumerable<ITableProvider> providers, TempViews? globalViews = null, ICatalogStore? store = null, ISqlParser? parser = null, Func<ConfSnapshot>? conf = null) : ICatalog
{
    /// <summary>The name of the session's catalog.</summary>
    public const string DefaultCatalog = "spark_catalog";

    /// <summary>The database that a session starts in.</summary>
    public const string DefaultDatabase = "default";

    /// <summary>The database of global temporary views.</summary>
    public const string GlobalTempDatabase = "global_temp";

    private readonly Dictionary<string, ITableProvider> _providers = ByFormat(providers);
    private readonly ConcurrentDictionary<string, ITable> _registered = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<CatalogKey, (TableDefinition Definition, CatalogTable Table)> _opened = [];
    private readonly ConcurrentDictionary<CatalogKey, (ViewDefinition Definition, CatalogView View)> _parsedViews = [];
    private readonly ConcurrentDictionary<CatalogKey, (SqlFunctionDefinition Definition, SqlFunction Function)> _parsedFunctions = [];
    private volatile string _currentDatabase = DefaultDatabase;

    /// <summary>The session's temporary views.</summary>
    public TempViews LocalViews { get; } = new();

    /// <summary>The global temporary views.</summary>
    public TempViews GlobalViews { get; } = globalViews ?? new TempViews();

    /// <summary>Keeps the databases and what is in them.</summary>
    public ICatalogStore Store { get; } = store ?? new MemoryCatalogStore();

    /// <summary>The SQL functions of the session.</summary>
    public TemporaryFunctions TemporaryFunctions { get; } = new();

    /// <summary>The variables of the session.</summary>
    public SessionVariables Variables { get; } = new();

    /// <inheritdoc />
    public string CurrentCatalog => DefaultCatalog;

    /// <inheritdoc />
    public EquatableArray<string> CurrentNamespace => [_currentDatabase];

    /// <summary>The database that names without one are looked up in.</summary>
    public string CurrentDatabase
    {
        get => _currentDatabase;
        set => _currentDatabase = value.ToLowerInvariant();
    }

    private ConfSnapshot Conf => conf?.Invoke() ?? ConfSnapshot.Default;

    // --- Databases ---------------------------------------------------------------------------------------------------

    /// <summary>The database, or null. There always is the default one.</summary>
    public DatabaseDefinition? FindDatabase(string name) =>
        (DatabaseDefinition?)Store.Find(CatalogKey.OfDatabase(name)) ?? (IsSame(name, DefaultDatabase) ? TheDefault() : null);

    /// <summary>The names of the databases, sorted.</summary>
    public IReadOnlyList<string> DatabaseNames => [.. Store.Names(CatalogKind.Database, "").Append(DefaultDatabase).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Puts a database in the place of what was found under its name; see <see cref="ICatalogStore.TryReplace"/>.</summary>
    public bool TryReplace(string name, DatabaseDefinition? found, DatabaseDefinition? replacement, Action? afterwards = null)
    {
        var key = CatalogKey.OfDatabase(name);
        var isImplied = IsSame(name, DefaultDatabase) && Store.Find(key) is null;
        return Store.TryReplace(key, isImplied ? null : found, replacement, afterwards);
    }

    private DatabaseDefinition TheDefault() => new(DefaultDatabase, WarehousePaths.Absolute(Conf.Get(SqlConf.WarehouseDirectory))) { Comment = "default database" };

    // --- Tables and views --------------------------------------------------------------------------------------------

    /// <summary>Registers a table under a name in the default database, in place of one that had it, for as long as the session lives.</summary>
    public void RegisterTable(string name, ITable table) => _registered[name] = table;

    /// <summary>Catalog, database and name of a table, view or function; null when another catalog or a namespace of several parts is meant.</summary>
    public EquatableArray<string>? FullName(EquatableArray<string> nameParts) => nameParts.Count switch
    {
        1 => [DefaultCatalog, _currentDatabase, nameParts[0].ToLowerInvariant()],
        2 => [DefaultCatalog, nameParts[0].ToLowerInvariant(), nameParts[1].ToLowerInvariant()],
        3 when IsSame(nameParts[0], DefaultCatalog) => [DefaultCatalog, nameParts[1].ToLowerInvariant(), nameParts[2].ToLowerInvariant()],
        _ => null,
    };

    /// <summary>The table or view of the catalog under this name, qualified or not, or null.</summary>
    public RelationDefinition? FindRelation(EquatableArray<string> nameParts) =>
        FullName(nameParts) is { } name ? (RelationDefinition?)Store.Find(CatalogKey.OfRelation(name[1], name[2])) : null;

    /// <summary>The names of a database's tables and views, sorted.</summary>
    public IReadOnlyList<string> RelationNames(string database)
    {
        var names = Store.Names(CatalogKind.Relation, database);
        return IsSame(database, DefaultDatabase) && !_registered.IsEmpty ? [.. names.Union(_registered.Keys.Select(k => k.ToLowerInvariant())).Order(StringComparer.Ordinal)] : names;
    }

    /// <inheritdoc />
    public TempView? FindTempView(EquatableArray<string> nameParts)
    {
        TempView? view = null;
        if (nameParts.Count == 1)
            LocalViews.TryGet(nameParts[0], out view);
        else if (nameParts.Count == 2 && IsSame(nameParts[0], GlobalTempDatabase))
            GlobalViews.TryGet(nameParts[1], out view);
        return view;
    }

    /// <inheritdoc />
    public CatalogTable? FindTable(EquatableArray<string> nameParts)
    {
        if (FullName(nameParts) is not { } name)
            return null;
        if (IsSame(name[1], DefaultDatabase) && _registered.TryGetValue(name[2], out var registered))
            return new CatalogTable(name, registered);
        var key = CatalogKey.OfRelation(name[1], name[2]);
        if (Store.Find(key) is not TableDefinition definition)
            return null;
        var isOpen = _opened.TryGetValue(key, out var opened);
        if (isOpen && ReferenceEquals(opened.Definition, definition))
            return opened.Table;
        var table = new CatalogTable(name, Open(definition, definition.Schema), definition) { Statistics = StatisticsOf(definition) };
        _opened[key] = (definition, table);
        if (isOpen)
        {
            LocalViews.Replace(opened.Table.Table, table.Table);
            GlobalViews.Replace(opened.Table.Table, table.Table);
        }

        return table;
    }

    /// <inheritdoc />
    public CatalogView? FindView(EquatableArray<string> nameParts)
    {
        if (parser is null || FullName(nameParts) is not { } name)
            return null;
        var key = CatalogKey.OfRelation(name[1], name[2]);
        if (Store.Find(key) is not ViewDefinition definition)
            return null;
        if (_parsedViews.TryGetValue(key, out var parsed) && ReferenceEquals(parsed.Definition, definition))
            return parsed.View;
        var settings = ConfSnapshot.Default.WithAll(definition.Settings);
        var view = new CatalogView(name, definition, parser.ParseStatement(definition.Text, settings), settings);
        _parsedViews[key] = (definition, view);
        return view;
    }

    /// <summary>A table over the files of a definition.</summary>
    /// <param name="definition">How the table is stored.</param>
    /// <param name="schema">The columns; null to learn them from the files.</param>
    public ITable Open(TableDefinition definition, Core.Types.StructType? schema)
    {
        var provider = FindProvider(definition.Provider)
            ?? throw Core.Errors.SqlSparkException.Create("DATA_SOURCE_NOT_FOUND", null, ("provider", definition.Provider));
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in definition.Options)
            options[key] = value;
        var read = schema is null ? null : new Core.Types.StructType(schema.Fields.Map(static field => CharVarchar.AsRead(ColumnDefaults.Without(field))));
        return provider.Open(new TableRequest([definition.Location], options, read, Conf) { ExistenceDefaults = schema is null ? null : ExistenceDefaultsOf(schema) });
    }

    private static ScanStatistics? StatisticsOf(TableDefinition definition) => definition.Statistics is not { } known ? null : new ScanStatistics(known.RowCount, known.SizeInBytes)
    {
        Columns = definition.Schema.Fields.Map(field => known.Columns.FirstOrDefault(column => column.Name == field.Name) is { } column
            ? new Statistics.ColumnStatistics(column.DistinctCount, ValueOf(column.Min, field.DataType), ValueOf(column.Max, field.DataType), column.NullCount)
            : Statistics.ColumnStatistics.Unknown),
    };

    private static object? ValueOf(string? text, Core.Types.DataType type) => text is null
        ? null
        : Evaluation.ConstantFolder.TryFold(new Expressions.Cast(new Expressions.Literal(text, Core.Types.StringType.Instance), type, Expressions.EvalMode.Try, "UTC"))?.Value;

    /// <summary>What files hold that lack a column.</summary>
    private Dictionary<string, object>? ExistenceDefaultsOf(Core.Types.StructType schema)
    {
        Dictionary<string, object>? defaults = null;
        foreach (var field in schema.Fields)
        {
            if (parser is null || ColumnDefaults.ExistenceOf(field) is not { } sql)
                continue;
            var type = CharVarchar.AsString(field.DataType);
            var value = new Expressions.Cast(parser.ParseExpression(sql, ConfSnapshot.Default), type, Expressions.EvalMode.Ansi, ConfSnapshot.Default.SessionTimeZone);
            (defaults ??= new(StringComparer.Ordinal)).Add(field.Name, Evaluation.ConstantFolder.TryFold(value)?.Value ?? throw Core.Errors.InternalErrors.Unreachable(sql));
        }

        return defaults;
    }

    // --- Functions and variables -------------------------------------------------------------------------------------

    /// <inheritdoc />
    public SqlFunction? FindFunction(EquatableArray<string> nameParts)
    {
        if (nameParts.Count == 1 && TemporaryFunctions.Find(nameParts[0]) is { } temporary)
            return temporary;
        if ((nameParts is [var schema, _] && IsSame(schema, "session")) || nameParts is ["system", "session", _])
            return TemporaryFunctions.Find(nameParts[^1]);
        if (parser is null || FullName(nameParts) is not { } name)
            return null;
        var key = CatalogKey.OfFunction(name[1], name[2]);
        if (Store.Find(key) is not SqlFunctionDefinition definition)
            return null;
        if (_parsedFunctions.TryGetValue(key, out var parsed) && ReferenceEquals(parsed.Definition, definition))
            return parsed.Function;
        var function = definition.Parse(name, parser);
        _parsedFunctions[key] = (definition, function);
        return function;
    }

    /// <inheritdoc />
    public SessionVariable? FindVariable(string name) => Variables.Find(name);

    // --- Formats -----------------------------------------------------------------------------------------------------

    /// <inheritdoc />
    public ITable? OpenPath(string format, string path, ConfSnapshot conf) =>
        FindProvider(format)?.Open(new TableRequest([path], new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), null, conf));

    /// <inheritdoc />
    public ITableProvider? FindProvider(string format) => _providers.GetValueOrDefault(format);

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

using SqlSpark.BuiltinFunctions;
using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Commands;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Time;
using SqlSpark.DataSources;
using SqlSpark.DataSources.Warehouse;
using SqlSpark.Execution;
using SqlSpark.Execution.Results;
using SqlSpark.Execution.Scheduling;
using SqlSpark.Parser;

namespace SqlSpark.Sessions;

/// <summary>What a session consists of, put together in one place: the only composer of the engine's parts.</summary>
internal sealed class SessionState
{
    private readonly QueryEngine _engine;
    private readonly PlanCache<(string Text, ConfSnapshot Conf), LogicalPlan> _parsed;
    private readonly PlanCache<PreparedText, CachedQuery> _queries;

    private SessionState(SessionConf conf, TempViews? globalViews, ICatalogStore store, QueryEngine engine, CacheStore? cache = null)
    {
        Cache = cache ?? new CacheStore(engine.Memory);
        Conf = conf;
        Catalog = new SessionCatalog(DataSourceRegistry.Providers, globalViews, store, Parser, () => Conf.Snapshot);
        _engine = engine;
        var capacity = conf.Get(SqlConf.PlanCacheSize);
        _parsed = new PlanCache<(string, ConfSnapshot), LogicalPlan>(capacity);
        _queries = new PlanCache<PreparedText, CachedQuery>(capacity);
    }

    public SessionConf Conf { get; }

    public SessionCatalog Catalog { get; }

    /// <summary>What CACHE TABLE keeps.</summary>
    public CacheStore Cache { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public FunctionRegistry Functions => BuiltinFunctionRegistry.Instance;

    public ISqlParser Parser => SqlParser.Instance;

    /// <summary>A session on the process's pool and memory. The <c>sqlspark.memory.limit</c> of the session that comes first bounds the process.</summary>
    public static SessionState Create(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var conf = new SessionConf(settings);
        if (conf.Get(SqlConf.MemoryLimit) is { } limit)
            MemoryPool.TryConfigureShared(limit);
        return new SessionState(conf, null, NewStore(conf), new QueryEngine(WorkerPool.Shared, MemoryPool.Shared));
    }

    /// <summary>A session on an engine of its own, for tests.</summary>
    public static SessionState Create(IEnumerable<KeyValuePair<string, string>> settings, QueryEngine engine)
    {
        var conf = new SessionConf(settings);
        return new SessionState(conf, null, NewStore(conf), engine);
    }

    private static ICatalogStore NewStore(SessionConf conf) => conf.Get(SqlConf.CatalogImplementation) == SqlConf.InMemoryCatalog
        ? new MemoryCatalogStore()
        : new FileCatalogStore(WarehousePaths.Absolute(conf.Get(SqlConf.WarehouseDirectory)));

    /// <summary>Settings as they are now; no temporary views but the global ones.</summary>
    public SessionState NewSession() => new(Conf.Clone(), Catalog.GlobalViews, Catalog.Store, _engine, Cache);

    /// <summary>Parses and analyzes a statement, and runs it when it is a command. The result is an analyzed plan.</summary>
    public LogicalPlan Prepare(string sqlText, CancellationToken cancellationToken) =>
        Run(() => Complete(Parser.ParseStatement(sqlText, Conf.Snapshot), Catalog, cancellationToken));

    /// <summary>The parsed statement of a text that is used more than once.</summary>
    public LogicalPlan Parse(string sqlText)
    {
        var conf = Conf.Snapshot;
        if (!_parsed.TryGet((sqlText, conf), out var parsed))
            _parsed.Set((sqlText, conf), parsed = Run(() => Parser.ParseStatement(sqlText, conf)));
        return parsed;
    }

    /// <summary>As the other overload, for a statement that is used more than once. A query comes with what to run it again by, unless it must be analyzed each time.</summary>
    public (LogicalPlan Plan, CachedQuery? Cached) Prepare(PreparedText text, CancellationToken cancellationToken)
    {
        var conf = Conf.Snapshot;
        if (_queries.TryGet(text, out var known))
        {
            if (known.IsCurrent(conf))
                return (known.Analyzed, known);
            _queries.Remove(text);
        }

        var lookups = new RecordedLookups(Catalog);
        var parsed = Parse(text.Text);
        var plan = Run(() => Complete(text.HasParameters ? new ParameterizedQuery(parsed, text.Named, text.Positional) : parsed, lookups, cancellationToken));
        if (parsed is Command || CachedQuery.TryCreate(plan, conf, lookups) is not { } query || !ReferenceEquals(conf, Conf.Snapshot))
            return (plan, null);
        _queries.Set(text, query);
        return (plan, query);
    }

    public LogicalPlan Analyze(LogicalPlan plan) => Analyze(plan, Catalog);

    public LogicalPlan Optimize(LogicalPlan analyzed) => LogicalOptimizer.Optimize(analyzed, new RuleContext(Conf.Snapshot, Functions, Catalog));

    /// <summary>Runs an analyzed query.</summary>
    /// <param name="analyzed">The query.</param>
    /// <param name="cached">What keeps its plan, or null.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public QueryResult Execute(LogicalPlan analyzed, CachedQuery? cached, CancellationToken cancellationToken)
    {
        var conf = Conf.Snapshot;
        return Run(() => Cache.IsEmpty && cached?.IsCurrent(conf) == true
            ? _engine.Execute(cached.Planned(plan => QueryEngine.Plan(Optimize(plan), conf)), conf, cancellationToken)
            : _engine.Execute(Optimize(Cache.Use(analyzed, fills: true, cancellationToken)), conf, cancellationToken));
    }

    /// <summary>Runs an analyzed query, and reads no rows that are kept.</summary>
    public QueryResult ExecuteUncached(LogicalPlan analyzed, CancellationToken cancellationToken) =>
        Run(() => _engine.Execute(Optimize(analyzed), Conf.Snapshot, cancellationToken));

    /// <summary>What a table or view means now.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">There is none.</exception>
    public LogicalPlan PlanOf(EquatableArray<string> name) => Analyze(new UnresolvedRelation(name)) is SubqueryAlias alias ? alias.Child : Analyze(new UnresolvedRelation(name));

    /// <summary>Runs an analyzed query and writes its rows.</summary>
    public void Write(IWrite write, LogicalPlan analyzed, CancellationToken cancellationToken) => Run(() =>
    {
        _engine.Write(new WriteToDataSource(write, Optimize(Cache.Use(analyzed, fills: true, cancellationToken))), Conf.Snapshot, cancellationToken);
        return true;
    });

    /// <summary>The physical plan of an analyzed query and of a write of its rows.</summary>
    public string ExplainWrite(IWrite write, LogicalPlan analyzed) =>
        Run(() => _engine.Explain(new WriteToDataSource(write, Optimize(WithCached(analyzed))), Conf.Snapshot));

    /// <summary>The physical plan of an analyzed plan as EXPLAIN prints it.</summary>
    public string ExplainPhysical(LogicalPlan analyzed) => Run(() => _engine.Explain(Optimize(WithCached(analyzed)), Conf.Snapshot));

    /// <summary>The programs of an analyzed plan's filters and projections.</summary>
    public string ExplainCodegen(LogicalPlan analyzed) => Run(() => _engine.ExplainCodegen(Optimize(WithCached(analyzed)), Conf.Snapshot));

    /// <summary>The plan that EXPLAIN prints: what would be kept is not kept for it.</summary>
    public LogicalPlan WithCached(LogicalPlan analyzed) => Cache.Use(analyzed, fills: false, CancellationToken.None);

    public string Explain(LogicalPlan plan, Catalyst.Plans.ExplainMode mode) => Run(() => new Explanation(this).Of(plan, mode));

    private LogicalPlan Analyze(LogicalPlan plan, ICatalog catalog) => Run(() => Analyzer.Analyze(plan, new AnalysisContext(Conf.Snapshot, Functions, catalog) { Parser = Parser }));

    /// <summary>Analyzes a parsed statement, and runs it when it is a command. The result is an analyzed plan.</summary>
    public LogicalPlan Complete(LogicalPlan parsed, CancellationToken cancellationToken) => Complete(parsed, Catalog, cancellationToken);

    private LogicalPlan Complete(LogicalPlan parsed, ICatalog catalog, CancellationToken cancellationToken)
    {
        var analyzed = parsed is ExplainCommand ? parsed : Analyze(parsed, catalog);
        return analyzed is Command command ? new CommandRunner(this, cancellationToken).Run(command) : analyzed;
    }

    /// <summary>Runs repeatable work over plans: however deep they are, and with timestamps in names and messages printed in the session's zone.</summary>
    private T Run<T>(Func<T> work)
    {
        using (CurrentTimeZone.With(ZoneRules.Of(Conf.Snapshot.SessionTimeZone)))
            return DeepStack.Run(work);
    }
}

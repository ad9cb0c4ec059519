using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Configuration;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Sessions;

/// <summary>The plans of a query, to be run more than once while nothing that they depend on has changed. Thread-safe.</summary>
internal sealed class CachedQuery
{
    private readonly RecordedLookups _lookups;
    private readonly ITable[] _tables;
    private PlannedQuery? _planned;

    private CachedQuery(LogicalPlan analyzed, ConfSnapshot conf, RecordedLookups lookups, ITable[] tables)
    {
        Analyzed = analyzed;
        Conf = conf;
        _lookups = lookups;
        _tables = tables;
    }

    /// <summary>The analyzed plan.</summary>
    public LogicalPlan Analyzed { get; }

    /// <summary>The settings that it was analyzed under.</summary>
    public ConfSnapshot Conf { get; }

    /// <summary>An analyzed query; null when it must be analyzed anew each time: it depends on the time, draws random numbers, or is a command.</summary>
    public static CachedQuery? TryCreate(LogicalPlan analyzed, ConfSnapshot conf, RecordedLookups lookups)
    {
        if (analyzed is Command)
            return null;
        var isRepeatable = true;
        var tables = new HashSet<ITable>(ReferenceEqualityComparer.Instance);
        analyzed.ForEachWithSubqueries(node =>
        {
            isRepeatable &= node is not (Sample { Seed: null } or Command)
                && !node.Expressions.Any(static e => e.ContainsAny(NodeKinds.Nondeterministic) || e.Exists(static call => call is ScalarCall { Bound.Volatility: not Volatility.Immutable }));
            if (node is LogicalRelation relation)
                tables.Add(relation.Table);
        });
        return isRepeatable ? new CachedQuery(analyzed, conf, lookups, [.. tables]) : null;
    }

    /// <summary>True when the settings are the same, names mean what they meant, and the tables are as they were.</summary>
    public bool IsCurrent(ConfSnapshot conf) => ReferenceEquals(conf, Conf) && _lookups.AreCurrent() && Array.TrueForAll(_tables, static table => table.IsCurrent());

    /// <summary>The query as it is run, planned by the first who asks.</summary>
    public PlannedQuery Planned(Func<LogicalPlan, PlannedQuery> plan) => _planned ??= plan(Analyzed);
}

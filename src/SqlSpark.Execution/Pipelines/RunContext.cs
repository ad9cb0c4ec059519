using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Metrics;
using SqlSpark.Execution.Operators.RuntimeFilters;

namespace SqlSpark.Execution.Pipelines;

/// <summary>What sources and sinks of one run share. Immutable; used by several threads.</summary>
/// <param name="conf">The settings the query runs under.</param>
/// <param name="account">The query's account; tasks have children of it.</param>
/// <param name="maxTaskCount">How many tasks of the query run at a time, at most: <c>local[N]</c>.</param>
/// <param name="metrics">What each operator did.</param>
/// <param name="cancellation">Cancels the query.</param>
internal sealed class RunContext(
    ConfSnapshot conf, MemoryAccount account, int maxTaskCount, QueryMetrics metrics, CancellationToken cancellation)
{
    /// <summary>The settings the query runs under.</summary>
    public ConfSnapshot Conf { get; } = conf;

    /// <summary>The query's account, for what outlives tasks or belongs to none; tasks have children of it.</summary>
    public MemoryAccount Account { get; } = account;

    /// <summary>How many tasks of the query run at a time, at most.</summary>
    public int MaxTaskCount { get; } = maxTaskCount;

    /// <summary>What each operator did.</summary>
    public QueryMetrics Metrics { get; } = metrics;

    /// <summary>What joins tell scans.</summary>
    public RuntimeFilterSet RuntimeFilters { get; } = new();

    /// <summary>Cancels the query.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Rows of a batch at most; 1 to 32768.</summary>
    public int BatchCapacity { get; } = conf.Get(SqlConf.BatchCapacity);

    /// <summary>How many rows a worker takes from a source at first; timing adapts it.</summary>
    public int MorselRows { get; } = conf.Get(SqlConf.MorselRows);
}

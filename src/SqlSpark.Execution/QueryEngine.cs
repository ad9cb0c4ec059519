using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.Shared;
using SqlSpark.Execution.Operators.Writes;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;
using SqlSpark.Execution.Results;
using SqlSpark.Execution.Scheduling;

namespace SqlSpark.Execution;

/// <summary>Runs resolved plans on a pool of workers. Immutable; safe for use by several threads and sessions.</summary>
/// <param name="workers">The threads; a process has one pool for all engines.</param>
/// <param name="memory">The memory that queries share.</param>
public sealed class QueryEngine(WorkerPool workers, MemoryPool memory)
{
    private static long s_lastQueryId;

    /// <summary>The memory that queries share.</summary>
    public MemoryPool Memory => memory;

    /// <summary>Plans a query.</summary>
    /// <param name="optimized">A resolved plan, optimized or not.</param>
    /// <param name="conf">The settings it runs under.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>.</exception>
    public static PlannedQuery Plan(LogicalPlan optimized, ConfSnapshot conf) => new(PhysicalPlanner.Plan(optimized, conf));

    /// <summary>Plans a query and starts it.</summary>
    /// <param name="optimized">A resolved plan, optimized or not.</param>
    /// <param name="conf">The settings it runs under.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The rows; dispose it.</returns>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>; <c>NESTED_QUERY_FROM_WORKER</c> inside a running function.</exception>
    public QueryResult Execute(LogicalPlan optimized, ConfSnapshot conf, CancellationToken cancellationToken = default) =>
        Execute(Plan(optimized, conf), conf, cancellationToken);

    /// <summary>Starts a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="conf">The settings it was planned under.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The rows; dispose it.</returns>
    /// <exception cref="SqlSparkException"><c>NESTED_QUERY_FROM_WORKER</c> inside a running function.</exception>
    public QueryResult Execute(PlannedQuery query, ConfSnapshot conf, CancellationToken cancellationToken = default)
    {
        if (WorkerPool.RunsTask)
            throw CoreErrors.NestedQueryFromWorker();
        return Start(query.Plan, conf, cancellationToken);
    }

    /// <summary>Runs a query, writes its rows, and makes them visible when all are written; else nothing is.</summary>
    /// <param name="optimized">A resolved plan, optimized or not, with the write at its top.</param>
    /// <param name="conf">The settings it runs under.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SqlSparkException">What planning, the query and the write throw; <c>NESTED_QUERY_FROM_WORKER</c>.</exception>
    public void Write(LogicalPlan optimized, ConfSnapshot conf, CancellationToken cancellationToken = default)
    {
        if (WorkerPool.RunsTask)
            throw CoreErrors.NestedQueryFromWorker();
        var plan = (WriteToDataSourceExec)PhysicalPlanner.Plan(optimized, conf);
        var write = plan.Write.Start();
        try
        {
            var sink = new WriteSink(write, keepsOrder: !plan.Child.OutputOrdering.IsEmpty);
            using (var result = Start(plan, conf, 0, long.MaxValue, _ => PipelineBuilder.Build(plan.Child, plan, _ => sink), cancellationToken))
            {
                while (result.TryNext(out _))
                {
                    // A write has no rows.
                }
            }

            write.Commit(sink.Messages, cancellationToken);
        }
        catch
        {
            write.Abort();
            throw;
        }
    }

    /// <summary>The physical plan as EXPLAIN prints it, with its headline.</summary>
    /// <param name="optimized">A resolved plan, optimized or not.</param>
    /// <param name="conf">The settings it would run under.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>.</exception>
    public string Explain(LogicalPlan optimized, ConfSnapshot conf) => $"== Physical Plan ==\n{PhysicalPlanner.Plan(optimized, conf)}\n";

    /// <summary>The programs of the physical plan's filters and projections, as EXPLAIN CODEGEN prints them.</summary>
    /// <param name="optimized">A resolved plan, optimized or not.</param>
    /// <param name="conf">The settings it would run under.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>.</exception>
    public string ExplainCodegen(LogicalPlan optimized, ConfSnapshot conf)
    {
        var chains = PhysicalPlanner.Plan(optimized, conf).Collect<ComputeExec>();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Found {chains.Count} programs.\n");
        for (var i = 0; i < chains.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"== Program {i + 1} / {chains.Count} ==\n");
            text.Append(PhysicalPlanPrinter.Print(chains[i], static _ => "")).Append("\n\n");
            text.Append(chains[i].Compile().Explain()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Runs a query, drops its rows and returns the physical plan with what each operator did, as EXPLAIN ANALYZE prints it.</summary>
    /// <param name="optimized">A resolved plan, optimized or not.</param>
    /// <param name="conf">The settings it runs under.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SqlSparkException">What <see cref="Execute(LogicalPlan, ConfSnapshot, CancellationToken)"/> and reading its result throw.</exception>
    public string ExplainAnalyze(LogicalPlan optimized, ConfSnapshot conf, CancellationToken cancellationToken = default)
    {
        using var result = Execute(optimized, conf, cancellationToken);
        while (result.TryNext(out _))
        {
            // The rows themselves are not asked for.
        }

        return $"== Physical Plan ==\n{result.ExplainAnalyzed()}\n";
    }

    /// <summary>Starts a physical plan.</summary>
    internal QueryResult Start(PhysicalPlan plan, ConfSnapshot conf, CancellationToken cancellationToken)
    {
        // A limit at the top is the result queue's business: it puts rows in order anyway.
        var shared = plan as WithSharedExec;
        var top = (shared?.Child ?? plan) as LimitExec;
        var below = top is null ? plan : shared is null ? top.Child : shared with { Child = top.Child };
        return Start(
            plan,
            conf,
            top?.Offset ?? 0,
            top?.Limit ?? long.MaxValue,
            results => PipelineBuilder.Build(below, top, run => new ResultSink(results, top is null ? null : run.Metrics.Of(top))),
            cancellationToken);
    }

    private QueryResult Start(
        PhysicalPlan plan, ConfSnapshot conf, long offset, long limit, Func<ResultQueue, PipelineGraph> build, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref s_lastQueryId);
        var account = memory.CreateAccount(string.Create(CultureInfo.InvariantCulture, $"query {id}"));
        QueryExecution execution;
        try
        {
            var results = new ResultQueue(account, offset, limit);
            execution = new QueryExecution(workers, account, conf, MaxTaskCount(conf), build(results), results);
        }
        catch
        {
            account.Dispose();
            throw;
        }

        var result = new QueryResult(execution, plan);
        execution.Start(cancellationToken);
        return result;
    }

    private int MaxTaskCount(ConfSnapshot conf) =>
        LocalMaster.TryParse(conf.Get(SqlConf.Master), out var taskCount, out _) && taskCount is { } count ? count : workers.WorkerCount;
}

using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Metrics;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Results;

namespace SqlSpark.Execution.Scheduling;

/// <summary>
/// A running query: starts its pipelines in the order of their dependencies, ends it on failure or cancellation, and gives its
/// memory back when both its tasks and its reader are done. Thread-safe.
/// </summary>
internal sealed class QueryExecution
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryAccount _account;
    private readonly GraphRun _graph;
    private CancellationTokenRegistration _callerCancellation;
    private Exception? _failure;
    private int _activeTaskCount;
    private int _lastTaskId;
    private int _accountIsClosed;
    private volatile bool _isStopping;
    private volatile bool _isAbandoned;

    /// <summary>A query that has not started.</summary>
    /// <param name="workers">Who runs it.</param>
    /// <param name="account">Its account; the execution closes it.</param>
    /// <param name="conf">The settings it runs under.</param>
    /// <param name="maxTaskCount">How many tasks run at a time, at most.</param>
    /// <param name="graph">What is run.</param>
    /// <param name="results">Where the last pipeline puts its batches.</param>
    public QueryExecution(
        WorkerPool workers, MemoryAccount account, ConfSnapshot conf, int maxTaskCount, PipelineGraph graph, ResultQueue results)
    {
        _account = account;
        Results = results;
        Share = new QueryShare(workers, maxTaskCount);
        Context = new RunContext(conf, account, maxTaskCount, Metrics, _cancellation.Token);
        _graph = new GraphRun(this, graph);
    }

    /// <summary>The query as the pool sees it.</summary>
    public QueryShare Share { get; }

    /// <summary>What sources and sinks share.</summary>
    public RunContext Context { get; }

    /// <summary>Where the last pipeline puts its batches.</summary>
    public ResultQueue Results { get; }

    /// <summary>What each operator did.</summary>
    public QueryMetrics Metrics { get; } = new();

    /// <summary>True when the query ends early; tasks end at their next batch.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Ends when no task runs any more and everything but the results was freed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The bytes that the query holds.</summary>
    public long UsedBytes => _account.UsedBytes;

    /// <summary>The most bytes that the query held.</summary>
    public long PeakBytes => _account.PeakBytes;

    /// <summary>Starts the pipelines that depend on no other.</summary>
    /// <param name="callerCancellation">Cancels the query.</param>
    public void Start(CancellationToken callerCancellation)
    {
        _activeTaskCount = 1;    // until everything is started
        try
        {
            _callerCancellation = callerCancellation.UnsafeRegister(static state => ((QueryExecution)state!).Cancel(), this);
            _graph.Start();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        EndTask();
    }

    /// <summary>Ends the query early. Its reader gets <c>QUERY_CANCELED</c>.</summary>
    public void Cancel() => Fail(new OperationCanceledException());

    /// <summary>Ends the query with an error; the first one counts.</summary>
    public void Fail(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _failure, exception, null) is not null)
            return;
        _isStopping = true;
        _cancellation.Cancel();
        Share.Pool.Stop(Share);
    }

    /// <summary>Runs one slice of this query on the current thread, if there is one to run.</summary>
    public bool TryLend() => Share.Pool.TryLend(Share);

    /// <summary>The context of a new task.</summary>
    /// <param name="seedShift">See <see cref="TaskContext.SeedShift"/>.</param>
    public TaskContext CreateTaskContext(int seedShift)
    {
        var id = Interlocked.Increment(ref _lastTaskId);
        var account = _account.CreateChild(string.Create(CultureInfo.InvariantCulture, $"task {id}"));
        return new TaskContext(account, Context.BatchCapacity, _cancellation.Token) { SeedShift = seedShift };
    }

    /// <summary>Queues new tasks.</summary>
    public void Submit(ReadOnlySpan<ScheduledTask> tasks)
    {
        Interlocked.Add(ref _activeTaskCount, tasks.Length);
        Share.Pool.Submit(tasks);
    }

    /// <summary>Says that a task has ended. The last one ends the query.</summary>
    public void EndTask()
    {
        if (Interlocked.Decrement(ref _activeTaskCount) == 0)
            End();
    }

    /// <summary>For the finalizer of a reader that nobody disposed: ends the query and frees all its memory, without waiting.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        Cancel();
        if (_ended.Task.IsCompleted)
            CloseAccount();
    }

    /// <summary>Gives the query's memory back. Tasks have ended, and the reader has released its batches.</summary>
    /// <exception cref="InternalException">In checked mode: something was not freed.</exception>
    public void CloseAccount()
    {
        if (Interlocked.Exchange(ref _accountIsClosed, 1) != 0)
            return;
        Results.Discard();
        _account.ForceFree = _isAbandoned;
        _account.Dispose();
    }

    private void End()
    {
        _callerCancellation.Unregister();
        _graph.Dispose();
        Context.RuntimeFilters.Dispose();
        Results.Complete(_failure is null ? null : ToUserError(_failure));
        _ended.SetResult();
        if (_isAbandoned)
            CloseAccount();
    }

    private static SqlSparkException ToUserError(Exception exception) => exception switch
    {
        SqlSparkException known => known,
        OperationCanceledException => CoreErrors.QueryCanceled(exception),
        InsufficientExecutionStackException => CoreErrors.StatementTooComplex(null),
        _ => CoreErrors.Internal(exception),
    };
}

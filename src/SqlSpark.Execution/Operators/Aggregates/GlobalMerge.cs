using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Finishes an aggregation without GROUP BY: merges the workers' states, and feeds the deferred aggregates in parallel, each task a state of its own.</summary>
internal sealed unsafe class GlobalMerge : IDisposable
{
    private readonly AggregatePlan _plan;
    private readonly MemoryAccount _account;
    private readonly IReadOnlyList<HashAggregateLocal> _locals;
    private readonly TupleStore _result;
    private readonly AggregateStates _states;
    private readonly (AggregateStates States, TupleStore Store)?[] _partial;
    private int _unfinished;

    /// <summary>A merge of the states of the workers, of which there is at least one. It holds no memory yet.</summary>
    public GlobalMerge(AggregatePlan plan, MemoryAccount account, IReadOnlyList<HashAggregateLocal> locals)
    {
        _plan = plan;
        _account = account;
        _locals = locals;
        foreach (var deferred in locals.SelectMany(l => l.Deferred))
            deferred.Partition();
        foreach (var deferred in plan.Deferred)
            TaskCount = Math.Max(TaskCount, deferred.PartitionCount);
        _partial = new (AggregateStates States, TupleStore Store)?[TaskCount];
        _unfinished = TaskCount;
        _states = new AggregateStates(plan, account);
        _result = new TupleStore(plan.Layout, account);
    }

    /// <summary>How many tasks feed deferred aggregates.</summary>
    public int TaskCount { get; }

    /// <summary>Merges the states of the workers. When it fails, <see cref="Dispose"/> frees what it has.</summary>
    public void MergeWorkers()
    {
        var group = NewGroup(_states, _result);
        foreach (var local in _locals)
        {
            var part = local.GlobalGroup();
            _states.Merge(_plan.Layout, &group, &part, 1);
        }
    }

    /// <summary>Feeds one partition of the rows of each deferred aggregate. The last task to end merges what all have.</summary>
    public void Run(int task, TaskContext context)
    {
        var states = new AggregateStates(_plan, _account);
        var store = new TupleStore(_plan.Layout, _account);
        _partial[task] = (states, store);
        var group = NewGroup(states, store);
        for (var i = 0; i < _plan.Deferred.Length; i++)
        {
            if (task >= _plan.Deferred[i].PartitionCount)
                continue;
            using var feed = new DeferredFeed(_plan, _plan.Deferred[i], states, context);
            foreach (var local in _locals)
                feed.Add(local.Deferred[i].Rows[task], isMerged: _locals.Count > 1 || local.Deferred[i].HasDuplicates);
            feed.Run(group);
        }

        if (Interlocked.Decrement(ref _unfinished) == 0)
            MergeTasks();
    }

    /// <summary>Adds the one group.</summary>
    public void AddTo(TupleRuns runs) => runs.Add(_result);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var partial in _partial)
        {
            partial?.States.Dispose();
            partial?.Store.Dispose();
        }

        _states.Dispose();
        _result.Dispose();
    }

    private void MergeTasks()
    {
        var group = (nint)_result.RowAt(0);
        foreach (var partial in _partial)
        {
            var part = (nint)partial!.Value.Store.RowAt(0);
            _states.Merge(_plan.Layout, &group, &part, 1);
        }
    }

    private nint NewGroup(AggregateStates states, TupleStore store)
    {
        var group = (nint)store.Append();
        states.Initialize(_plan.Layout, &group, 1);
        return group;
    }
}

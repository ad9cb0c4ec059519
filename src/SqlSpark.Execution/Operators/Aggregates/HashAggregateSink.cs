using SqlSpark.Core.Collections;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>
/// Groups rows by key columns and computes aggregates of each group. Without keys there is one group, also without input. Holds every worker's
/// groups with their states, and for DISTINCT and ordered aggregates the rows themselves.
/// </summary>
/// <remarks>
/// NULLs group together, as do NaNs; -0.0 is 0.0. The order of groups is that of their first rows, or of the batches of these, when one worker had them
/// all and they were not too many; otherwise it depends on hashes.
/// </remarks>
internal sealed class HashAggregateSink : Sink
{
    // Groups of all workers together that one task merges as fast as many would.
    private const int FewGroups = 32 * 1024;

    private readonly AggregatePlan _plan;
    private readonly MemoryAccount _account;
    private readonly List<HashAggregateLocal> _begun = [];      // locked; read by whoever looks for memory
    private readonly List<HashAggregateLocal> _locals = [];
    private readonly List<NativeBuffer> _heaps = [];
    private AggregateMerge[] _merges = [];
    private GlobalMerge? _global;
    private int _localCount;

    /// <summary>An empty sink.</summary>
    /// <param name="inputTypes">The types of the input columns.</param>
    /// <param name="groupingKeys">The input columns that are the keys.</param>
    /// <param name="aggregates">The aggregates; may be empty, as for DISTINCT. The output is the keys, then the aggregates.</param>
    /// <param name="account">Pays for all that the sink holds; the tasks' accounts pay for scratch memory of finishing and reading.</param>
    /// <param name="groupReach">The most bytes between groups that are found by place.</param>
    public HashAggregateSink(
        EquatableArray<DataType> inputTypes,
        EquatableArray<int> groupingKeys,
        EquatableArray<AggregateSpec> aggregates,
        MemoryAccount account,
        long groupReach = DirectGroups.MaxReach)
    {
        _account = account;
        _plan = new AggregatePlan(inputTypes, groupingKeys, aggregates, _account) { GroupReach = groupReach };
    }

    /// <summary>The types of the output: keys, then aggregates.</summary>
    public EquatableArray<DataType> OutputTypes => _plan.OutputTypes;

    /// <summary>How many workers have begun.</summary>
    public int LocalCount => Volatile.Read(ref _localCount);

    /// <inheritdoc />
    public override long SpillableBytes
    {
        get
        {
            lock (_begun)
            {
                var bytes = 0L;
                foreach (var local in _begun)
                    bytes += local.UsedBytes;
                return bytes;
            }
        }
    }

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context)
    {
        var local = new HashAggregateLocal(this, _plan, _account);
        lock (_begun)
        {
            _begun.Add(local);
            Volatile.Write(ref _localCount, _begun.Count);
        }

        return local;
    }

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context)
    {
        var groups = (HashAggregateLocal)local;
        _locals.Add(groups);
        groups.HandOver();
        groups.FinishInput();
    }

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        if (_plan.IsGlobal)
        {
            if (_locals.Count == 0)
                Combine(CreateLocal(context), context);
            _global = new GlobalMerge(_plan, _account, _locals);
            _global.MergeWorkers();
            return _global.TaskCount;
        }

        foreach (var local in _locals)
        {
            if (local.Groups.RowCount == 0)
                local.Free();
        }

        _locals.RemoveAll(l => l.IsFreed);
        if (_locals.Count == 0 || (_locals.Count == 1 && !_locals[0].Table!.HasDuplicates && _plan.Deferred.IsEmpty))
            return 0;
        if (_locals.Exists(l => l.Groups.Count > 1) || _locals.Sum(l => l.Groups.RowCount) > FewGroups)
            PartitionAll(context);
        _merges = new AggregateMerge[_locals[0].Groups.Count];
        for (var i = 0; i < _merges.Length; i++)
            _merges[i] = new AggregateMerge(_plan, _account);
        return _merges.Length;
    }

    /// <inheritdoc />
    public override void RunFinishTask(int task, TaskContext context)
    {
        if (_global is not null)
            _global.Run(task, context);
        else
            _merges[task].Run(task, _locals, context);
    }

    /// <inheritdoc />
    public override PipelineSource CreateSource()
    {
        var runs = new TupleRuns();
        if (_global is not null)
        {
            _global.AddTo(runs);
        }
        else if (_merges.Length > 0)
        {
            foreach (var merge in _merges)
                merge.AddTo(runs);
        }
        else
        {
            foreach (var local in _locals)
            {
                for (var p = 0; p < local.Groups.Count; p++)
                    runs.Add(local.Groups[p]);
            }
        }

        _heaps.Clear();
        return new AggregateSource(_plan, runs, TryListHeaps() ? _heaps : null);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var merge in _merges)
            merge.Dispose();
        _global?.Dispose();
        foreach (var local in _locals)
            local.Free();
        _merges = [];
        _locals.Clear();
    }

    private void PartitionAll(TaskContext context)
    {
        foreach (var local in _locals)
        {
            context.ThrowIfCanceled();
            if (local.Groups.Count == 1)
                local.Table!.Partition(isComplete: true);
        }
    }

    private bool TryListHeaps()
    {
        foreach (var local in _locals)
        {
            for (var p = 0; p < local.Groups.Count; p++)
            {
                if (!local.Groups[p].TryListHeaps(_heaps, TupleGather.MaxBorrowedHeaps))
                    return false;
            }
        }

        return true;
    }
}

using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Finishes one partition of the groups: brings the groups of all workers together, then feeds the deferred aggregates.</summary>
/// <remarks>Groups stay where the workers made them; of those with equal keys the first takes the states of the others.</remarks>
/// <param name="plan">What is grouped.</param>
/// <param name="account">Pays for the list of groups and for what states refer to.</param>
internal sealed unsafe class AggregateMerge(AggregatePlan plan, MemoryAccount account) : IDisposable
{
    private const int ChunkRows = 1024;

    private readonly NativeList<nint> _groups = new(account);
    private AggregateStates? _states;
    private TupleStore? _single;

    /// <summary>Adds the finished groups.</summary>
    public void AddTo(TupleRuns runs)
    {
        if (_single is not null)
            runs.Add(_single);
        else
            runs.Add(_groups.First, _groups.Count);
    }

    /// <summary>Finishes a partition.</summary>
    /// <param name="partition">Which one.</param>
    /// <param name="locals">All workers' groups, in equally many partitions.</param>
    /// <param name="context">The task.</param>
    public void Run(int partition, IReadOnlyList<HashAggregateLocal> locals, TaskContext context)
    {
        _states = new AggregateStates(plan, account);
        var isMerged = locals.Count > 1 || locals[0].Table!.HasDuplicates;
        if (isMerged)
            Merge(partition, locals, context);
        else
            _single = locals[0].Groups[partition];
        for (var i = 0; i < plan.Deferred.Length; i++)
        {
            using var feed = new DeferredFeed(plan, plan.Deferred[i], _states, context);
            foreach (var local in locals)
                feed.Add(local.Deferred[i].Rows[partition], isMerged);
            feed.Run(globalGroup: 0);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _groups.Dispose();
        _states?.Dispose();
    }

    private void Merge(int partition, IReadOnlyList<HashAggregateLocal> locals, TaskContext context)
    {
        using var table = new TupleTable(plan.Layout, context.Account);
        using var scratch = new ScratchBuffer(context.Account);
        var rows = scratch.Get<nint>(3 * ChunkRows);
        var mostRows = 0L;
        foreach (var local in locals)
            mostRows = Math.Max(mostRows, local.Groups[partition].RowCount);
        table.Reserve(mostRows);
        foreach (var local in locals)
        {
            var store = local.Groups[partition];
            for (var page = 0; page < store.PageCount; page++)
            {
                context.ThrowIfCanceled();
                var row = (nint)store.PageAt(page, out var rowCount);
                for (var start = 0; start < rowCount; start += ChunkRows)
                {
                    var count = Math.Min(ChunkRows, rowCount - start);
                    for (var i = 0; i < count; i++, row += plan.Layout.RowBytes)
                        rows[i] = row;
                    Merge(table, rows, count, rows + ChunkRows, rows + (2 * ChunkRows));
                }
            }
        }
    }

    private void Merge(TupleTable table, nint* rows, int count, nint* found, nint* into)
    {
        table.FindOrAdopt(rows, count, found);
        var mergedCount = Split(rows, found, count, into);
        // Split left the rows to be merged at the front.
        if (mergedCount == 0)
            return;
        if (!plan.Deferred.IsEmpty)
        {
            for (var i = 0; i < mergedCount; i++)
                *(nint*)(rows[i] + plan.ForwardOffset) = into[i];
        }

        _states!.Merge(plan.Layout, into, rows, mergedCount);
    }

    private int Split(nint* rows, nint* found, int count, nint* into)
    {
        var adopted = _groups.Append(count);
        var (adoptedCount, mergedCount) = Split(rows, found, count, into, adopted);
        _groups.Return(count - adoptedCount);
        return mergedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Adopted, int Merged) Split(nint* rows, nint* found, int count, nint* into, nint* adopted)
    {
        var (adoptedCount, mergedCount) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            if (found[i] == row)
            {
                adopted[adoptedCount++] = row;
                continue;
            }

            into[mergedCount] = found[i];
            rows[mergedCount++] = row;
        }

        return (adoptedCount, mergedCount);
    }
}

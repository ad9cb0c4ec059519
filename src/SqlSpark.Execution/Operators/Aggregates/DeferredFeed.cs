using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Feeds the rows of one partition to the aggregates that waited for them: once each where duplicates do not count, in order where it matters.</summary>
internal sealed unsafe class DeferredFeed : IDisposable
{
    private readonly AggregatePlan _plan;
    private readonly DeferredPlan _deferred;
    private readonly AggregateStates _states;
    private readonly TaskContext _context;
    private readonly NativeList<nint> _rows;
    private readonly TupleTable? _table;
    private readonly VectorWriter[] _writers;
    private readonly Vector[] _arguments;
    private readonly ScratchBuffer _found;
    private readonly ScratchBuffer _groups;

    /// <summary>A feed without rows.</summary>
    /// <param name="plan">What is grouped.</param>
    /// <param name="deferred">The aggregates.</param>
    /// <param name="states">The kernels.</param>
    /// <param name="context">The task.</param>
    public DeferredFeed(AggregatePlan plan, DeferredPlan deferred, AggregateStates states, TaskContext context)
    {
        _plan = plan;
        _deferred = deferred;
        _states = states;
        _context = context;
        _rows = new NativeList<nint>(context.Account);
        _found = new ScratchBuffer(context.Account);
        _groups = new ScratchBuffer(context.Account);
        _writers = [.. deferred.Arguments.Select(a => new VectorWriter(plan.InputTypes[a], context.Account))];
        _arguments = new Vector[_writers.Length];
        if (deferred.IsDistinct)
            _table = new TupleTable(deferred.Layout, context.Account);
    }

    /// <summary>Adds the rows of a worker.</summary>
    /// <param name="store">The rows; they are changed.</param>
    /// <param name="isMerged">True when groups may have been merged, or other workers have equal rows.</param>
    public void Add(TupleStore store, bool isMerged)
    {
        for (var page = 0; page < store.PageCount; page++)
        {
            _context.ThrowIfCanceled();
            var first = store.PageAt(page, out var rowCount);
            if (isMerged && _deferred.GroupColumn is { } column)
                Forward(first, rowCount, column.Offset);
            var rows = _rows.Append(rowCount);
            for (var i = 0; i < rowCount; i++)
                rows[i] = (nint)first + ((nint)i * store.Layout.RowBytes);
            if (isMerged && _table is not null)
                DropDuplicates(_table, rows, rowCount);
        }
    }

    /// <summary>Feeds the rows.</summary>
    /// <param name="globalGroup">The group of all rows without GROUP BY, else 0.</param>
    public void Run(nint globalGroup)
    {
        var rows = _rows.First;
        var count = _rows.Count;
        if (_deferred.IsOrdered)
        {
            using var sorter = new TupleSorter(_deferred.SortColumns, _context.Account, _context.Cancellation);
            sorter.Sort(rows, count);
        }

        for (var start = 0; start < count; start += _context.BatchCapacity)
        {
            _context.ThrowIfCanceled();
            Feed(rows + start, Math.Min(_context.BatchCapacity, count - start), globalGroup);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
        _table?.Dispose();
        _found.Dispose();
        _groups.Dispose();
        foreach (var writer in _writers)
            writer.Dispose();
    }

    // Rows refer to the groups of their worker; those may have been merged into others, which changes the rows' hashes.
    private void Forward(byte* row, int rowCount, int offset)
    {
        var layout = _deferred.Layout;
        for (var i = 0; i < rowCount; i++)
        {
            var place = row + ((long)i * layout.RowBytes);
            var group = (nint*)(place + offset);
            *group = *(nint*)(*group + _plan.ForwardOffset);
            if (_deferred.IsDistinct)
                *(ulong*)place &= ~TupleLayout.HashMask;
        }

        if (_deferred.IsDistinct)
            TupleHash.Write(layout, row, layout.RowBytes, rowCount);
    }

    private void DropDuplicates(TupleTable table, nint* rows, int rowCount)
    {
        var found = _found.Get<nint>(rowCount);
        table.FindOrAdopt(rows, rowCount, found);
        var kept = 0;
        for (var i = 0; i < rowCount; i++)
        {
            if (found[i] == rows[i])
                rows[kept++] = rows[i];
        }

        _rows.Return(rowCount - kept);
    }

    private void Feed(nint* rows, int count, nint globalGroup)
    {
        for (var i = 0; i < _writers.Length; i++)
        {
            TupleGather.Read(_deferred.ValueColumns[i], rows, count, _writers[i], heaps: null);
            _arguments[i] = _writers[i].Publish();
        }

        foreach (var aggregate in _deferred.Aggregates)
        {
            var offset = _plan.Layout.StateOffsets[aggregate];
            if (_deferred.GroupColumn is not { } column)
            {
                _states[aggregate].UpdateSingle(globalGroup + offset, new Arguments(_arguments), Rows.All(count));
                continue;
            }

            var groups = _groups.Get<nint>(count);
            for (var i = 0; i < count; i++)
                groups[i] = *(nint*)(rows[i] + column.Offset) + offset;
            _states[aggregate].Update(new StateAddresses(new ReadOnlySpan<nint>(groups, count)), new Arguments(_arguments), Rows.All(count));
        }
    }
}

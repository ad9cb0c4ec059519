using SqlSpark.Core.Collections;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>
/// The first rows of an order: ORDER BY with LIMIT and OFFSET. Each worker holds about twice as many rows as wanted. Rows with equal keys keep the
/// order of their source, so that the result is the same for any number of workers.
/// </summary>
internal sealed class TopNSink : Sink
{
    /// <summary>The most rows, LIMIT and OFFSET together, for which a top-N pays; beyond it sort all.</summary>
    public const int MaxRows = 64 * 1024;

    private readonly SortPlan _plan;
    private readonly MemoryAccount _account;
    private readonly TopNThreshold _threshold;
    private readonly int _offset;
    private readonly List<TopNLocal> _begun = [];       // locked; read by whoever looks for memory
    private readonly List<TopNLocal> _locals = [];
    private readonly NativeList<nint> _values;
    private readonly NativeList<nint> _nulls;

    /// <summary>An empty sink.</summary>
    /// <param name="inputTypes">The types of the input columns.</param>
    /// <param name="keys">The keys, most significant first.</param>
    /// <param name="output">The input columns that are the output, in order.</param>
    /// <param name="limit">How many rows to return at most.</param>
    /// <param name="offset">How many rows to skip before them; with <paramref name="limit"/> at most <see cref="MaxRows"/>.</param>
    /// <param name="account">Pays for all that the sink holds; the tasks' accounts pay for scratch memory of finishing and reading.</param>
    public TopNSink(
        EquatableArray<DataType> inputTypes, EquatableArray<SortKey> keys, EquatableArray<int> output, int limit, int offset, MemoryAccount account)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)limit + offset, MaxRows);
        _plan = new SortPlan(inputTypes, keys, output, hasPositions: true);
        _account = account;
        _offset = offset;
        _threshold = new TopNThreshold(limit == 0 ? 0 : limit + offset, _plan.FirstColumn.NullsFirst);
        _values = new NativeList<nint>(account);
        _nulls = new NativeList<nint>(account);
    }

    /// <inheritdoc />
    public override bool IsFinished => _threshold.Wanted == 0;

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
        var local = new TopNLocal(_plan, _threshold, _account, context.Cancellation);
        lock (_begun)
            _begun.Add(local);
        return local;
    }

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context)
    {
        var rows = (TopNLocal)local;
        _locals.Add(rows);
        rows.HandOver();
    }

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        using var sorter = new TupleSorter(_plan.SortColumns, context.Account, context.Cancellation);
        foreach (var local in _locals)
        {
            Append(local.Values.Rows, _values);
            Append(local.Nulls.Rows, _nulls);
        }

        Sort(sorter, _values);
        Sort(sorter, _nulls);
        return 0;
    }

    /// <inheritdoc />
    public override unsafe PipelineSource CreateSource()
    {
        var runs = new TupleRuns();
        if (_plan.FirstColumn.NullsFirst)
            runs.Add(_nulls.First, _nulls.Count);
        runs.Add(_values.First, _values.Count);
        if (!_plan.FirstColumn.NullsFirst)
            runs.Add(_nulls.First, _nulls.Count);
        return new TopNSource(_plan, runs.Slice(_offset, Math.Max(0, _threshold.Wanted - _offset)), [.. _locals.Select(l => l.HasNulls.ToArray())]);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var local in _locals)
            local.Free();
        _locals.Clear();
        _values.Dispose();
        _nulls.Dispose();
    }

    private static unsafe void Append(ReadOnlySpan<nint> rows, NativeList<nint> target) =>
        rows.CopyTo(new Span<nint>(target.Append(rows.Length), rows.Length));

    private static unsafe void Sort(TupleSorter sorter, NativeList<nint> rows) => sorter.Sort(rows.First, rows.Count);
}

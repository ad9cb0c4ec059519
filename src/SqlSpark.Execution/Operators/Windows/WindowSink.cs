using SqlSpark.Core.Memory;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>
/// Computes functions over windows. Holds all rows as a <see cref="SortSink"/> does, then for each aggregate a result a row, a group of peers or a partition, and where
/// partitions and peers begin.
/// </summary>
/// <remarks>
/// Rows are sorted by partition and order; the ranges of the sort hold whole partitions, as they are cut by the first key, and each is computed by the task that sorts
/// it. Without PARTITION BY there is one partition across all ranges, which the last task computes.
/// </remarks>
internal sealed class WindowSink : Sink
{
    private readonly WindowPlan _plan;
    private readonly SortSink _sort;
    private readonly MemoryAccount _account;
    private readonly NativeList<uint> _numbers;
    private readonly List<WindowRun> _runs = [];
    private List<NativeBuffer>? _heaps;
    private ColumnPages? _pages;
    private int _unfinished;

    /// <summary>An empty sink.</summary>
    /// <param name="plan">The window.</param>
    /// <param name="account">Pays for all that the sink holds; the tasks' accounts pay for scratch memory.</param>
    public WindowSink(WindowPlan plan, MemoryAccount account)
    {
        _plan = plan;
        _account = account;
        _sort = new SortSink(plan.InputTypes, plan.Keys, plan.Kept, account);
        _numbers = new NativeList<uint>(account);
    }

    /// <inheritdoc />
    public override long SpillableBytes => _sort.SpillableBytes;

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context) => _sort.CreateLocal(context);

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context) => _sort.Combine(local, context);

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        _unfinished = _sort.PrepareFinish(context);
        _heaps = _sort.ListHeaps();
        for (var i = 0; i < (_plan.IsGlobal ? Math.Min(1, _unfinished) : _unfinished); i++)
            _runs.Add(new WindowRun(_plan, _sort.Plan, _account));
        return _unfinished;
    }

    /// <inheritdoc />
    public override unsafe void RunFinishTask(int task, TaskContext context)
    {
        _sort.RunFinishTask(task, context);
        if (_plan.IsGlobal)
        {
            if (Interlocked.Decrement(ref _unfinished) == 0)
                ComputeAll(context);
            return;
        }

        var range = _sort.RangeOf(task);
        _runs[task].Compute(range.ListNumbers(), range.Count, range.Pages, _heaps, context);
    }

    /// <inheritdoc />
    public override PipelineSource CreateSource()
    {
        // The range without a first key is the last task, and comes first where NULLs do.
        var isNullFirst = !_plan.IsGlobal && _runs.Count > 0 && _sort.IsNullRange(_sort.RangeOf(_runs.Count - 1)) && _sort.Plan.FirstColumn.NullsFirst;
        return new WindowSource(_plan, isNullFirst ? [_runs[^1], .. _runs[..^1]] : _runs);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var run in _runs)
            run.Dispose();
        _runs.Clear();
        _numbers.Dispose();
        _pages?.Dispose();
        _sort.Dispose();
    }

    private unsafe void ComputeAll(TaskContext context)
    {
        var ranges = _sort.Ranges;
        if (ranges is [var only])
        {
            _runs[0].Compute(only.ListNumbers(), only.Count, only.Pages, _heaps, context);
            return;
        }

        _pages = _sort.AllPages(_account, out var firstNull);
        if (_pages.Numbers > int.MaxValue)
            throw ExecutionErrors.SpillNotSupported(nameof(WindowSink));
        foreach (var range in ranges)
        {
            context.ThrowIfCanceled();
            var offset = _sort.IsNullRange(range) ? (uint)firstNull : 0;
            var from = range.ListNumbers();
            var to = _numbers.Append(range.Count);
            for (var i = 0; i < range.Count; i++)
                to[i] = from[i] + offset;
        }

        _runs[0].Compute(_numbers.First, _numbers.Count, _pages, _heaps, context);
    }
}

using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>The rows of a window in order. The sink owns them and must stay.</summary>
internal sealed class WindowSource : PipelineSource
{
    private const int RowsPerMorsel = 32 * 1024;

    private readonly WindowPlan _plan;
    private readonly List<Morsel> _morsels = [];
    private int _nextMorsel = -1;

    /// <summary>A source over runs of rows.</summary>
    /// <param name="plan">The window.</param>
    /// <param name="runs">The rows, in order.</param>
    public WindowSource(WindowPlan plan, IEnumerable<WindowRun> runs)
    {
        _plan = plan;
        foreach (var run in runs)
        {
            for (var start = 0; start < run.WantedCount; start += RowsPerMorsel)
                _morsels.Add(new Morsel(run, start, Math.Min(run.WantedCount, start + RowsPerMorsel)));
        }
    }

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, _morsels.Count);

    /// <inheritdoc />
    public override int PartitionCount => Math.Max(1, _morsels.Count);

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new WindowReader(this, _plan, context.Account);

    /// <summary>Takes the next morsel; false when there are none.</summary>
    public bool TryTake(out Morsel morsel, out int ordinal)
    {
        ordinal = Interlocked.Increment(ref _nextMorsel);
        morsel = ordinal < _morsels.Count ? _morsels[ordinal] : default;
        return ordinal < _morsels.Count;
    }

    /// <summary>The wanted rows of a run from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
    internal readonly record struct Morsel(WindowRun Run, int Start, int End);
}

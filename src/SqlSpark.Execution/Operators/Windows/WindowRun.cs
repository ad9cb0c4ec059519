using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Rows of whole partitions in the order of their window, and where partitions and peers begin. Positions count these rows. Immutable once it is computed.</summary>
/// <param name="plan">The window.</param>
/// <param name="sort">The order of the rows.</param>
/// <param name="account">Pays for what is kept.</param>
internal sealed unsafe class WindowRun(WindowPlan plan, SortPlan sort, MemoryAccount account) : IDisposable
{
    private const int BatchRows = 4096;

    private readonly NativeList<int> _partitions = new(account);
    private readonly NativeList<int> _peers = new(account);
    private readonly NativeList<int> _wanted = new(account);
    private readonly Dictionary<FrameSpec, RangeFrames> _rangeFrames = [];
    private readonly Dictionary<int, ValidRows> _validRows = [];
    private readonly WindowResults?[] _results = new WindowResults?[plan.Functions.Count];

    /// <summary>The window.</summary>
    public WindowPlan Plan => plan;

    /// <summary>The numbers of the rows in <see cref="Pages"/>, in order.</summary>
    public uint* Numbers { get; private set; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The columns of the rows.</summary>
    public ColumnPages Pages { get; private set; } = null!;

    /// <summary>The blocks that rows point into; null when long strings are copied.</summary>
    public List<NativeBuffer>? Heaps { get; private set; }

    /// <summary>Where partitions begin, and at last the number of rows.</summary>
    public ReadOnlySpan<int> Partitions => _partitions.Values;

    /// <summary>Where groups of peers begin, and at last the number of rows; nothing when nobody looks at them.</summary>
    public ReadOnlySpan<int> Peers => _peers.Values;

    /// <summary>How many rows are wanted.</summary>
    public int WantedCount => plan.GroupLimit is null ? Count : _wanted.Count;

    /// <summary>Writes the positions of rows that are wanted.</summary>
    /// <param name="start">The first of those that are wanted.</param>
    /// <param name="count">How many.</param>
    /// <param name="positions">Takes the positions.</param>
    public void ReadWanted(int start, int count, int* positions)
    {
        if (plan.GroupLimit is not null)
        {
            new Span<int>(_wanted.First + start, count).CopyTo(new Span<int>(positions, count));
            return;
        }

        for (var i = 0; i < count; i++)
            positions[i] = start + i;
    }

    /// <summary>The results of an aggregate.</summary>
    public WindowResults ResultsOf(int function) => _results[function]!;

    /// <summary>The frames of peers whose bounds are values.</summary>
    public RangeFrames RangeFramesOf(FrameSpec frame) => _rangeFrames[frame];

    /// <summary>The rows in which an input column is not NULL.</summary>
    public ValidRows ValidRowsOf(int input) => _validRows[input];

    /// <summary>Computes all that readers need.</summary>
    /// <param name="numbers">The numbers of the rows, in order; the list must stay.</param>
    /// <param name="count">How many.</param>
    /// <param name="pages">The columns of the rows; must stay.</param>
    /// <param name="heaps">The blocks that rows point into, or null to copy long strings.</param>
    /// <param name="context">The task.</param>
    public void Compute(uint* numbers, int count, ColumnPages pages, List<NativeBuffer>? heaps, TaskContext context)
    {
        Numbers = numbers;
        (Count, Pages, Heaps) = (count, pages, heaps);
        FindBoundaries(context);
        foreach (var function in plan.Functions)
        {
            if (function.Frame is { HasValues: true } frame && !_rangeFrames.ContainsKey(frame))
            {
                var frames = new RangeFrames(account);
                _rangeFrames.Add(frame, frames);
                frames.Compute(this, frame, context);
            }

            if (function is WindowColumn.Pick { IgnoresNulls: true } pick && !_validRows.ContainsKey(pick.Value))
            {
                var rows = new ValidRows(account);
                _validRows.Add(pick.Value, rows);
                rows.Compute(this, plan.Place(pick.Value), context);
            }
        }

        for (var i = 0; i < plan.Functions.Count; i++)
        {
            if (plan.Functions[i] is not WindowColumn.Aggregate aggregate)
                continue;
            _results[i] = new WindowResults(aggregate.Type, account);
            using var evaluator = new FrameAggregation(this, aggregate, _results[i]!, context);
            evaluator.Run();
        }

        if (plan.GroupLimit is { } limit)
            FindWanted(limit, context);
    }

    /// <summary>The number of the partition that has a row.</summary>
    public int PartitionAt(int position) => IndexOf(Partitions, position);

    /// <summary>The number of the peers that a row is among.</summary>
    public int PeersAt(int position) => IndexOf(Peers, position);

    /// <inheritdoc />
    public void Dispose()
    {
        _partitions.Dispose();
        _peers.Dispose();
        _wanted.Dispose();
        foreach (var frames in _rangeFrames.Values)
            frames.Dispose();
        foreach (var rows in _validRows.Values)
            rows.Dispose();
        foreach (var results in _results)
            results?.Dispose();
    }

    private static int IndexOf(ReadOnlySpan<int> starts, int position)
    {
        var index = starts.BinarySearch(position);
        return index >= 0 ? index : ~index - 1;
    }

    private void FindBoundaries(TaskContext context)
    {
        using var scratch = new ScratchBuffer(context.Account);
        var words = Bitmaps.WordCount(BatchRows);
        var changes = scratch.Get<ulong>(words);
        for (var start = 0; start < Count; start += BatchRows)
        {
            context.ThrowIfCanceled();
            var rows = Math.Min(BatchRows, Count - start);
            new Span<ulong>(changes, words).Clear();
            if (start == 0)
                changes[0] = 1;
            for (var key = 0; key < plan.PartitionKeyCount; key++)
                Mark(key, start, rows, changes);
            Append(changes, start, rows, _partitions);
            if (!plan.LooksAtPeers)
                continue;
            for (var key = plan.PartitionKeyCount; key < sort.KeyCount; key++)
                Mark(key, start, rows, changes);
            Append(changes, start, rows, _peers);
        }

        _partitions.Add(Count);
        _peers.Add(Count);
    }

    private void Mark(int key, int start, int rows, ulong* changes) =>
        Pages.MarkChanges(sort.KeyColumns[key], Numbers + start, start == 0 ? 1 : 0, rows, changes);

    private static void Append(ulong* changes, int start, int rows, NativeList<int> list)
    {
        for (var word = 0; word < Bitmaps.WordCount(rows); word++)
        {
            var bits = changes[word];
            var place = list.Append(System.Numerics.BitOperations.PopCount(bits));
            for (; bits != 0; bits &= bits - 1)
                *place++ = start + (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
        }
    }

    private void FindWanted(GroupLimit limit, TaskContext context)
    {
        using var places = new WindowPlaces(context.Account);
        using var ranks = new VectorWriter(limit.Rank.Type, context.Account);
        var kernel = limit.Rank.Function.CreateKernel!();
        for (var start = 0; start < Count; start += BatchRows)
        {
            context.ThrowIfCanceled();
            var rows = Math.Min(BatchRows, Count - start);
            places.Begin(rows);
            for (var i = 0; i < rows; i++)
                places.Positions[i] = start + i;
            places.Find(this);
            ranks.Begin(rows);
            kernel.Evaluate(places.Rows(plan.LooksAtPeers), ranks);
            var values = ranks.Values<int>();
            for (var i = 0; i < rows; i++)
            {
                if (values[i] <= limit.Limit)
                    _wanted.Add(start + i);
            }
        }
    }
}

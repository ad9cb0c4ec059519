using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>States of blocks of neighboring rows, and of pairs of such blocks up to all rows: any frame is made of few of them and of the rows at its ends.</summary>
/// <remarks>For aggregates to which the order of rows is nothing. Leis et al.: Efficient Processing of Window Functions in Analytical SQL Queries, VLDB 2015.</remarks>
internal sealed unsafe class FrameTree : IDisposable
{
    private const int BlockRows = 16;
    private const int BatchRows = 2048;

    private readonly WindowRun _run;
    private readonly FrameArguments _arguments;
    private readonly TaskContext _context;
    private readonly FrameStates _nodes;
    private readonly List<(int First, int Count)> _levels = [];
    private readonly ScratchBuffer _scratch;
    private readonly ScratchBuffer _edges;
    private readonly ScratchBuffer _blocks;

    /// <summary>No tree yet.</summary>
    public FrameTree(WindowRun run, WindowColumn.Aggregate function, FrameArguments arguments, TaskContext context)
    {
        _run = run;
        _arguments = arguments;
        _context = context;
        _scratch = new ScratchBuffer(context.Account);
        _edges = new ScratchBuffer(context.Account);
        _blocks = new ScratchBuffer(context.Account);
        _nodes = new FrameStates(function, context.Account);
    }

    /// <summary>Builds the tree.</summary>
    public void Build()
    {
        var first = 0;
        for (var count = _run.Count / BlockRows; count > 0; count /= 2)
        {
            _levels.Add((first, count));
            first += count;
        }

        if (first == 0)
            return;
        _nodes.Reserve(first);
        AggregateBlocks();
        for (var level = 1; level < _levels.Count; level++)
            JoinPairs(level);
    }

    /// <summary>Adds the rows of frames to states.</summary>
    /// <param name="units">The frames.</param>
    /// <param name="states">As many states.</param>
    public void Aggregate(FrameUnits units, FrameStates states)
    {
        var edges = new Edges(this, states);
        var lows = _blocks.Get<int>(2 * Math.Max(units.Count, 1));
        var highs = lows + units.Count;
        for (var i = 0; i < units.Count; i++)
        {
            var (start, end) = (units.Starts[i], units.Ends[i]);
            var (low, high) = ((start + BlockRows - 1) / BlockRows, end / BlockRows);
            (lows[i], highs[i]) = (low, high);
            if (low >= high)
            {
                (lows[i], highs[i]) = (0, 0);
                edges.Add(start, end, i);
                continue;
            }

            edges.Add(start, low * BlockRows, i);
            edges.Add(high * BlockRows, end, i);
        }

        edges.Flush();
        for (var level = 0; level < _levels.Count; level++)
        {
            if (!MergeLevel(level, lows, highs, units.Count, states))
                break;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _nodes.Dispose();
        _scratch.Dispose();
        _edges.Dispose();
        _blocks.Dispose();
    }

    private void AggregateBlocks()
    {
        var blocks = _levels[0].Count;
        _nodes.Initialize(0, blocks);
        var addresses = _scratch.Get<nint>(BatchRows);
        for (var start = 0; start < blocks * BlockRows; start += BatchRows)
        {
            _context.ThrowIfCanceled();
            var count = Math.Min(BatchRows, (blocks * BlockRows) - start);
            var rows = _arguments.Read(_run.Numbers + start, count);
            for (var i = 0; i < count; i++)
                addresses[i] = _nodes.Addresses[(start + i) / BlockRows];
            _nodes.Kernel.Update(new StateAddresses(new ReadOnlySpan<nint>(addresses, count)), _arguments.Values, rows);
        }
    }

    private void JoinPairs(int level)
    {
        var ((below, _), (first, count)) = (_levels[level - 1], _levels[level]);
        _nodes.Initialize(first, count);
        var from = _scratch.Get<nint>(BatchRows);
        for (var side = 0; side < 2; side++)
        {
            for (var start = 0; start < count; start += BatchRows)
            {
                _context.ThrowIfCanceled();
                var part = Math.Min(BatchRows, count - start);
                for (var i = 0; i < part; i++)
                    from[i] = _nodes.Addresses[below + (2 * (start + i)) + side];
                _nodes.Kernel.Merge(_nodes.Range(first + start, part), new StateAddresses(new ReadOnlySpan<nint>(from, part)));
            }
        }
    }

    // What is left of the frame after this level is made of whole pairs.
    private bool MergeLevel(int level, int* lows, int* highs, int count, FrameStates states)
    {
        var into = _scratch.Get<nint>(4 * BatchRows);
        var from = into + (2 * BatchRows);
        var (merges, isMore) = (0, false);
        for (var i = 0; i < count; i++)
        {
            if (lows[i] >= highs[i])
                continue;
            if ((lows[i] & 1) != 0)
                (into[merges], from[merges++]) = (states.Addresses[i], _nodes.Addresses[_levels[level].First + lows[i]++]);
            if ((highs[i] & 1) != 0 && lows[i] < highs[i])
                (into[merges], from[merges++]) = (states.Addresses[i], _nodes.Addresses[_levels[level].First + --highs[i]]);
            lows[i] >>= 1;
            highs[i] >>= 1;
            isMore |= lows[i] < highs[i];
        }

        states.Kernel.Merge(new StateAddresses(new ReadOnlySpan<nint>(into, merges)), new StateAddresses(new ReadOnlySpan<nint>(from, merges)));
        return isMore;
    }

    /// <summary>Single rows, each with the state that it belongs to, updated a batch at a time.</summary>
    private ref struct Edges
    {
        private readonly FrameTree _tree;
        private readonly FrameStates _states;
        private readonly uint* _numbers;
        private readonly nint* _addresses;
        private int _count;

        public Edges(FrameTree tree, FrameStates states)
        {
            (_tree, _states) = (tree, states);
            _addresses = tree._edges.Get<nint>(BatchRows + (BatchRows / 2));
            _numbers = (uint*)(_addresses + BatchRows);
        }

        public void Add(int start, int end, int state)
        {
            for (; start < end; start++)
            {
                _numbers[_count] = _tree._run.Numbers[start];
                _addresses[_count++] = _states.Addresses[state];
                if (_count == BatchRows)
                    Flush();
            }
        }

        public void Flush()
        {
            var rows = _tree._arguments.Read(_numbers, _count);
            _states.Kernel.Update(new StateAddresses(new ReadOnlySpan<nint>(_addresses, _count)), _tree._arguments.Values, rows);
            _count = 0;
        }
    }
}

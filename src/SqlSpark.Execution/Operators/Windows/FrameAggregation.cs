using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Computes an aggregate over frames: one result a partition, a group of peers or a row.</summary>
/// <remarks>
/// Frames that are partitions are aggregated as groups are. Frames that grow, and those that slide where rows can be taken out of a state, are followed by the kernel
/// itself (<see cref="IAggregateKernel.RunFrames"/>). Other kernels get growing frames row by row, and sliding ones from a tree of states (<see cref="FrameTree"/>), unless
/// the order of rows counts: such frames are aggregated one by one, as most such results are as large as their frames.
/// </remarks>
internal sealed unsafe class FrameAggregation : IDisposable
{
    private const int BatchRows = 2048;
    private const int FewRows = 256;

    private readonly WindowRun _run;
    private readonly WindowColumn.Aggregate _function;
    private readonly WindowResults _results;
    private readonly TaskContext _context;
    private readonly FrameArguments _arguments;
    private readonly FrameStates _states;

    /// <summary>Prepares a task.</summary>
    public FrameAggregation(WindowRun run, WindowColumn.Aggregate function, WindowResults results, TaskContext context)
    {
        _run = run;
        _function = function;
        _results = results;
        _context = context;
        _arguments = new FrameArguments(run, function, context.Account);
        _states = new FrameStates(function, context.Account);
    }

    /// <summary>Computes all results.</summary>
    public void Run()
    {
        _states.Reserve(BatchRows + 1);
        var (frame, support) = (_function.RowFrame, _states.Kernel.Frames);
        if (frame.IsWhole)
            AggregatePartitions();
        else if (support == FrameSupport.Sliding || (support == FrameSupport.Growing && frame.IsGrowing))
            FollowFrames();
        else if (frame.IsGrowing)
            GrowFrames();
        else if (_function.Function.IsOrderSensitive)
            AggregateFrames();
        else
            JoinParts();
        _results.Complete();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _arguments.Dispose();
        _states.Dispose();
    }

    /// <summary>The first state is that of the partition that went on from the batch before.</summary>
    private void AggregatePartitions()
    {
        using var scratch = new ScratchBuffer(_context.Account);
        var addresses = scratch.Get<nint>(BatchRows);
        var partitions = _run.Partitions;
        var open = 0;
        _states.Initialize(0, 1);
        for (var start = 0; start < _run.Count; start += BatchRows)
        {
            _context.ThrowIfCanceled();
            var count = Math.Min(BatchRows, _run.Count - start);
            var rows = _arguments.Read(_run.Numbers + start, count);
            var last = open;
            while (partitions[last + 1] < start + count)
                last++;
            if (last > open)
                _states.Initialize(1, last - open);
            if (last == open)
            {
                _states.Kernel.UpdateSingle(_states.First, _arguments.Values, rows);
            }
            else
            {
                for (int i = 0, partition = open; i < count; i++)
                {
                    partition += partitions[partition + 1] == start + i ? 1 : 0;
                    addresses[i] = _states.Addresses[partition - open];
                }

                _states.Kernel.Update(new StateAddresses(new ReadOnlySpan<nint>(addresses, count)), _arguments.Values, rows);
            }

            var isLastEnded = partitions[last + 1] == start + count;
            _states.Finish(last - open + (isLastEnded ? 1 : 0), _results);
            if (isLastEnded)
                _states.Initialize(0, 1);
            else
                Buffer.MemoryCopy((void*)_states.Addresses[last - open], (void*)_states.First, _states.Stride, _states.Stride);
            open = last + (isLastEnded ? 1 : 0);
        }
    }

    private void FollowFrames()
    {
        using var units = new FrameUnits(_run, _function.RowFrame, BatchRows, _context.Account);
        using var removed = new FrameArguments(_run, _function, _context.Account);
        var state = _states.Addresses[BatchRows];
        var (isGrowing, added, gone) = (_function.RowFrame.IsGrowing, 0, 0);
        while (units.Read())
        {
            for (var first = 0; first < units.Count;)
            {
                _context.ThrowIfCanceled();
                if (Bitmaps.Get(units.Resets, first))
                    (added, gone) = (units.Starts[first], units.Starts[first]);
                var last = first;
                while (last < units.Count && units.Ends[last] - added <= BatchRows && (isGrowing || units.Starts[last] - gone <= BatchRows))
                    last++;
                if (last == first)
                {
                    Approach(units, first, state, removed, ref added, ref gone);
                    continue;
                }

                RunFrames(units, first, last - first, state, removed, added, gone);
                _states.Finish(last - first, _results);
                added = Math.Max(added, units.Ends[last - 1]);
                gone = Math.Max(gone, units.Starts[last - 1]);
                first = last;
            }
        }
    }

    private void RunFrames(FrameUnits units, int first, int count, nint state, FrameArguments removed, int added, int gone)
    {
        using var scratch = new ScratchBuffer(_context.Account);
        var resets = scratch.GetSpan<ulong>(Bitmaps.WordCount(count));
        resets.Clear();
        for (var i = 0; i < count; i++)
            Bitmaps.Assign(resets, i, Bitmaps.Get(units.Resets, first + i));
        var addedCount = Math.Max(0, units.Ends[first + count - 1] - added);
        var addedRows = _arguments.Read(_run.Numbers + added, addedCount);
        var removedCount = _function.RowFrame.IsGrowing ? 0 : Math.Max(0, units.Starts[first + count - 1] - gone);
        var removedRows = removedCount == 0 ? Rows.All(0) : removed.Read(_run.Numbers + gone, removedCount);
        _states.Kernel.RunFrames(
            state,
            new FrameRun
            {
                Starts = new ReadOnlySpan<int>(units.Starts + first, count),
                Ends = new ReadOnlySpan<int>(units.Ends + first, count),
                Resets = resets,
                AddedFrom = added,
                Added = _arguments.Values,
                AddedRows = addedRows,
                RemovedFrom = gone,
                Removed = removedCount == 0 ? default : removed.Values,
                RemovedRows = removedRows,
            },
            _states.Range(0, count));
    }

    /// <summary>Brings the state nearer to a frame that takes in or leaves more rows than a batch.</summary>
    private void Approach(FrameUnits units, int frame, nint state, FrameArguments removed, ref int added, ref int gone)
    {
        if (Bitmaps.Get(units.Resets, frame))
        {
            _states.Kernel.Initialize(new StateAddresses([state]));
            Bitmaps.Clear(units.Resets, frame);
        }

        var count = Math.Min(BatchRows, units.Ends[frame] - added);
        if (count > 0)
        {
            var rows = _arguments.Read(_run.Numbers + added, count);
            _states.Kernel.UpdateSingle(state, _arguments.Values, rows);
            added += count;
            return;
        }

        // A frame of its own that nobody asks for takes rows out.
        var leaving = removed.Read(_run.Numbers + gone, BatchRows);
        _arguments.Read(_run.Numbers, 0);
        _states.Kernel.RunFrames(
            state,
            new FrameRun
            {
                Starts = [gone + BatchRows],
                Ends = [added],
                Resets = [0],
                AddedFrom = added,
                Added = _arguments.Values,
                AddedRows = Rows.All(0),
                RemovedFrom = gone,
                Removed = removed.Values,
                RemovedRows = leaving,
            },
            _states.Range(0, 1));
        gone += BatchRows;
    }

    private void GrowFrames()
    {
        using var units = new FrameUnits(_run, _function.RowFrame, FewRows, _context.Account);
        using var kept = new FrameStates(_function, _context.Account);
        kept.Reserve(FewRows);
        var added = 0;
        while (units.Read())
        {
            kept.ForgetValues();
            kept.Initialize(0, units.Count);
            for (var i = 0; i < units.Count; i++)
            {
                if (Bitmaps.Get(units.Resets, i))
                {
                    _states.Initialize(0, 1);
                    added = units.Starts[i];
                }

                AddRows(_states, added, units.Ends[i]);
                added = Math.Max(added, units.Ends[i]);
                kept.Kernel.Merge(kept.Range(i, 1), _states.Range(0, 1));
            }

            kept.Finish(units.Count, _results);
        }
    }

    private void AggregateFrames()
    {
        using var units = new FrameUnits(_run, _function.RowFrame, FewRows, _context.Account);
        while (units.Read())
        {
            _states.ForgetValues();
            _states.Initialize(0, units.Count);
            for (var i = 0; i < units.Count; i++)
                AddRows(_states, units.Starts[i], units.Ends[i], i);
            _states.Finish(units.Count, _results);
        }
    }

    private void AddRows(FrameStates states, int start, int end, int state = 0)
    {
        for (; start < end; start += BatchRows)
        {
            _context.ThrowIfCanceled();
            var rows = _arguments.Read(_run.Numbers + start, Math.Min(BatchRows, end - start));
            states.Kernel.UpdateSingle(states.Addresses[state], _arguments.Values, rows);
        }
    }

    private void JoinParts()
    {
        using var tree = new FrameTree(_run, _function, _arguments, _context);
        tree.Build();
        using var units = new FrameUnits(_run, _function.RowFrame, BatchRows, _context.Account);
        while (units.Read())
        {
            _context.ThrowIfCanceled();
            _states.Initialize(0, units.Count);
            tree.Aggregate(units, _states);
            _states.Finish(units.Count, _results);
            _states.ForgetValues();
        }
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>The frames of each group of peers where a bound is a value: found by two places that only go forward, as the bounds do.</summary>
/// <remarks>
/// A bound of a NULL key is NULL and meets NULLs only. A value that could not be computed counts as an error when it is compared with a row, as in Spark, where
/// bounds past the last row are not asked for. Spark: <c>RangeBoundOrdering</c>.
/// </remarks>
/// <param name="account">Pays for them.</param>
internal sealed unsafe class RangeFrames(MemoryAccount account) : IDisposable
{
    private const int BatchRows = 4096;

    private readonly NativeList<int> _starts = new(account);
    private readonly NativeList<int> _ends = new(account);

    /// <summary>Where the frame of each group begins; null when the bound is no value.</summary>
    public int* Starts => _starts.First;

    /// <summary>Where the frame of each group has ended; null when the bound is no value.</summary>
    public int* Ends => _ends.First;

    /// <summary>Finds the frames.</summary>
    public void Compute(WindowRun run, FrameSpec frame, TaskContext context)
    {
        using var keys = new Words(context.Account);
        keys.Read(run, run.Plan.OrderBy[0].Ordinal, context);
        if (frame.Lower.Values >= 0)
            Compute(run, keys, frame.Lower.Values, isUpper: false, _starts, context);
        if (frame.Upper.Values >= 0)
            Compute(run, keys, frame.Upper.Values, isUpper: true, _ends, context);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _starts.Dispose();
        _ends.Dispose();
    }

    private static void Compute(WindowRun run, Words keys, int column, bool isUpper, NativeList<int> result, TaskContext context)
    {
        using var bounds = new Words(context.Account);
        bounds.Read(run, column, context);
        var peers = run.Peers;
        var partitions = run.Partitions;
        var nullRank = run.Plan.OrderBy[0].NullsFirst ? -1 : 1;
        var found = result.Append(peers.Length - 1);
        var (group, place) = (0, 0);
        for (var partition = 0; partition + 1 < partitions.Length; partition++)
        {
            var end = partitions[partition + 1];
            place = group;
            for (; peers[group] < end; group++)
            {
                if ((group & (BatchRows - 1)) == 0)
                    context.ThrowIfCanceled();
                while (peers[place] < end && IsBefore(keys, place, bounds, group, nullRank, isUpper))
                    place++;
                found[group] = peers[place];
            }
        }
    }

    // Rows before the lower bound, or up to the upper bound.
    private static bool IsBefore(Words keys, int place, Words bounds, int group, int nullRank, bool isUpper)
    {
        var (isKeyNull, isOwnNull) = (keys.IsNull(place), keys.IsNull(group));
        if (isKeyNull || isOwnNull)
        {
            var order = isKeyNull == isOwnNull ? 0 : isKeyNull ? nullRank : -nullRank;
            return isUpper ? order <= 0 : order < 0;
        }

        if (bounds.IsNull(group))
            throw ExecutionErrors.FrameBoundOverflow();
        return isUpper ? keys.Values[place] <= bounds.Values[group] : keys.Values[place] < bounds.Values[group];
    }

    /// <summary>The values of a column in the first row of each group of peers, as words in the order of the window.</summary>
    private sealed class Words(MemoryAccount account) : IDisposable
    {
        private readonly NativeList<UInt128> _words = new(account);
        private readonly NativeList<ulong> _valid = new(account);

        public UInt128* Values => _words.First;

        public void Read(WindowRun run, int input, TaskContext context)
        {
            using var scratch = new ScratchBuffer(context.Account);
            var numbers = scratch.Get<uint>(BatchRows);
            var (column, flip) = (run.Plan.Place(input), run.Plan.OrderBy[0].IsAscending ? UInt128.Zero : UInt128.MaxValue);
            var peers = run.Peers;
            for (var start = 0; start < peers.Length - 1; start += BatchRows)
            {
                context.ThrowIfCanceled();
                var count = Math.Min(BatchRows, peers.Length - 1 - start);
                for (var i = 0; i < count; i++)
                    numbers[i] = run.Numbers[peers[start + i]];
                var words = _words.Append(count);
                run.Pages.ReadOrder(column, numbers, count, words);
                for (var i = 0; i < count; i++)
                    words[i] ^= flip;
                run.Pages.ReadValidity(column, numbers, count, new Span<ulong>(_valid.Append(Bitmaps.WordCount(count)), Bitmaps.WordCount(count)));
            }
        }

        public bool IsNull(int group) => (_valid.First[group >>> 6] >>> (group & 63) & 1) == 0;

        public void Dispose()
        {
            _words.Dispose();
            _valid.Dispose();
        }
    }
}

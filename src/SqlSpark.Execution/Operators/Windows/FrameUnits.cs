using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Goes through the rows, or the groups of peers, that have a frame each, and says where it lies.</summary>
/// <param name="run">The rows.</param>
/// <param name="frame">The frame.</param>
/// <param name="capacity">How many are read at a time, at most.</param>
/// <param name="account">Pays for scratch memory.</param>
internal sealed unsafe class FrameUnits(WindowRun run, FrameSpec frame, int capacity, MemoryAccount account) : IDisposable
{
    private const int Arrays = 7;

    private readonly ScratchBuffer _places = new(account);
    private readonly ScratchBuffer _resets = new(account);
    private readonly RangeFrames? _ranges = frame.HasValues ? run.RangeFramesOf(frame) : null;
    private int _next;
    private int _partition;

    /// <summary>How many were read.</summary>
    public int Count { get; private set; }

    /// <summary>Where each frame begins.</summary>
    public int* Starts => _places.Get<int>(Arrays * capacity);

    /// <summary>Where each frame has ended.</summary>
    public int* Ends => Starts + capacity;

    /// <summary>Bit i is 1 for the first of a partition.</summary>
    public Span<ulong> Resets => _resets.GetSpan<ulong>(Bitmaps.WordCount(capacity));

    /// <summary>Reads the next ones.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        var isOfPeers = frame.IsOfPeers;
        var total = isOfPeers ? run.Peers.Length - 1 : run.Count;
        Count = Math.Min(capacity, total - _next);
        if (Count == 0)
            return false;
        var all = new Span<int>(Starts, Arrays * capacity);
        Span<int> Part(int array, Span<int> from) => from.Slice(array * capacity, Count);
        var unitStarts = Starts + (2 * capacity);
        var unitEnds = Starts + (3 * capacity);
        var partitionStarts = Starts + (4 * capacity);
        var partitionEnds = Starts + (5 * capacity);
        var groups = Starts + (6 * capacity);
        var partitions = run.Partitions;
        var peers = run.Peers;
        Resets.Clear();
        for (var i = 0; i < Count; i++)
        {
            var unit = _next + i;
            unitStarts[i] = isOfPeers ? peers[unit] : unit;
            unitEnds[i] = isOfPeers ? peers[unit + 1] : unit + 1;
            groups[i] = unit;
            if (unitStarts[i] == partitions[_partition + 1])
                _partition++;
            partitionStarts[i] = partitions[_partition];
            partitionEnds[i] = partitions[_partition + 1];
            if (unitStarts[i] == partitionStarts[i])
                Bitmaps.Set(Resets, i);
        }

        FramePlaces.Fill(
            frame,
            _ranges,
            new FramePlaces.Units
            {
                Starts = Part(2, all),
                Ends = Part(3, all),
                PartitionStarts = Part(4, all),
                PartitionEnds = Part(5, all),
                Groups = Part(6, all),
            },
            Part(0, all),
            Part(1, all));
        _next += Count;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _places.Dispose();
        _resets.Dispose();
    }
}

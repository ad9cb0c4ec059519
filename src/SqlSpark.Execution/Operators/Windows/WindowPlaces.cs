using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>For a batch of rows, where their partitions, peers and frames lie.</summary>
/// <param name="account">Pays for scratch memory.</param>
internal sealed unsafe class WindowPlaces(MemoryAccount account) : IDisposable
{
    private const int Arrays = 10;

    private readonly ScratchBuffer _scratch = new(account);
    private int* _arrays;
    private int _count;

    /// <summary>The positions of the rows, ascending.</summary>
    public int* Positions => _arrays;

    /// <summary>The number of each row's partition.</summary>
    public int* Partitions => _arrays + _count;

    /// <summary>The number of each row's group of peers; when somebody looks at them.</summary>
    public int* Peers => _arrays + (2 * _count);

    /// <summary>Where each row's frame begins, after <see cref="FindFrames"/>.</summary>
    public int* FrameStarts => _arrays + (8 * _count);

    /// <summary>Where each row's frame has ended, after <see cref="FindFrames"/>.</summary>
    public int* FrameEnds => _arrays + (9 * _count);

    /// <summary>Where each row's partition begins.</summary>
    public ReadOnlySpan<int> PartitionStarts => Array(3);

    /// <summary>Where each row's partition has ended.</summary>
    public ReadOnlySpan<int> PartitionEnds => Array(4);

    /// <summary>The rows as kernels see them.</summary>
    /// <param name="withPeers">False when nobody looks at peers.</param>
    public WindowRows Rows(bool withPeers) =>
        new(Array(0), Array(3), Array(4), withPeers ? Array(5) : default, withPeers ? Array(6) : default, withPeers ? Array(7) : default);

    /// <summary>Makes room for the positions of rows, which the caller writes to <see cref="Positions"/>.</summary>
    public void Begin(int count)
    {
        _count = count;
        _arrays = _scratch.Get<int>(Arrays * Math.Max(count, 1));
    }

    /// <summary>Finds partitions and peers.</summary>
    public void Find(WindowRun run)
    {
        var starts = run.Partitions;
        var partition = run.PartitionAt(Positions[0]);
        var partitionStarts = _arrays + (3 * _count);
        var partitionEnds = _arrays + (4 * _count);
        for (var i = 0; i < _count; i++)
        {
            while (starts[partition + 1] <= Positions[i])
                partition++;
            Partitions[i] = partition;
            partitionStarts[i] = starts[partition];
            partitionEnds[i] = starts[partition + 1];
        }

        if (run.Plan.LooksAtPeers)
            FindPeers(run, partitionStarts);
    }

    /// <summary>Finds the frame of each row.</summary>
    public void FindFrames(WindowRun run, FrameSpec frame)
    {
        var isOfPeers = frame.IsOfPeers;
        if (!isOfPeers)
        {
            for (var i = 0; i < _count; i++)
                FrameEnds[i] = Positions[i] + 1;
        }

        FramePlaces.Fill(
            frame,
            frame.HasValues ? run.RangeFramesOf(frame) : null,
            new FramePlaces.Units
            {
                Starts = isOfPeers ? Array(5) : Array(0),
                Ends = isOfPeers ? Array(6) : Array(9),
                PartitionStarts = Array(3),
                PartitionEnds = Array(4),
                Groups = Array(2),
            },
            new Span<int>(FrameStarts, _count),
            new Span<int>(FrameEnds, _count));
    }

    /// <inheritdoc />
    public void Dispose() => _scratch.Dispose();

    private void FindPeers(WindowRun run, int* partitionStarts)
    {
        var peers = run.Peers;
        var group = run.PeersAt(Positions[0]);
        var firstGroup = run.PeersAt(partitionStarts[0]);
        var peerStarts = _arrays + (5 * _count);
        var peerEnds = _arrays + (6 * _count);
        var peerGroups = _arrays + (7 * _count);
        for (var i = 0; i < _count; i++)
        {
            while (peers[group + 1] <= Positions[i])
                group++;
            while (peers[firstGroup] < partitionStarts[i])
                firstGroup++;
            Peers[i] = group;
            peerStarts[i] = peers[group];
            peerEnds[i] = peers[group + 1];
            peerGroups[i] = group - firstGroup;
        }
    }

    private Span<int> Array(int index) => new(_arrays + (index * _count), _count);
}

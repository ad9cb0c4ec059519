using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Which frames of a window an aggregate kernel follows from row to row.</summary>
public enum FrameSupport : byte
{
    /// <summary>None: frames are put together from states of parts of the partition.</summary>
    None,

    /// <summary>Frames that begin with their partition: rows are only added.</summary>
    Growing,

    /// <summary>All: rows are taken out again.</summary>
    Sliding,
}

/// <summary>Frames of a window one after the other. Neither their starts nor their ends go back within a partition. Positions count rows in the order of the window.</summary>
public readonly ref struct FrameRun
{
    /// <summary>Where each frame begins.</summary>
    public required ReadOnlySpan<int> Starts { get; init; }

    /// <summary>Where each frame has ended; not before its start.</summary>
    public required ReadOnlySpan<int> Ends { get; init; }

    /// <summary>Bit i is 1 when frame i is the first of its partition: the state begins anew at its start.</summary>
    public required ReadOnlySpan<ulong> Resets { get; init; }

    /// <summary>The position of the first row of <see cref="Added"/>: rows before it are in the state.</summary>
    public required int AddedFrom { get; init; }

    /// <summary>The arguments of the rows from <see cref="AddedFrom"/> to the last end.</summary>
    public required Arguments Added { get; init; }

    /// <summary>Those of <see cref="Added"/> that count.</summary>
    public required Rows AddedRows { get; init; }

    /// <summary>The position of the first row of <see cref="Removed"/>: the state has no row before it.</summary>
    public required int RemovedFrom { get; init; }

    /// <summary>The arguments of the rows from <see cref="RemovedFrom"/> to the last start; none when all frames begin with their partitions.</summary>
    public Arguments Removed { get; init; }

    /// <summary>Those of <see cref="Removed"/> that count.</summary>
    public Rows RemovedRows { get; init; }
}

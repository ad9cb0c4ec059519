using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>A batch of rows in the order of their window, and where their partitions and peers lie. Positions count the rows in that order.</summary>
/// <param name="positions">The position of each row, ascending.</param>
/// <param name="partitionStarts">Of each row, where its partition begins.</param>
/// <param name="partitionEnds">Of each row, where its partition has ended.</param>
/// <param name="peerStarts">Of each row, where its peers begin; empty when nobody looks at peers.</param>
/// <param name="peerEnds">Of each row, where its peers have ended; likewise.</param>
/// <param name="peerGroups">Of each row, how many groups of peers of its partition come before; likewise.</param>
public readonly ref struct WindowRows(
    ReadOnlySpan<int> positions,
    ReadOnlySpan<int> partitionStarts,
    ReadOnlySpan<int> partitionEnds,
    ReadOnlySpan<int> peerStarts,
    ReadOnlySpan<int> peerEnds,
    ReadOnlySpan<int> peerGroups)
{
    /// <summary>The number of rows.</summary>
    public int Count => Positions.Length;

    /// <summary>The position of each row, ascending.</summary>
    public ReadOnlySpan<int> Positions { get; } = positions;

    /// <summary>Of each row, where its partition begins.</summary>
    public ReadOnlySpan<int> PartitionStarts { get; } = partitionStarts;

    /// <summary>Of each row, where its partition has ended.</summary>
    public ReadOnlySpan<int> PartitionEnds { get; } = partitionEnds;

    /// <summary>Of each row, where its peers begin.</summary>
    public ReadOnlySpan<int> PeerStarts { get; } = peerStarts;

    /// <summary>Of each row, where its peers have ended.</summary>
    public ReadOnlySpan<int> PeerEnds { get; } = peerEnds;

    /// <summary>Of each row, how many groups of peers of its partition come before.</summary>
    public ReadOnlySpan<int> PeerGroups { get; } = peerGroups;
}

/// <summary>Computes a window function that hangs on the place of a row alone.</summary>
public interface IWindowKernel
{
    /// <summary>Computes a batch, perhaps of several partitions.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="result">Begun with as many rows; published by the operator.</param>
    void Evaluate(WindowRows rows, VectorWriter result);
}

using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>The groups of a batch's rows, when there are at most <see cref="GroupKernels.FewGroups"/> of them.</summary>
/// <param name="codes">The number of each row's group, or <see cref="GroupKernels.NoGroup"/> for rows that do not count.</param>
/// <param name="rowCounts">The rows of each group.</param>
public readonly ref struct FewGroups(ReadOnlySpan<byte> codes, ReadOnlySpan<long> rowCounts)
{
    /// <summary>The number of each row's group, below <see cref="Count"/>, or <see cref="GroupKernels.NoGroup"/> for rows that do not count.</summary>
    public ReadOnlySpan<byte> Codes { get; } = codes;

    /// <summary>The rows of each group; 0 for a group of which the batch has none.</summary>
    public ReadOnlySpan<long> RowCounts { get; } = rowCounts;

    /// <summary>How many groups there are.</summary>
    public int Count => RowCounts.Length;
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Rows of one worker by column, in the order of their arrival, with the word of the first key and where each batch came from.</summary>
/// <param name="plan">The order.</param>
/// <param name="account">Pays for them.</param>
internal sealed class SortRows(SortPlan plan, MemoryAccount account) : IDisposable
{
    /// <summary>The rows.</summary>
    public ColumnStore Store { get; } = new(plan.Pages, account);

    /// <summary>A word a row.</summary>
    public WordPages Words { get; } = new(account);

    /// <summary>Where the rows came from.</summary>
    public NativeList<Batch> Batches { get; } = new(account);

    /// <summary>The smallest word.</summary>
    public ulong Least { get; private set; } = ulong.MaxValue;

    /// <summary>The largest word.</summary>
    public ulong Most { get; private set; }

    /// <summary>False when equal words may stand for different first keys.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Bytes held.</summary>
    public long UsedBytes => Store.UsedBytes + Words.UsedBytes + Batches.UsedBytes;

    /// <summary>Adds rows.</summary>
    /// <param name="batch">Where they came from.</param>
    /// <param name="columns">The columns that are kept.</param>
    /// <param name="words">A word a row; none when there is no first key, or it is NULL.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="isExact">False when equal words may stand for different first keys.</param>
    public void Add(RecordBatch batch, ReadOnlySpan<ColumnReader> columns, ReadOnlySpan<ulong> words, int rowCount, bool isExact)
    {
        Store.Append(columns, rowCount);
        Batches.Add(new Batch(batch.PartitionOrdinal, batch.Sequence, Store.RowCount - rowCount, rowCount));
        IsExact &= isExact;
        if (words.IsEmpty)
            return;
        Words.Append(words);
        var all = Rows.All(words.Length);
        if (AggregateKernels.TryMin(words, all, out var least) && AggregateKernels.TryMax(words, all, out var most))
            (Least, Most) = (Math.Min(Least, least), Math.Max(Most, most));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Store.Dispose();
        Words.Dispose();
        Batches.Dispose();
    }

    /// <summary>Rows that came together.</summary>
    /// <param name="Partition">The partition of the source.</param>
    /// <param name="Sequence">The batch of the partition.</param>
    /// <param name="FirstRow">The first row in the worker's store.</param>
    /// <param name="RowCount">How many rows.</param>
    internal readonly record struct Batch(int Partition, long Sequence, long FirstRow, int RowCount);
}

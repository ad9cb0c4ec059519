using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// Joins consecutive sparse batches into batches of at least a quarter of the capacity, so that joins and sinks are not called for a
/// handful of rows. Batches that are large enough pass through untouched. Keeps the order, and never joins rows of two partitions.
/// </summary>
/// <remarks>
/// Rows that wait are copied, with their long strings, because batches are borrowed. What <see cref="Add"/> and <see cref="Flush"/> return is
/// borrowed until the next call of either. Encodings end here: joined columns are flat.
/// </remarks>
public sealed class BatchCoalescer : IDisposable
{
    private readonly int _capacity;
    private readonly int _minimum;
    private readonly VectorWriter[][] _writers;     // two sets: one is lent out while the other collects
    private readonly RecordBatch[] _batches = [new(), new()];
    private readonly Vector[] _columns;
    private int _current;
    private int _waiting;
    private int _partitionOrdinal;
    private long _sequence;

    /// <summary>A coalescer for batches with columns of <paramref name="types"/>.</summary>
    /// <param name="types">The types of the columns.</param>
    /// <param name="batchCapacity">Rows of a batch at most.</param>
    /// <param name="account">Pays for rows that wait.</param>
    public BatchCoalescer(ReadOnlySpan<DataType> types, int batchCapacity, MemoryAccount account)
    {
        _capacity = batchCapacity;
        _minimum = Math.Max(1, batchCapacity / 4);
        _writers = [CreateWriters(types, account), CreateWriters(types, account)];
        _columns = new Vector[types.Length];
    }

    /// <summary>Rows that wait for company.</summary>
    public int WaitingCount => _waiting;

    /// <summary>Takes the live rows of a borrowed batch of at most the capacity.</summary>
    /// <returns>A batch to go on with (perhaps <paramref name="batch"/> itself), or null when more rows are awaited.</returns>
    public RecordBatch? Add(RecordBatch batch)
    {
        Debug.Assert(batch.LiveCount <= _capacity, "the batch exceeds the capacity");
        if (_waiting == 0)
        {
            if (batch.LiveCount >= _minimum)
                return batch;
            Append(batch, 0, batch.LiveCount);
            return null;
        }

        var fits = batch.PartitionOrdinal == _partitionOrdinal ? Math.Min(batch.LiveCount, _capacity - _waiting) : 0;
        Append(batch, 0, fits);
        if (fits == batch.LiveCount && _waiting < _minimum)
            return null;

        var full = Flush();
        Append(batch, fits, batch.LiveCount - fits);
        return full;
    }

    /// <summary>The rows that wait, or null when there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public RecordBatch? Flush()
    {
        if (_waiting == 0)
            return null;
        var writers = _writers[_current];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = writers[i].Publish();
        var batch = _batches[_current].Set(_waiting, _columns);
        batch.PartitionOrdinal = _partitionOrdinal;
        batch.Sequence = _sequence;
        _current ^= 1;
        _waiting = 0;
        return batch;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var writers in _writers)
        {
            foreach (var writer in writers)
                writer.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static VectorWriter[] CreateWriters(ReadOnlySpan<DataType> types, MemoryAccount account)
    {
        var writers = new VectorWriter[types.Length];
        for (var i = 0; i < types.Length; i++)
            writers[i] = new VectorWriter(types[i], account);
        return writers;
    }

    /// <summary>Appends <paramref name="count"/> live rows of the batch, from the <paramref name="start"/>-th on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Append(RecordBatch batch, int start, int count)
    {
        if (count == 0)
            return;
        var writers = _writers[_current];
        if (_waiting == 0)
        {
            foreach (var writer in writers)
                writer.Begin(0);
            _partitionOrdinal = batch.PartitionOrdinal;
            _sequence = batch.Sequence;
        }

        for (var i = 0; i < writers.Length; i++)
        {
            if (batch.Selection is not { } selection)
                VectorCopy.AppendRange(batch[i], start, count, writers[i], StringCopy.Keep);
            else if (count == selection.Count)
                VectorCopy.Append(batch[i], selection.Rows, writers[i], StringCopy.Keep);
            else
            {
                if (batch[i] is LazyVector lazy)
                    lazy.Load(selection.Rows);
                VectorCopy.Append(batch[i], selection.Indices.Slice(start, count), writers[i], StringCopy.Keep);
            }
        }

        _waiting += count;
    }
}

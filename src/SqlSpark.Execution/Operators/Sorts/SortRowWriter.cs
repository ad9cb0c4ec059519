using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Turns batches into rows of a top-N: the columns to be kept, and their place in the source.</summary>
internal sealed unsafe class SortRowWriter : IDisposable
{
    private readonly SortPlan _plan;
    private readonly ColumnReader[] _readers;
    private readonly StringHeap _nested;
    private readonly ScratchBuffer _rows;

    /// <summary>A writer for a worker.</summary>
    public SortRowWriter(SortPlan plan, MemoryAccount account)
    {
        _plan = plan;
        _readers = new ColumnReader[plan.Columns.Length];
        HasNulls = new bool[plan.Columns.Length];
        for (var i = 0; i < _readers.Length; i++)
            _readers[i] = new ColumnReader(account);
        _nested = new StringHeap(account);
        _rows = new ScratchBuffer(account);
    }

    /// <summary>For each column of the rows, whether one that was written may have NULL there.</summary>
    public bool[] HasNulls { get; }

    /// <summary>Adds rows of the batch to a store.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="store">Takes the rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="live">Their numbers; null when all rows are meant.</param>
    /// <returns>Their addresses, until the next call.</returns>
    public nint* Write(RecordBatch batch, TupleStore store, int count, int* live)
    {
        var rows = _rows.Get<nint>(count);
        store.Append(new Span<nint>(rows, count));
        var layout = _plan.Layout;
        SetValid(rows, count, layout.PayloadValidityOffset, layout.PayloadValidityBytes);
        _nested.Reset();
        for (var c = 0; c < _readers.Length; c++)
        {
            var column = layout.Payload[c];
            var reader = _readers[c];
            reader.Read(batch[_plan.Columns[c]], count, live);
            HasNulls[c] |= reader.Validity != null;
            TupleScatter.Write(reader, column, rows, _plan.IsHidden(c), _nested);
            if (column.Physical == PhysicalType.View && (column.IsNested || !store.TryKeepHeaps(reader.Values)))
                TupleScatter.CopyLongViews(rows, column.Offset, count, store.Heap);
        }

        if (!_plan.PositionColumns.IsEmpty)
            WritePositions(batch, rows, count, live);
        return rows;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var reader in _readers)
            reader.Dispose();
        _nested.Dispose();
        _rows.Dispose();
    }

    private void WritePositions(RecordBatch batch, nint* rows, int count, int* live)
    {
        var (partition, sequence) = (_plan.PositionColumns[0].Offset, _plan.PositionColumns[1].Offset);
        for (var i = 0; i < count; i++)
        {
            *(long*)(rows[i] + partition) = batch.PartitionOrdinal;
            *(long*)(rows[i] + sequence) = (batch.Sequence << 16) + (live == null ? i : live[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SetValid(nint* rows, int count, int offset, int byteCount)
    {
        if (byteCount == 1)
        {
            for (var i = 0; i < count; i++)
                *((byte*)rows[i] + offset) = 0xFF;
            return;
        }

        for (var i = 0; i < count; i++)
        {
            for (var b = 0; b < byteCount; b++)
                *((byte*)rows[i] + offset + b) = 0xFF;
        }
    }
}

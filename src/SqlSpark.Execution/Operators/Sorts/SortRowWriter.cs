using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Turns batches into rows of a sort: words of the first key, and the columns to be kept.</summary>
internal sealed unsafe class SortRowWriter : IDisposable
{
    private readonly SortPlan _plan;
    private readonly ColumnReader[] _readers;
    private readonly ColumnReader _keyReader;
    private readonly StringHeap _nested;
    private readonly ScratchBuffer _rows;
    private readonly ScratchBuffer _words;
    private readonly ScratchBuffer _live;
    private readonly ScratchBuffer _valid;
    private readonly ScratchBuffer _null;

    /// <summary>A writer for a worker.</summary>
    public SortRowWriter(SortPlan plan, MemoryAccount account)
    {
        _plan = plan;
        _readers = new ColumnReader[plan.Columns.Length];
        HasNulls = new bool[plan.Columns.Length];
        for (var i = 0; i < _readers.Length; i++)
            _readers[i] = new ColumnReader(account);
        _keyReader = new ColumnReader(account);
        _nested = new StringHeap(account);
        _rows = new ScratchBuffer(account);
        _words = new ScratchBuffer(account);
        _live = new ScratchBuffer(account);
        _valid = new ScratchBuffer(account);
        _null = new ScratchBuffer(account);
    }

    /// <summary>The rows whose first key is not NULL, or all when there is no key; their numbers, or null when all rows of the batch are meant.</summary>
    public int* Valid { get; private set; }

    /// <summary>How many rows <see cref="Valid"/> has.</summary>
    public int ValidCount { get; private set; }

    /// <summary>The words of <see cref="Valid"/>.</summary>
    public ulong* Words { get; private set; }

    /// <summary>False when equal words may stand for different first keys.</summary>
    public bool IsExact { get; private set; }

    /// <summary>The rows whose first key is NULL.</summary>
    public int* Null { get; private set; }

    /// <summary>For each column of the rows, whether one that was written may have NULL there.</summary>
    public bool[] HasNulls { get; }

    /// <summary>How many rows <see cref="Null"/> has.</summary>
    public int NullCount { get; private set; }

    /// <summary>Loads the lazy columns that the sort needs.</summary>
    public void Load(RecordBatch batch)
    {
        foreach (var column in _plan.Columns)
        {
            if (batch[column] is LazyVector lazy)
                lazy.Load(batch.Rows);
        }
    }

    /// <summary>Reads the first key of live rows.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="rows">The live rows.</param>
    public void ReadKeys(RecordBatch batch, Rows rows)
    {
        var count = rows.Count;
        int* live = null;
        if (!rows.IsAll)
        {
            live = _live.Get<int>(count);
            Bitmaps.ToIndices(rows.Words, new Span<int>(live, count));
        }

        (ValidCount, NullCount, IsExact) = (count, 0, true);
        Valid = live;
        Words = null;
        if (_plan.FirstKey < 0)
            return;
        Words = _words.Get<ulong>(count);
        IsExact = SortKeyKernels.EncodeWords(_plan.FirstColumn, batch[_plan.FirstKey], rows, new Span<ulong>(Words, count));
        _keyReader.Read(batch[_plan.FirstKey], count, live);
        if (_keyReader.Validity != null)
            SplitNulls(count, live);
    }

    /// <summary>Leaves out of <see cref="Valid"/> the rows whose word is above a limit.</summary>
    public void DropAbove(ulong limit)
    {
        var kept = _valid.Get<int>(Math.Max(ValidCount, 1));
        var count = 0;
        for (var i = 0; i < ValidCount; i++)
        {
            var row = Valid == null ? i : Valid[i];
            if (Words[i] > limit)
                continue;
            Words[count] = Words[i];
            kept[count++] = row;
        }

        Valid = kept;
        ValidCount = count;
    }

    /// <summary>Leaves out the rows whose first key is NULL.</summary>
    public void DropNulls() => NullCount = 0;

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
            if (column.Physical == PhysicalType.View && (column.IsNested || !TryKeepHeaps(reader.Values, store)))
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
        _keyReader.Dispose();
        _nested.Dispose();
        _rows.Dispose();
        _words.Dispose();
        _live.Dispose();
        _valid.Dispose();
        _null.Dispose();
    }

    // Buffers that outlive batches are kept instead of copied.
    private static bool TryKeepHeaps(Vector values, TupleStore store)
    {
        if (values is not FlatVector flat)
            return true;
        foreach (var buffer in flat.HeapBuffers)
        {
            if (!buffer.IsLongLived)
                return false;
        }

        foreach (var buffer in flat.HeapBuffers)
            store.Keep(buffer);
        return true;
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

    private void SplitNulls(int count, int* live)
    {
        Valid = _valid.Get<int>(count);
        Null = _null.Get<int>(count);
        (ValidCount, NullCount) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var row = live == null ? i : live[i];
            if (_keyReader.IsValid(i))
            {
                Words[ValidCount] = Words[i];
                Valid[ValidCount++] = row;
            }
            else
            {
                Null[NullCount++] = row;
            }
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

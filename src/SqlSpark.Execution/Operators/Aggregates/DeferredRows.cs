using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>The rows of one worker that deferred aggregates wait for, in partitions; without duplicates where those do not count.</summary>
internal sealed unsafe class DeferredRows : IDisposable
{
    private readonly DeferredPlan _deferred;
    private readonly GroupTable? _values;           // without GROUP BY different values are groups themselves
    private readonly TuplePartitions? _ownRows;
    private readonly TupleTable? _table;
    private readonly KeyRows? _keys;
    private readonly ColumnReader[] _readers;
    private readonly StringHeap _nested;
    private readonly ScratchBuffer _live;
    private readonly ScratchBuffer _groupsOfLive;
    private readonly ScratchBuffer _rows;
    private readonly ScratchBuffer _inserted;

    /// <summary>No rows.</summary>
    public DeferredRows(DeferredPlan deferred, MemoryAccount account)
    {
        _deferred = deferred;
        _readers = [.. deferred.Columns.Select(_ => new ColumnReader(account))];
        _nested = new StringHeap(account);
        _live = new ScratchBuffer(account);
        _groupsOfLive = new ScratchBuffer(account);
        _rows = new ScratchBuffer(account);
        _inserted = new ScratchBuffer(account);
        if (deferred.Values is { } values)
        {
            _values = new GroupTable(values, account);
            return;
        }

        _ownRows = new TuplePartitions(deferred.Layout, deferred.PartitionCount, account);
        if (!deferred.IsDistinct)
            return;
        _table = new TupleTable(deferred.Layout, account);
        _keys = new KeyRows(deferred.Layout, account);
    }

    /// <summary>The rows.</summary>
    public TuplePartitions Rows => _ownRows ?? _values!.Groups;

    /// <summary>True when rows that do not count may be there all the same.</summary>
    public bool HasDuplicates => _values is { HasDuplicates: true };

    /// <summary>Bytes of the rows and their table.</summary>
    public long UsedBytes => _values?.UsedBytes ?? _ownRows!.UsedBytes + (_table?.UsedBytes ?? 0);

    /// <summary>Adds rows of a batch.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="rows">The rows that count.</param>
    /// <param name="groups">The group of each row of the batch; null without GROUP BY.</param>
    public void Add(RecordBatch batch, Rows rows, nint* groups)
    {
        if (rows.IsEmpty)
            return;
        var count = rows.Count;
        var live = rows.IsAll ? null : _live.Get<int>(count);
        if (live != null)
            Bitmaps.ToIndices(rows.Words, new Span<int>(live, count));
        if (groups != null && live != null)
        {
            var groupsOfLive = _groupsOfLive.Get<nint>(count);
            for (var i = 0; i < count; i++)
                groupsOfLive[i] = groups[live[i]];
            groups = groupsOfLive;
        }

        if (_values is not null)
            _values.Find(batch, count, live, _rows.Get<nint>(count), _inserted.Get<nint>(count));
        else if (_keys is not null)
            AddDistinct(batch, count, live, groups, _keys, _table!);
        else
            AddAll(batch, count, live, groups);
    }

    /// <summary>Moves the rows into as many partitions as the plan says; no more rows come.</summary>
    public void Partition()
    {
        if (_values is { Groups.Count: 1 })
            _values.Partition(isComplete: true);
    }

    /// <summary>Frees what is needed only while rows come.</summary>
    public void EndOfInput()
    {
        _values?.EndOfInput();
        _table?.Dispose();
        _keys?.Dispose();
        _nested.Dispose();
        _live.Dispose();
        _groupsOfLive.Dispose();
        _rows.Dispose();
        _inserted.Dispose();
        foreach (var reader in _readers)
            reader.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        EndOfInput();
        _values?.Dispose();
        _ownRows?.Dispose();
    }

    private void AddDistinct(RecordBatch batch, int count, int* live, nint* groups, KeyRows keys, TupleTable table)
    {
        keys.Read(batch.Vectors, _deferred.Columns.AsSpan(), count, live, groups);
        table.FindOrInsert(keys, Rows, _rows.Get<nint>(count), _inserted.Get<nint>(count), groups);
    }

    private void AddAll(RecordBatch batch, int count, int* live, nint* groups)
    {
        var rows = _rows.Get<nint>(count);
        for (var i = 0; i < count; i++)
            rows[i] = (nint)StoreOf(groups, i).Append();
        Begin(rows, count, _deferred.Layout);
        if (groups != null)
        {
            for (var i = 0; i < count; i++)
                *(nint*)(rows[i] + _deferred.GroupColumn!.Value.Offset) = groups[i];
        }

        _nested.Reset();
        for (var c = 0; c < _readers.Length; c++)
        {
            var column = _deferred.ValueColumns[c];
            _readers[c].Read(batch[_deferred.Columns[c]], count, live);
            TupleScatter.Write(_readers[c], column, rows, isKey: false, _nested);
            if (column.Physical != Core.Types.PhysicalType.View)
                continue;
            for (var i = 0; i < count; i++)
                TupleScatter.CopyLongView((Utf8View*)(rows[i] + column.Offset), StoreOf(groups, i).Heap);
        }

        var (partition, sequence) = (_deferred.PositionColumns[0].Offset, _deferred.PositionColumns[1].Offset);
        for (var i = 0; i < count; i++)
        {
            *(long*)(rows[i] + partition) = batch.PartitionOrdinal;
            *(long*)(rows[i] + sequence) = (batch.Sequence << 16) + (live == null ? i : live[i]);
        }
    }

    private TupleStore StoreOf(nint* groups, int i) => groups == null ? Rows[0] : Rows.Of(*(ulong*)groups[i]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin(nint* rows, int count, TupleLayout layout)
    {
        for (var i = 0; i < count; i++)
        {
            for (var b = 0; b < layout.PayloadValidityBytes; b++)
                *((byte*)rows[i] + layout.PayloadValidityOffset + b) = 0xFF;
        }
    }
}

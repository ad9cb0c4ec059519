using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>The kept rows of one worker, in the order in which they came, and what is known of them.</summary>
internal sealed unsafe class JoinBuildLocal : LocalSink
{
    private readonly JoinPlan _plan;
    private readonly JoinNulls _nulls;
    private readonly KeyRows? _keys;
    private readonly ColumnReader[] _readers;
    private readonly StringHeap _nested;
    private readonly ScratchBuffer _rows;
    private readonly ScratchBuffer _kept;
    private readonly ScratchBuffer _keptKeys;
    private bool _isHandedOver;

    /// <summary>No rows.</summary>
    public JoinBuildLocal(JoinPlan plan, MemoryAccount account)
    {
        _plan = plan;
        _nulls = new JoinNulls(plan.Layout, plan.AreNullSafe);
        Rows = new TupleStore(plan.Layout, account);
        HasNulls = new bool[plan.BuildTypes.Count];
        _keys = plan.BuildKeys.IsEmpty ? null : new KeyRows(plan.Layout, account);
        _readers = new ColumnReader[plan.Payload.Length];
        for (var i = 0; i < _readers.Length; i++)
            _readers[i] = new ColumnReader(account);
        _nested = new StringHeap(account);
        _rows = new ScratchBuffer(account);
        _kept = new ScratchBuffer(account);
        _keptKeys = new ScratchBuffer(account);
    }

    /// <summary>The rows.</summary>
    public TupleStore Rows { get; }

    /// <summary>Where the rows of a partition begin; in the order of partitions.</summary>
    public List<(int Partition, long FirstRow)> Partitions { get; } = [];

    /// <summary>How many of the rows can have matches.</summary>
    public long KeyedCount { get; private set; }

    /// <summary>True when there was any row, kept or not.</summary>
    public bool HasRows { get; private set; }

    /// <summary>True when a row with NULL in a key was seen that can have no match.</summary>
    public bool HasNullKey { get; private set; }

    /// <summary>For each column whether a row that is kept may have NULL there.</summary>
    public bool[] HasNulls { get; }

    /// <summary>The smallest integer key; above <see cref="MaxKey"/> when there is none.</summary>
    public long MinKey { get; private set; } = long.MaxValue;

    /// <summary>The largest integer key.</summary>
    public long MaxKey { get; private set; } = long.MinValue;

    /// <summary>Bytes held, as of the last batch.</summary>
    public long UsedBytes { get; private set; }

    /// <inheritdoc />
    public override SinkStatus Consume(RecordBatch batch, TaskContext context)
    {
        context.ThrowIfCanceled();
        var count = batch.LiveCount;
        if (count == 0)
            return SinkStatus.More;
        HasRows = true;
        Load(batch);
        var live = batch.Selection is { } selection && count < batch.RowCount ? Pointer(selection.Indices) : null;
        if (Partitions.Count == 0 || Partitions[^1].Partition != batch.PartitionOrdinal)
            Partitions.Add((batch.PartitionOrdinal, Rows.RowCount));
        if (_keys is null)
            Append(batch, count, live);
        else
            Append(batch, count, live, _keys);
        UsedBytes = Rows.UsedBytes;
        return SinkStatus.More;
    }

    /// <summary>Frees what is needed only while rows come.</summary>
    public void FinishInput()
    {
        _isHandedOver = true;
        FreeScratch();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (!_isHandedOver)
            Free();
    }

    /// <summary>Frees everything.</summary>
    public void Free()
    {
        FreeScratch();
        Rows.Dispose();
        UsedBytes = 0;
    }

    private void FreeScratch()
    {
        _keys?.Dispose();
        foreach (var reader in _readers)
            reader.Dispose();
        _nested.Dispose();
        _rows.Dispose();
        _kept.Dispose();
        _keptKeys.Dispose();
    }

    private void Load(RecordBatch batch)
    {
        foreach (var key in _plan.BuildKeys)
            (batch[key] as LazyVector)?.Load(batch.Rows);
        foreach (var column in _plan.Payload)
            (batch[column] as LazyVector)?.Load(batch.Rows);
    }

    // Without keys all rows match: the first word is for the next row alone.
    private void Append(RecordBatch batch, int count, int* live)
    {
        var rows = _rows.Get<nint>(count);
        Rows.Append(new Span<nint>(rows, count));
        for (var i = 0; i < count; i++)
            *(ulong*)rows[i] = 0;
        KeyedCount += count;
        WritePayload(batch, rows, count, live);
    }

    private void Append(RecordBatch batch, int count, int* live, KeyRows keys)
    {
        keys.Read(batch.Vectors, _plan.BuildKeys.AsSpan(), count, live);
        var kept = live;
        var (keptCount, keyedCount) = (count, count);
        nint* keptKeys = null;      // none needed: rows stand side by side
        if (!_nulls.MayAllMatch(keys.First, _plan.Layout.KeyBytes, count))
        {
            keptKeys = _keptKeys.Get<nint>(count);
            kept = _kept.Get<int>(count);
            keyedCount = Select(keys, live, kept, keptKeys, count, out keptCount);
        }

        KeyedCount += keyedCount;
        HasNullKey |= keyedCount < count;
        if (keptCount == 0)
            return;
        var rows = _rows.Get<nint>(keptCount);
        Rows.Append(new Span<nint>(rows, keptCount));
        if (keptKeys == null)
            Copy(keys.First, rows, keptCount, _plan.Layout.KeyBytes >> 3);
        else
            Copy(keptKeys, rows, keptCount, _plan.Layout.KeyBytes >> 3);
        NoteNullKeys(rows, keptCount);
        if (_plan.Layout.Keys.Length == 1 && _plan.Layout.KeyBytes == 2 * sizeof(ulong))
            NoteRange(rows, keptCount);
        for (var view = 0; view < _plan.Layout.KeyViewCount; view++)
            TupleScatter.CopyLongViews(rows, _plan.Layout.KeyViewOffset + (view * sizeof(Utf8View)), keptCount, Rows.Heap);
        WritePayload(batch, rows, keptCount, kept);
    }

    // Rows that can match nothing are left out, but where the join gives them out.
    private int Select(KeyRows keys, int* live, int* kept, nint* keptKeys, int count, out int keptCount)
    {
        var (stride, keepsAll) = (_plan.Layout.KeyBytes, _plan.KeepsNullKeys);
        var key = keys.First;
        var keyedCount = 0;
        keptCount = 0;
        for (var i = 0; i < count; i++, key += stride)
        {
            var mayMatch = _nulls.MayMatch(key);
            keyedCount += mayMatch ? 1 : 0;
            kept[keptCount] = live == null ? i : live[i];
            keptKeys[keptCount] = (nint)key;
            keptCount += mayMatch || keepsAll ? 1 : 0;
        }

        return keyedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(nint* keys, nint* rows, int count, int wordCount)
    {
        for (var i = 0; i < count; i++)
        {
            var from = (ulong*)keys[i];
            var to = (ulong*)rows[i];
            for (var w = 0; w < wordCount; w++)
                to[w] = from[w];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(byte* keys, nint* rows, int count, int wordCount)
    {
        if (wordCount == 2)
        {
            for (var i = 0; i < count; i++, keys += 2 * sizeof(ulong))
                Vector128.Load(keys).Store((byte*)rows[i]);
            return;
        }

        var from = (ulong*)keys;
        for (var i = 0; i < count; i++, from += wordCount)
        {
            for (var w = 0; w < wordCount; w++)
                ((ulong*)rows[i])[w] = from[w];
        }
    }

    private void NoteNullKeys(nint* rows, int count)
    {
        for (var k = 0; k < _plan.BuildKeys.Length; k++)
        {
            ref var hasNulls = ref HasNulls[_plan.BuildKeys[k]];
            if (!hasNulls && (_plan.KeepsNullKeys || _plan.AreNullSafe[k]))
                hasNulls = AnyNull(rows, count, _plan.Layout.Keys[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AnyNull(nint* rows, int count, TupleColumn column)
    {
        var all = column.ValidityMask;
        for (var i = 0; i < count; i++)
            all &= *((byte*)rows[i] + column.ValidityOffset);
        return all == 0;
    }

    private void NoteRange(nint* rows, int count)
    {
        var (min, max) = _plan.Layout.Keys[0].Physical switch
        {
            PhysicalType.Int8 => RangeOf<sbyte>(rows, count),
            PhysicalType.Int16 => RangeOf<short>(rows, count),
            PhysicalType.Int32 => RangeOf<int>(rows, count),
            PhysicalType.Int64 => RangeOf<long>(rows, count),
            _ => (long.MaxValue, long.MinValue),
        };
        MinKey = Math.Min(MinKey, min);
        MaxKey = Math.Max(MaxKey, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long Min, long Max) RangeOf<T>(nint* rows, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        var nulls = _nulls;
        var (min, max) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < count; i++)
        {
            if (!nulls.MayMatch((byte*)rows[i]))
                continue;
            var key = long.CreateTruncating(*(T*)(rows[i] + sizeof(ulong)));
            min = Math.Min(min, key);
            max = Math.Max(max, key);
        }

        return (min, max);
    }

    private void WritePayload(RecordBatch batch, nint* rows, int count, int* live)
    {
        var layout = _plan.Layout;
        if (_readers.Length > 0)
            SetValid(rows, count, layout.PayloadValidityOffset, layout.PayloadValidityBytes);
        _nested.Reset();
        for (var c = 0; c < _readers.Length; c++)
        {
            var (reader, column) = (_readers[c], layout.Payload[c]);
            reader.Read(batch[_plan.Payload[c]], count, live);
            HasNulls[_plan.Payload[c]] |= reader.Validity != null;
            TupleScatter.Write(reader, column, rows, isKey: false, _nested);
            if (column.Physical == PhysicalType.View && (column.IsNested || !Rows.TryKeepHeaps(reader.Values)))
                TupleScatter.CopyLongViews(rows, column.Offset, count, Rows.Heap);
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

    private static int* Pointer(ReadOnlySpan<int> native) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(native));
}

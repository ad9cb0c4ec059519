using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>The keys of a batch as rows with their hashes, ready to be looked up. Views point to where they did in the batch.</summary>
internal sealed unsafe class KeyRows : IDisposable
{
    private readonly ColumnReader[] _readers;
    private readonly ScratchBuffer _rows;
    private readonly ScratchBuffer _addresses;
    private readonly StringHeap? _nested;

    /// <summary>An empty set of rows.</summary>
    /// <param name="layout">The layout of the rows that will be looked up.</param>
    /// <param name="account">Pays for scratch memory.</param>
    public KeyRows(TupleLayout layout, MemoryAccount account)
    {
        Layout = layout;
        _readers = new ColumnReader[layout.Keys.Length];
        for (var i = 0; i < _readers.Length; i++)
        {
            _readers[i] = new ColumnReader(account);
            if (layout.Keys[i].IsNested)
                _nested ??= new StringHeap(account);
        }

        _rows = new ScratchBuffer(account);
        _addresses = new ScratchBuffer(account);
    }

    /// <summary>The layout of the keys.</summary>
    public TupleLayout Layout { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first row; they follow each other at <see cref="TupleLayout.KeyBytes"/>.</summary>
    public byte* First { get; private set; }

    /// <summary>The hash of a row, with validity bits in the low byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong HashOf(int row) => *(ulong*)(First + ((long)row * Layout.KeyBytes));

    /// <summary>Reads the keys of live rows.</summary>
    /// <param name="vectors">The columns of the batch.</param>
    /// <param name="ordinals">Which of them are the keys.</param>
    /// <param name="count">How many rows are live.</param>
    /// <param name="live">Their numbers; null when the first <paramref name="count"/> are.</param>
    /// <param name="owners">The values of a BIGINT key before those of the batch, one a live row; null when there is none.</param>
    public void Read(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> ordinals, int count, int* live, nint* owners = null)
    {
        Count = count;
        First = _rows.Get<byte>((long)Math.Max(Count, 1) * Layout.KeyBytes);
        if (owners == null && IsOneInt64(vectors[ordinals[0]], out var keys))
        {
            TupleHash.WriteInt64(Layout, keys, live, First, count);
            return;
        }

        var addresses = _addresses.Get<nint>(Math.Max(Count, 1));
        Begin(addresses);
        _nested?.Reset();
        var ownerKeys = owners == null ? 0 : 1;
        for (var i = 0; i < count && owners != null; i++)
            *(nint*)(addresses[i] + Layout.Keys[0].Offset) = owners[i];
        for (var i = ownerKeys; i < _readers.Length; i++)
        {
            _readers[i].Read(vectors[ordinals[i - ownerKeys]], count, live);
            TupleScatter.Write(_readers[i], Layout.Keys[i], addresses, isKey: true, _nested);
        }

        TupleHash.Write(Layout, First, Layout.KeyBytes, Count);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var reader in _readers)
            reader.Dispose();
        _rows.Dispose();
        _addresses.Dispose();
        _nested?.Dispose();
    }

    private bool IsOneInt64(Vector vector, out long* keys)
    {
        if (vector is LazyVector { Loaded: { } loaded })
            vector = loaded;
        var isOne = Layout.Keys.Length == 1 && Layout.Keys[0].Physical == PhysicalType.Int64
            && vector is FlatVector { Physical: PhysicalType.Int64, MayHaveNulls: false };
        keys = isOne ? (long*)((FlatVector)vector).Address : null;
        return isOne;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Begin(nint* addresses)
    {
        var row = First;
        var (stride, validity, furtherWords) = (Layout.KeyBytes, Layout.FirstWordValidity, Layout.KeyValidityWords);
        for (var i = 0; i < Count; i++, row += stride)
        {
            addresses[i] = (nint)row;
            var words = (ulong*)row;
            words[0] = validity;
            for (var w = 1; w <= furtherWords; w++)
                words[w] = ulong.MaxValue;
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>Stores of one layout, a power of two of them; the highest bits of a row's hash say which one holds it.</summary>
internal sealed class TuplePartitions : IDisposable
{
    private const int PartitionedPageBytes = 32 * 1024;

    private readonly TupleStore[] _stores;
    private readonly int _shift;

    /// <summary>Empty stores.</summary>
    /// <param name="layout">The layout of the rows.</param>
    /// <param name="count">How many; a power of two. One store takes rows of any hash.</param>
    /// <param name="account">Pays for them.</param>
    public TuplePartitions(TupleLayout layout, int count, MemoryAccount account)
    {
        _shift = 63 - BitOperations.Log2((uint)count);
        _stores = new TupleStore[count];
        for (var i = 0; i < count; i++)
            _stores[i] = new TupleStore(layout, account, count == 1 ? TupleStore.MaxPageBytes : PartitionedPageBytes);
    }

    /// <summary>How many partitions there are.</summary>
    public int Count => _stores.Length;

    /// <summary>One partition.</summary>
    public TupleStore this[int index] => _stores[index];

    /// <summary>The partition of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TupleStore Of(ulong hash) => _stores[(int)(hash >>> 1 >>> _shift)];

    /// <summary>Rows of all partitions.</summary>
    public long RowCount
    {
        get
        {
            var count = 0L;
            foreach (var store in _stores)
                count += store.RowCount;
            return count;
        }
    }

    /// <summary>Bytes of all partitions.</summary>
    public long UsedBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var store in _stores)
                bytes += store.UsedBytes;
            return bytes;
        }
    }

    /// <summary>Takes over what views of rows of <paramref name="other"/> point into; its rows were copied here.</summary>
    public void KeepHeapOf(TupleStore other) => _stores[0].TakeHeap(other);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var store in _stores)
            store.Dispose();
    }
}

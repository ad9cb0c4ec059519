using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>
/// A hash table over rows by their keys: linear probing, each slot the row's address with 16 bits of its hash, or with the key itself where it is one
/// word. Looked up a batch at a time, so that the memory of many rows is on its way at once.
/// </summary>
/// <remarks>Rows live in stores; the table only points to them. Addresses have at most 48 bits, as user space has on x64 and Arm64.</remarks>
internal sealed unsafe partial class TupleTable : IDisposable
{
    private const int FirstSlotCount = 1024;
    private const int FastGrowthSlots = 1 << 20;
    private const int ChunkRows = 1024;
    private const int CachedSlotBytes = 256 * 1024;
    private const int CachedRowBytes = 1024 * 1024;
    private const int SaltShift = 40;
    private const ulong AddressMask = (1UL << 48) - 1;

    private readonly TupleLayout _layout;
    private readonly MemoryAccount _account;
    private readonly bool _areWords;
    private NativeBuffer? _slots;
    private ulong _mask;
    private long _limit;

    /// <summary>An empty table.</summary>
    /// <param name="layout">The layout of the rows; it has keys.</param>
    /// <param name="account">Pays for the slots.</param>
    public TupleTable(TupleLayout layout, MemoryAccount account)
    {
        Debug.Assert(layout.KeyBytes > 0, "rows without keys cannot be looked up");
        _layout = layout;
        _account = account;
        _areWords = layout.KeyBytes == 16 && layout.KeyViewCount == 0;
    }

    /// <summary>Rows in the table.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of the slots.</summary>
    public long UsedBytes => _slots?.ByteLength ?? 0;

    private int SlotBytes => _areWords ? sizeof(WordSlot) : sizeof(ulong);

    /// <summary>Makes room for <paramref name="count"/> rows in all.</summary>
    public void Reserve(long count)
    {
        if (count > _limit)
            Grow(count);
    }

    /// <summary>Finds the rows with the given keys; keys that are new get a new row, with only its key part written.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="target">Takes new rows.</param>
    /// <param name="rows">Room for an address for each key.</param>
    /// <param name="inserted">Room for the addresses of new rows, as many as there are keys.</param>
    /// <param name="owners">Rows whose hashes choose the partition of new rows, one a key; null when the keys' own do.</param>
    /// <returns>How many rows are new.</returns>
    public int FindOrInsert(KeyRows keys, TuplePartitions target, nint* rows, nint* inserted, nint* owners = null)
    {
        var insertedCount = 0;
        for (var start = 0; start < keys.Count; start += ChunkRows)
        {
            var count = Math.Min(ChunkRows, keys.Count - start);
            Reserve(Count + count);
            var first = keys.First + ((long)start * _layout.KeyBytes);
            if (_areWords)
            {
                insertedCount += ProbeWords(first, count, target, rows + start, inserted + insertedCount, owners == null ? null : owners + start);
                continue;
            }

            if (_slots!.ByteLength > CachedSlotBytes)
                PrefetchSlots(first, _layout.KeyBytes, count);
            if (Count * _layout.RowBytes > CachedRowBytes)
                PrefetchRows(first, _layout.KeyBytes, count);
            insertedCount += Probe(first, count, target, rows + start, inserted + insertedCount, owners == null ? null : owners + start);
        }

        return insertedCount;
    }

    /// <summary>Finds rows by the keys of other rows, such as those of another store. Missing ones are added themselves.</summary>
    /// <param name="others">Rows of the table's layout.</param>
    /// <param name="count">How many.</param>
    /// <param name="rows">Room for an address for each: the row that was in the table before, or the other row itself when it was added.</param>
    public void FindOrAdopt(nint* others, int count, nint* rows)
    {
        for (var start = 0; start < count; start += ChunkRows)
        {
            var chunk = Math.Min(ChunkRows, count - start);
            Reserve(Count + chunk);
            if (_slots!.ByteLength > CachedSlotBytes)
                PrefetchSlotsOf(others + start, chunk);
            if (_areWords)
                AdoptWords(others + start, chunk, rows + start);
            else if (_layout.KeyViewCount > 0)
                Adopt(new KeysWithViews(_layout), others + start, chunk, rows + start);
            else
                Adopt(new Words(_layout), others + start, chunk, rows + start);
        }
    }

    /// <summary>Makes a row for each key without looking it up.</summary>
    public static void Append(KeyRows keys, TuplePartitions target, nint* rows)
    {
        var key = keys.First;
        for (var i = 0; i < keys.Count; i++, key += keys.Layout.KeyBytes)
            rows[i] = (nint)Insert(keys.Layout, key, target.Of(*(ulong*)key));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _slots?.Release();
        _slots = null;
        _limit = 0;
        Count = 0;
    }

    private int Probe(byte* keys, int count, TuplePartitions target, nint* rows, nint* inserted, nint* owners)
    {
        if (_layout.KeyViewCount > 0)
            return Probe(new KeysWithViews(_layout), keys, count, target, rows, inserted, owners);
        return Probe(new Words(_layout), keys, count, target, rows, inserted, owners);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Probe<TKeys>(TKeys equality, byte* keys, int count, TuplePartitions target, nint* rows, nint* inserted, nint* owners)
        where TKeys : struct, IKeyEquality
    {
        var slots = (ulong*)_slots!.Address;
        var (mask, stride) = (_mask, equality.KeyBytes);
        var insertedCount = 0;
        for (var i = 0; i < count; i++, keys += stride)
        {
            var hash = *(ulong*)keys;
            var slot = (hash >>> 8) & mask;
            var salt = hash >>> SaltShift << 48;
            while (true)
            {
                var entry = slots[slot];
                if (entry == 0)
                {
                    var row = (nint)Insert(_layout, keys, target.Of(owners == null ? hash : *(ulong*)owners[i]));
                    slots[slot] = salt | (ulong)row;
                    inserted[insertedCount++] = row;
                    rows[i] = row;
                    break;
                }

                if ((entry & ~AddressMask) == salt)
                {
                    var row = (nint)(entry & AddressMask);
                    if (equality.AreEqual(keys, (byte*)row))
                    {
                        rows[i] = row;
                        break;
                    }
                }

                slot = (slot + 1) & mask;
            }
        }

        Count += insertedCount;
        return insertedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Adopt<TKeys>(TKeys equality, nint* others, int count, nint* rows)
        where TKeys : struct, IKeyEquality
    {
        var slots = (ulong*)_slots!.Address;
        var mask = _mask;
        var adoptedCount = 0;
        for (var i = 0; i < count; i++)
        {
            var other = others[i];
            var hash = *(ulong*)other;
            var slot = (hash >>> 8) & mask;
            var salt = hash >>> SaltShift << 48;
            while (true)
            {
                var entry = slots[slot];
                if (entry == 0)
                {
                    slots[slot] = salt | (ulong)other;
                    rows[i] = other;
                    adoptedCount++;
                    break;
                }

                if ((entry & ~AddressMask) == salt)
                {
                    var row = (nint)(entry & AddressMask);
                    if (equality.AreEqual((byte*)other, (byte*)row))
                    {
                        rows[i] = row;
                        break;
                    }
                }

                slot = (slot + 1) & mask;
            }
        }

        Count += adoptedCount;
    }

    private static byte* Insert(TupleLayout layout, byte* key, TupleStore store)
    {
        var row = store.Append();
        var words = layout.KeyBytes >> 3;
        for (var w = 0; w < words; w++)
            ((ulong*)row)[w] = ((ulong*)key)[w];
        for (var view = 0; view < layout.KeyViewCount; view++)
            TupleScatter.CopyLongView((Utf8View*)(row + layout.KeyViewOffset) + view, store.Heap);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PrefetchSlotsOf(nint* rows, int count)
    {
        var slots = _slots!.Address;
        var (mask, slotBytes) = (_mask, (ulong)SlotBytes);
        for (var i = 0; i < count; i++)
            Prefetch.Line(slots + (((*(ulong*)rows[i] >>> 8) & mask) * slotBytes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PrefetchSlots(byte* keys, int stride, int count)
    {
        var slots = (ulong*)_slots!.Address;
        var mask = _mask;
        for (var i = 0; i < count; i++, keys += stride)
            Prefetch.Line(slots + ((*(ulong*)keys >>> 8) & mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PrefetchRows(byte* keys, int stride, int count)
    {
        var slots = (ulong*)_slots!.Address;
        var mask = _mask;
        for (var i = 0; i < count; i++, keys += stride)
            Prefetch.Line((void*)(slots[(*(ulong*)keys >>> 8) & mask] & AddressMask));
    }

    // At most 5/8 full. The slots of small tables grow by four at a time: copying them costs more than their room.
    private void Grow(long count)
    {
        var slotCount = (long)(_slots is null ? FirstSlotCount : (_mask + 1) * (_mask < FastGrowthSlots ? 4UL : 2UL));
        slotCount = Math.Max(slotCount, (long)BitOperations.RoundUpToPowerOf2((ulong)(count * 8 / 5) + 1));
        var slots = _account.Allocate(slotCount * SlotBytes, zeroed: true);
        var old = _slots;
        _slots = slots;
        _mask = (ulong)slotCount - 1;
        _limit = slotCount / 8 * 5;
        if (old is null)
            return;
        if (_areWords)
            RefillWords((WordSlot*)old.Address, old.ByteLength / sizeof(WordSlot), (WordSlot*)slots.Address, _mask);
        else
            Refill((ulong*)old.Address, old.ByteLength / sizeof(ulong), (ulong*)slots.Address, _mask);
        old.Release();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Refill(ulong* from, long fromCount, ulong* slots, ulong mask)
    {
        const int Ahead = 16;
        for (var i = 0L; i < fromCount; i++)
        {
            if (i + Ahead < fromCount)
                Prefetch.Line((void*)(from[i + Ahead] & AddressMask));
            var entry = from[i];
            if (entry == 0)
                continue;
            var slot = (*(ulong*)(entry & AddressMask) >>> 8) & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = entry;
        }
    }

    private interface IKeyEquality
    {
        int KeyBytes { get; }

        bool AreEqual(byte* left, byte* right);
    }

    private readonly struct Words(TupleLayout layout) : IKeyEquality
    {
        public int KeyBytes { get; } = layout.KeyBytes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool AreEqual(byte* left, byte* right)
        {
            for (var offset = 0; offset < KeyBytes; offset += 8)
            {
                if (*(ulong*)(left + offset) != *(ulong*)(right + offset))
                    return false;
            }

            return true;
        }
    }

    private readonly struct KeysWithViews(TupleLayout layout) : IKeyEquality
    {
        private readonly int _viewBegin = layout.KeyViewOffset;
        private readonly int _viewEnd = layout.KeyViewOffset + (layout.KeyViewCount * 16);

        public int KeyBytes { get; } = layout.KeyBytes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool AreEqual(byte* left, byte* right)
        {
            for (var offset = 0; offset < _viewBegin; offset += 8)
            {
                if (*(ulong*)(left + offset) != *(ulong*)(right + offset))
                    return false;
            }

            for (var offset = _viewBegin; offset < _viewEnd; offset += 16)
            {
                if (!((Utf8View*)(left + offset))->Equals(*(Utf8View*)(right + offset)))
                    return false;
            }

            for (var offset = _viewEnd; offset < KeyBytes; offset += 8)
            {
                if (*(ulong*)(left + offset) != *(ulong*)(right + offset))
                    return false;
            }

            return true;
        }
    }
}

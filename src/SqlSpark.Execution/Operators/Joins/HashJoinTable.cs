using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Keys of any kind: linear probing by hash. Each part is a range of the slots; what finds no room up to the end of its range is added when all parts are there.</summary>
/// <typeparam name="TSlots">What stands in a slot.</typeparam>
internal sealed unsafe class HashJoinTable<TSlots> : JoinTable
    where TSlots : struct, IJoinSlots<TSlots>
{
    // Rows between asking for a slot and looking at it: as many lines as a core fetches at once.
    private const int SlotsAhead = 24;

    private readonly TupleLayout _layout;
    private readonly JoinNulls _nulls;
    private readonly NativeList<nint>[] _overflow;
    private readonly ulong _mask;
    private readonly int _slotShift;        // the highest bits of the hash choose the slot, so those choose the part
    private readonly int _partShift;
    private readonly long _rowBytes;
    private readonly TSlots _shape;
    private NativeBuffer? _slots;

    /// <summary>An empty table.</summary>
    /// <param name="layout">The layout of the rows.</param>
    /// <param name="nulls">Tells rows that match nothing.</param>
    /// <param name="rowCount">Rows with keys.</param>
    /// <param name="partCount">How many parts; a power of two.</param>
    /// <param name="account">Pays for the slots.</param>
    public HashJoinTable(TupleLayout layout, JoinNulls nulls, long rowCount, int partCount, MemoryAccount account)
        : base(partCount)
    {
        _layout = layout;
        _nulls = nulls;
        _shape = TSlots.Create(layout);
        var slotCount = SlotCountFor(rowCount);
        _mask = (ulong)slotCount - 1;
        _slotShift = 64 - BitOperations.Log2((ulong)slotCount);
        _partShift = BitOperations.Log2((ulong)slotCount) - BitOperations.Log2((uint)partCount);
        _rowBytes = rowCount * layout.RowBytes;
        _overflow = new NativeList<nint>[partCount];
        for (var i = 0; i < partCount; i++)
            _overflow[i] = new NativeList<nint>(account);
        _slots = account.Allocate(slotCount * TSlots.SlotBytes, zeroed: true);
    }

    /// <inheritdoc />
    public override long UsedBytes
    {
        get
        {
            var bytes = _slots?.ByteLength ?? 0;
            foreach (var list in _overflow)
                bytes += list.UsedBytes;
            return bytes;
        }
    }

    /// <inheritdoc />
    public override void Add(int part, nint* rows, int count)
    {
        var mine = stackalloc nint[count];
        var mineCount = Choose(part, rows, count, mine);
        AddAll(part, mine, mineCount);
    }

    /// <inheritdoc />
    public override JoinFinder CreateFinder(MemoryAccount account) => new Finder(this, account);

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var list in _overflow)
            list.Dispose();
        _slots?.Release();
        _slots = null;
    }

    /// <summary>Adds what found no room in its range; the rows of one key are all among these or none is.</summary>
    protected override void Finish()
    {
        foreach (var list in _overflow)
        {
            var hasDuplicates = false;
            for (var i = 0; i < list.Count; i++)
                TryAdd(list.First[i], 0, _mask, wraps: true, ref hasDuplicates);
            NoteDuplicates(0, hasDuplicates);
            list.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Choose(int part, nint* rows, int count, nint* mine)
    {
        var slots = _slots!.Address;
        var mineCount = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var slot = *(ulong*)row >>> _slotShift;
            if ((int)(slot >>> _partShift) != part)
                continue;
            if (!_nulls.MayMatch((byte*)row))
            {
                JoinRow.SetNext(row, 0);
                continue;
            }

            mine[mineCount++] = row;
            Prefetch.Line(slots + (slot * (ulong)TSlots.SlotBytes));
        }

        return mineCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAll(int part, nint* rows, int count)
    {
        var last = ((ulong)(part + 1) << _partShift) - 1;
        var first = (ulong)part << _partShift;
        var wraps = PartCount == 1;
        var hasDuplicates = false;
        for (var i = 0; i < count; i++)
        {
            if (!TryAdd(rows[i], first, last, wraps, ref hasDuplicates))
                _overflow[part].Add(rows[i]);
        }

        NoteDuplicates(part, hasDuplicates);
    }

    // A row that was not added keeps its hash.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryAdd(nint row, ulong first, ulong last, bool wraps, ref bool hasDuplicates)
    {
        var slots = _slots!.Address;
        var slot = *(ulong*)row >>> _slotShift;
        while (true)
        {
            var place = slots + (slot * (ulong)TSlots.SlotBytes);
            var found = TSlots.RowIn(place);
            if (found == 0 || _shape.IsMatch(place, (byte*)row))
            {
                hasDuplicates |= found != 0;
                TSlots.Set(place, row);
                JoinRow.SetNext(row, found);
                return true;
            }

            if (slot != last)
                slot++;
            else if (wraps)
                slot = first;
            else
                return false;
        }
    }

    private sealed class Finder(HashJoinTable<TSlots> table, MemoryAccount account) : JoinFinder
    {
        private readonly KeyRows _keys = new(table._layout, account);
        private readonly bool _wantsSlots = table.UsedBytes > CachedBytes;
        private readonly bool _wantsRows = table._rowBytes > CachedBytes;

        public override void Find(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> keys, int count, int* live, nint* heads)
        {
            _keys.Read(vectors, keys, count, live);
            if (_wantsRows && TSlots.ComparesRows)
                PrefetchRows(_keys.First, count);
            Find(_keys.First, count, heads);
            if (_wantsRows)
                Prefetch.Lines(heads, count);
        }

        public override void Dispose() => _keys.Dispose();

        // Slots come first: rows are asked for by what stands in them.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void PrefetchRows(byte* keys, int count)
        {
            var slots = table._slots!.Address;
            var (shift, stride) = (table._slotShift, table._layout.KeyBytes);
            for (var i = 0; i < count; i++)
            {
                if (_wantsSlots && i + SlotsAhead < count)
                    Prefetch.Line(slots + ((*(ulong*)(keys + ((long)SlotsAhead * stride)) >>> shift) * (ulong)TSlots.SlotBytes));
                Prefetch.Line((void*)TSlots.RowIn(slots + ((*(ulong*)keys >>> shift) * (ulong)TSlots.SlotBytes)));
                keys += stride;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Find(byte* keys, int count, nint* heads)
        {
            var slots = table._slots!.Address;
            var (shift, stride, shape) = (table._slotShift, table._layout.KeyBytes, table._shape);
            var end = slots + ((table._mask + 1) * (ulong)TSlots.SlotBytes);
            for (var i = 0; i < count; i++, keys += stride)
            {
                if (_wantsSlots && i + SlotsAhead < count)
                    Prefetch.Line(slots + ((*(ulong*)(keys + ((long)SlotsAhead * stride)) >>> shift) * (ulong)TSlots.SlotBytes));
                var slot = slots + ((*(ulong*)keys >>> shift) * (ulong)TSlots.SlotBytes);
                nint found;
                while ((found = TSlots.RowIn(slot)) != 0 && !shape.IsMatch(slot, keys))
                {
                    slot += TSlots.SlotBytes;
                    if (slot == end)
                        slot = slots;
                }

                heads[i] = found;
            }
        }
    }
}

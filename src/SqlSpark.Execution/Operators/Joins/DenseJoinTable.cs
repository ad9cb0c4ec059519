using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.State;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// One integer key of a small range: an array of rows, by the distance from the smallest key. Nothing is hashed or compared. Where the join gives few columns of rows that
/// all have keys of their own, there are arrays of the columns in place of that of the rows.
/// </summary>
internal sealed unsafe class DenseJoinTable : JoinTable
{
    private const int ChunkRows = 1024;

    // Slots for a row, at most: above that a hash table is smaller.
    private const ulong SlotsPerRow = 8;

    // Where keys are not unique, so many rows show it as a rule.
    private const int SampleChunks = 8;

    private readonly TupleRuns _runs;
    private readonly MemoryAccount _account;
    private readonly JoinNulls _nulls;
    private readonly PhysicalType _physical;
    private readonly long _min;
    private readonly ulong _slotCount;
    private readonly int _partShift;
    private readonly long _rowBytes;
    private NativeBuffer? _slots;
    private BitmapKeyFilter? _keys;         // with direct columns
    private DirectColumns? _direct;
    private volatile bool _isDirectGivenUp;

    /// <summary>An empty table.</summary>
    /// <param name="layout">The layout of the rows.</param>
    /// <param name="nulls">Tells rows that match nothing.</param>
    /// <param name="min">The smallest key.</param>
    /// <param name="max">The largest key.</param>
    /// <param name="rowCount">Rows with keys.</param>
    /// <param name="partCount">How many parts; a power of two.</param>
    /// <param name="account">Pays for the slots.</param>
    /// <param name="runs">All rows, cut into morsels of at most 1024.</param>
    /// <param name="createDirect">Makes room for direct columns of so many keys, where they are better than rows.</param>
    public DenseJoinTable(
        TupleLayout layout, JoinNulls nulls, long min, long max, long rowCount, int partCount, MemoryAccount account, TupleRuns runs, Func<ulong, DirectColumns?> createDirect)
        : base(partCount)
    {
        InternalErrors.Assert(IsDense(min, max, rowCount));
        _runs = runs;
        _account = account;
        _nulls = nulls;
        _physical = layout.Keys[0].Physical;
        _min = min;
        _slotCount = (ulong)max - (ulong)min + 1;
        _partShift = Math.Max(0, BitOperations.Log2(_slotCount) + 1 - BitOperations.Log2((uint)partCount));
        _rowBytes = rowCount * layout.RowBytes;

        // Workers that fill parts at the same time share no word of bits.
        if (partCount == 1 || _partShift >= 6)
            TryBeDirect(min, max, createDirect);
        if (_direct is null)
            CreateSlots();
    }

    /// <inheritdoc />
    public override long UsedBytes => (_slots?.ByteLength ?? 0) + (_direct?.UsedBytes ?? 0) + (_keys?.UsedBytes ?? 0);

    /// <inheritdoc />
    public override DirectColumns? Direct => _direct;

    /// <summary>True when keys from <paramref name="min"/> to <paramref name="max"/> are close enough together.</summary>
    public static bool IsDense(long min, long max, long rowCount) => min <= max && (ulong)max - (ulong)min < (ulong)rowCount * SlotsPerRow;

    /// <inheritdoc />
    public override void Add(int part, nint* rows, int count)
    {
        if (_direct is null)
            AddToSlots(part, rows, count);
        else if (!_isDirectGivenUp)
            AddToColumns(part, rows, count);
    }

    /// <inheritdoc />
    public override JoinFinder CreateFinder(MemoryAccount account) => new Finder(this, account);

    /// <inheritdoc />
    public override void Dispose()
    {
        _slots?.Release();
        _slots = null;
        DropDirect();
    }

    /// <summary>Where keys turn out not to be unique, rows are put into slots after all.</summary>
    protected override void Finish()
    {
        if (_direct is null || IsUnique)
            return;
        DropDirect();
        CreateSlots();
        var rows = stackalloc nint[ChunkRows];
        for (var chunk = _runs.MorselCount - 1; chunk >= 0; chunk--)
        {
            var position = _runs.MorselAt(chunk);
            var count = _runs.Read(ref position, rows, ChunkRows);
            new Span<nint>(rows, count).Reverse();
            for (var part = 0; part < PartCount; part++)
                AddToSlots(part, rows, count);
        }
    }

    private void CreateSlots() => _slots = _account.Allocate((long)_slotCount * sizeof(nint), zeroed: true);

    private void TryBeDirect(long min, long max, Func<ulong, DirectColumns?> createDirect)
    {
        _direct = createDirect(_slotCount);
        if (_direct is null)
            return;
        _keys = new BitmapKeyFilter(min, max, _account);
        var rows = stackalloc nint[ChunkRows];
        var places = stackalloc int[ChunkRows];
        for (var chunk = 0; chunk < Math.Min(_runs.MorselCount, SampleChunks) && _direct is not null; chunk++)
        {
            var position = _runs.MorselAt(chunk);
            var count = Choose(-1, rows, _runs.Read(ref position, rows, ChunkRows), places);
            if (!_keys.TryAddAll(places, count))
                DropDirect();
        }

        _keys?.Clear();
    }

    private void AddToColumns(int part, nint* rows, int count)
    {
        var places = stackalloc int[ChunkRows];
        for (var start = 0; start < count; start += ChunkRows)
        {
            var mine = rows + start;
            var mineCount = Choose(PartCount == 1 ? -1 : part, mine, Math.Min(ChunkRows, count - start), places);
            if (!_keys!.TryAddAll(places, mineCount))
            {
                NoteDuplicates(part, true);
                _isDirectGivenUp = true;
                return;
            }

            _direct!.Write(mine, places, mineCount);
        }
    }

    // The rows with keys of a part, or of all with part -1, and their places.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Choose(int part, nint* rows, int count, int* places)
    {
        var chosen = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var distance = (ulong)JoinRow.Integer(((ulong*)row)[1], _physical) - (ulong)_min;
            rows[chosen] = row;
            places[chosen] = (int)distance;
            chosen += _nulls.MayMatch((byte*)row) && (part < 0 || (int)(distance >>> _partShift) == part) ? 1 : 0;
        }

        return chosen;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToSlots(int part, nint* rows, int count)
    {
        var slots = (nint*)_slots!.Address;
        var hasDuplicates = false;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var distance = (ulong)JoinRow.Integer(((ulong*)row)[1], _physical) - (ulong)_min;
            if (!_nulls.MayMatch((byte*)row))
            {
                if (part == 0)
                    JoinRow.SetNext(row, 0);
                continue;
            }

            if ((int)(distance >>> _partShift) != part)
                continue;
            var next = slots[distance];
            hasDuplicates |= next != 0;
            JoinRow.SetNext(row, next);
            slots[distance] = row;
        }

        NoteDuplicates(part, hasDuplicates);
    }

    private void DropDirect()
    {
        _direct?.Dispose();
        _direct = null;
        _keys?.Dispose();
        _keys = null;
    }

    private sealed class Finder(DenseJoinTable table, MemoryAccount account) : JoinFinder
    {
        private readonly ColumnReader _reader = new(account);
        private readonly bool _wantsRows = table._rowBytes > CachedBytes;

        public override void Find(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> keys, int count, int* live, nint* heads)
        {
            _reader.Read(vectors[keys[0]], count, live);
            if (_reader.Values is not FlatVector flat)
            {
                new Span<nint>(heads, count).Clear();    // all NULL
                return;
            }

            switch (flat.Physical)
            {
                case PhysicalType.Int8:
                    Find((sbyte*)flat.Address, count, heads);
                    break;
                case PhysicalType.Int16:
                    Find((short*)flat.Address, count, heads);
                    break;
                case PhysicalType.Int32:
                    Find((int*)flat.Address, count, heads);
                    break;
                case PhysicalType.Int64:
                    Find((long*)flat.Address, count, heads);
                    break;
                default:
                    throw InternalErrors.Unreachable(flat.Physical);
            }

            if (_reader.Validity != null)
                ClearNulls(_reader.Validity, heads, count);
        }

        public override int FindPlaces(Vector key, int count, int* live, int* rows, int* places)
        {
            _reader.Read(key, count, live);
            if (_reader.Values is not FlatVector flat)
                return 0;    // all NULL
            var found = flat.Physical switch
            {
                PhysicalType.Int8 => FindPlaces((sbyte*)flat.Address, count, rows, places),
                PhysicalType.Int16 => FindPlaces((short*)flat.Address, count, rows, places),
                PhysicalType.Int32 => FindPlaces((int*)flat.Address, count, rows, places),
                PhysicalType.Int64 => FindPlaces((long*)flat.Address, count, rows, places),
                _ => throw InternalErrors.Unreachable(flat.Physical),
            };
            if (_reader.Validity != null)
                found = DropNulls(_reader.Validity, rows, places, found);
            for (var i = 0; live != null && i < found; i++)
                rows[i] = live[rows[i]];
            return found;
        }

        public override void Dispose() => _reader.Dispose();

        private int FindPlaces<T>(T* values, int count, int* rows, int* places)
            where T : unmanaged, IBinaryInteger<T>
        {
            var keys = table._keys!;
            return _reader.Index == null
                ? KeyBits.Find(values, count, keys.Min, keys.BitCount, keys.Bits, rows, places)
                : KeyBits.Find(values, _reader.Index, count, keys.Min, keys.BitCount, keys.Bits, rows, places);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int DropNulls(ulong* validity, int* rows, int* places, int count)
        {
            var kept = 0;
            for (var i = 0; i < count; i++)
            {
                var row = rows[i];
                (rows[kept], places[kept]) = (row, places[i]);
                kept += (int)(validity[row >>> 6] >>> (row & 63) & 1);
            }

            return kept;
        }

        private void Find<T>(T* values, int count, nint* heads)
            where T : unmanaged, IBinaryInteger<T>
        {
            if (_reader.Index == null)
                FindAll(values, count, heads);
            else
                FindLive(values, _reader.Index, count, heads);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FindAll<T>(T* values, int count, nint* heads)
            where T : unmanaged, IBinaryInteger<T>
        {
            var slots = (nint*)table._slots!.Address;
            var (min, slotCount, wantsRows) = (table._min, table._slotCount, _wantsRows);
            for (var i = 0; i < count; i++)
            {
                var distance = (ulong)long.CreateTruncating(values[i]) - (ulong)min;
                var row = distance < slotCount ? slots[distance] : 0;
                heads[i] = row;
                if (wantsRows)
                    Prefetch.Line((void*)row);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FindLive<T>(T* values, int* index, int count, nint* heads)
            where T : unmanaged, IBinaryInteger<T>
        {
            var slots = (nint*)table._slots!.Address;
            var (min, slotCount, wantsRows) = (table._min, table._slotCount, _wantsRows);
            for (var i = 0; i < count; i++)
            {
                var distance = (ulong)long.CreateTruncating(values[index[i]]) - (ulong)min;
                var row = distance < slotCount ? slots[distance] : 0;
                heads[i] = row;
                if (wantsRows)
                    Prefetch.Line((void*)row);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void ClearNulls(ulong* validity, nint* heads, int count)
        {
            for (var i = 0; i < count; i++)
            {
                if ((validity[i >>> 6] >>> (i & 63) & 1) == 0)
                    heads[i] = 0;
            }
        }
    }
}

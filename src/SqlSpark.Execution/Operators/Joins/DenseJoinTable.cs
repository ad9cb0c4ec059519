using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>One integer key of a small range: an array of rows, by the distance from the smallest key. Nothing is hashed or compared.</summary>
internal sealed unsafe class DenseJoinTable : JoinTable
{
    // Slots for a row, at most: above that a hash table is smaller.
    private const ulong SlotsPerRow = 8;

    private readonly JoinNulls _nulls;
    private readonly PhysicalType _physical;
    private readonly long _min;
    private readonly ulong _slotCount;
    private readonly int _partShift;
    private readonly long _rowBytes;
    private NativeBuffer? _slots;

    /// <summary>An empty table.</summary>
    /// <param name="layout">The layout of the rows.</param>
    /// <param name="nulls">Tells rows that match nothing.</param>
    /// <param name="min">The smallest key.</param>
    /// <param name="max">The largest key.</param>
    /// <param name="rowCount">Rows with keys.</param>
    /// <param name="partCount">How many parts; a power of two.</param>
    /// <param name="account">Pays for the slots.</param>
    public DenseJoinTable(TupleLayout layout, JoinNulls nulls, long min, long max, long rowCount, int partCount, MemoryAccount account)
        : base(partCount)
    {
        InternalErrors.Assert(IsDense(min, max, rowCount));
        _nulls = nulls;
        _physical = layout.Keys[0].Physical;
        _min = min;
        _slotCount = (ulong)max - (ulong)min + 1;
        _partShift = Math.Max(0, BitOperations.Log2(_slotCount) + 1 - BitOperations.Log2((uint)partCount));
        _rowBytes = rowCount * layout.RowBytes;
        _slots = account.Allocate((long)_slotCount * sizeof(nint), zeroed: true);
    }

    /// <inheritdoc />
    public override long UsedBytes => _slots?.ByteLength ?? 0;

    /// <summary>True when keys from <paramref name="min"/> to <paramref name="max"/> are close enough together.</summary>
    public static bool IsDense(long min, long max, long rowCount) => min <= max && (ulong)max - (ulong)min < (ulong)rowCount * SlotsPerRow;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(int part, nint* rows, int count)
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

    /// <inheritdoc />
    public override JoinFinder CreateFinder(MemoryAccount account) => new Finder(this, account);

    /// <inheritdoc />
    public override void Dispose()
    {
        _slots?.Release();
        _slots = null;
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

        public override void Dispose() => _reader.Dispose();

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

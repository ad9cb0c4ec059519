using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>The pages of several <see cref="ColumnStore"/>s of one layout, one after the other: gathers rows by their numbers. Owns no page.</summary>
/// <param name="layout">The layout of the pages.</param>
/// <param name="account">Pays for the list of pages.</param>
internal sealed unsafe partial class ColumnPages(ColumnLayout layout, MemoryAccount account) : IDisposable
{
    private readonly NativeList<nint> _pages = new(account);
    private readonly bool[] _hasNulls = new bool[layout.Columns.Length];

    /// <summary>A bound of the numbers of rows; the last page of each store may have room without rows.</summary>
    public long Numbers => (long)_pages.Count << layout.PageShift;

    /// <summary>Adds the pages of a store, whose rows have numbers from <see cref="Numbers"/> on.</summary>
    public void Add(ColumnStore store)
    {
        for (var page = 0; page < store.PageCount; page++)
            _pages.Add((nint)store.PageAt(page));
        for (var column = 0; column < _hasNulls.Length; column++)
            _hasNulls[column] |= store.HasNulls(column);
    }

    /// <summary>Writes a column of rows to a register, which it begins.</summary>
    /// <param name="index">The column.</param>
    /// <param name="numbers">The numbers of the rows.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="writer">A register of the column's type.</param>
    /// <param name="heaps">The blocks that views point into, to be kept alive with the vector; null to copy long strings.</param>
    public void Read(int index, uint* numbers, int count, VectorWriter writer, List<NativeBuffer>? heaps)
    {
        var column = layout.Columns[index];
        writer.Begin(count);
        if (column.Physical == PhysicalType.Void)
            return;
        if (_hasNulls[index])
            ReadValidity(column.ValidityOffset, numbers, count, writer);
        if (column.Physical == PhysicalType.Bool)
        {
            ReadBits(column.Offset, numbers, count, writer.Bits);
        }
        else if (column.IsNested)
        {
            ReadNested(column, numbers, count, writer);
        }
        else if (column.Physical == PhysicalType.View && heaps is null)
        {
            ReadCopied(column.Offset, numbers, count, writer);
        }
        else
        {
            ReadValues(column, numbers, count, writer.Address);
            if (column.Physical == PhysicalType.View)
            {
                foreach (var heap in heaps!)
                    writer.BorrowHeap(heap);
            }
        }
    }

    /// <summary>Writes a column of rows into rows of a <see cref="TupleStore"/>, as keys of an order; validity bits must be set before.</summary>
    /// <param name="index">The column.</param>
    /// <param name="numbers">The numbers of the rows.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="to">The place in the rows.</param>
    /// <param name="rows">Their addresses.</param>
    public void CopyTo(int index, uint* numbers, int count, TupleColumn to, nint* rows)
    {
        var column = layout.Columns[index];
        switch (TupleColumn.WidthOf(column.Physical))
        {
            case 1:
                Copy<byte>(column.Offset, numbers, count, to.Offset, rows);
                break;
            case 2:
                Copy<short>(column.Offset, numbers, count, to.Offset, rows);
                break;
            case 4:
                Copy<int>(column.Offset, numbers, count, to.Offset, rows);
                break;
            case 8:
                Copy<long>(column.Offset, numbers, count, to.Offset, rows);
                break;
            default:
                Copy<UInt128>(column.Offset, numbers, count, to.Offset, rows);
                break;
        }

        if (!_hasNulls[index])
            return;
        for (var i = 0; i < count; i++)
        {
            if (!IsValid(column.ValidityOffset, numbers[i]))
                *((byte*)rows[i] + to.ValidityOffset) &= (byte)~to.ValidityMask;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _pages.Dispose();

    private void ReadValues(ColumnLayout.Column column, uint* numbers, int count, byte* result)
    {
        switch (TupleColumn.WidthOf(column.Physical))
        {
            case 1:
                Read(column.Offset, numbers, count, result);
                break;
            case 2:
                Read(column.Offset, numbers, count, (short*)result);
                break;
            case 4:
                Read(column.Offset, numbers, count, (int*)result);
                break;
            case 8:
                Read(column.Offset, numbers, count, (long*)result);
                break;
            case 16:
                Read(column.Offset, numbers, count, (UInt128*)result);
                break;
            default:
                throw InternalErrors.Unreachable(column.Physical);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read<T>(long offset, uint* numbers, int count, T* result)
        where T : unmanaged
    {
        var pages = _pages.First;
        var (shift, mask) = (layout.PageShift, (uint)layout.PageRows - 1);
        for (var i = 0; i < count; i++)
            result[i] = ((T*)(pages[numbers[i] >> shift] + offset))[numbers[i] & mask];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy<T>(long offset, uint* numbers, int count, int to, nint* rows)
        where T : unmanaged
    {
        var pages = _pages.First;
        var (shift, mask) = (layout.PageShift, (uint)layout.PageRows - 1);
        for (var i = 0; i < count; i++)
            *(T*)(rows[i] + to) = ((T*)(pages[numbers[i] >> shift] + offset))[numbers[i] & mask];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadBits(long offset, uint* numbers, int count, Span<ulong> bits)
    {
        var pages = _pages.First;
        var (shift, mask) = (layout.PageShift, (uint)layout.PageRows - 1);
        for (var first = 0; first < count; first += 64)
        {
            var word = 0UL;
            var end = Math.Min(64, count - first);
            for (var i = 0; i < end; i++)
                word |= (ulong)((byte*)(pages[numbers[first + i] >> shift] + offset))[numbers[first + i] & mask] << i;
            bits[first >>> 6] = word;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadValidity(long offset, uint* numbers, int count, VectorWriter writer)
    {
        for (var first = 0; first < count; first += 64)
        {
            var word = 0UL;
            var end = Math.Min(64, count - first);
            for (var i = 0; i < end; i++)
                word |= (IsValid(offset, numbers[first + i]) ? 1UL : 0UL) << i;
            if (word != (end == 64 ? ulong.MaxValue : (1UL << end) - 1))
                writer.Validity[first >>> 6] = word;
        }
    }

    private void ReadCopied(long offset, uint* numbers, int count, VectorWriter writer)
    {
        var views = writer.Values<Utf8View>();
        for (var i = 0; i < count; i++)
        {
            var view = ViewAt(offset, numbers[i]);
            views[i] = view->IsInline ? *view : writer.Heap.Copy(view->Bytes);
        }
    }

    private void ReadNested(ColumnLayout.Column column, uint* numbers, int count, VectorWriter writer)
    {
        for (var i = 0; i < count; i++)
        {
            if (IsValid(column.ValidityOffset, numbers[i]))
                NestedEncoding.Decode(ViewAt(column.Offset, numbers[i])->Bytes, writer, i);
            else
                NestedEncoding.SetNull(writer, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsValid(long offset, uint number)
    {
        var place = number & ((uint)layout.PageRows - 1);
        return (((ulong*)(_pages.First[number >> layout.PageShift] + offset))[place >> 6] >> (int)(place & 63) & 1) != 0;
    }

    private Utf8View* ViewAt(long offset, uint number) =>
        (Utf8View*)(_pages.First[number >> layout.PageShift] + offset) + (number & ((uint)layout.PageRows - 1));
}

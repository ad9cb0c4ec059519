using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <content>Where values change from row to row.</content>
internal sealed unsafe partial class ColumnPages
{
    /// <summary>Sets the bits of rows whose value differs from that of the row before: as groups tell values apart, NULL equal to NULL, NaN to NaN and -0.0 to 0.0.</summary>
    /// <param name="index">The column; arrays, maps and structs are kept as keys.</param>
    /// <param name="numbers">The numbers of the rows; that of the row before the first stands before them, unless <paramref name="from"/> is 1.</param>
    /// <param name="from">The first row to be compared, 0 or 1.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="changes">A bit a row.</param>
    public void MarkChanges(int index, uint* numbers, int from, int count, ulong* changes)
    {
        var column = layout.Columns[index];
        switch (column.Physical)
        {
            case PhysicalType.Void:
                break;
            case PhysicalType.Bool or PhysicalType.Int8:
                MarkChanges<byte>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.Int16:
                MarkChanges<short>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.Int32:
                MarkChanges<int>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.Int64:
                MarkChanges<long>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.Float32:
                MarkChanges<float>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.Float64:
                MarkChanges<double>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.View:
                MarkChanges<Utf8View>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            case PhysicalType.Int128 or PhysicalType.Interval:
                MarkChanges<UInt128>(column, _hasNulls[index], numbers, from, count, changes);
                break;
            default:
                throw InternalErrors.Unreachable(column.Physical);
        }
    }

    /// <summary>Writes values as words that order them; those of NULLs have no meaning.</summary>
    /// <param name="index">A column of numbers, dates, timestamps or intervals of one unit.</param>
    /// <param name="numbers">The numbers of the rows.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="words">A word a row.</param>
    public void ReadOrder(int index, uint* numbers, int count, UInt128* words)
    {
        var column = layout.Columns[index];
        for (var i = 0; i < count; i++)
        {
            var value = ValueAt(column.Offset, numbers[i], TupleColumn.WidthOf(column.Physical));
            words[i] = column.Physical switch
            {
                PhysicalType.Int128 => (UInt128)(*(Int128*)value ^ Int128.MinValue),
                PhysicalType.Float32 or PhysicalType.Float64 => TupleOrder.Word(column.Physical, value),
                _ => (UInt128)((Int128)(long)(TupleOrder.Word(column.Physical, value) ^ (1UL << 63)) ^ Int128.MinValue),
            };
        }
    }

    /// <summary>Writes which rows are valid, a bit each.</summary>
    public void ReadValidity(int index, uint* numbers, int count, Span<ulong> validity)
    {
        Bitmaps.SetAll(validity, count);
        if (layout.Columns[index].Physical == PhysicalType.Void)
        {
            validity.Clear();
            return;
        }

        if (!_hasNulls[index])
            return;
        for (var i = 0; i < count; i++)
        {
            if (!IsValid(layout.Columns[index].ValidityOffset, numbers[i]))
                Bitmaps.Clear(validity, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MarkChanges<T>(ColumnLayout.Column column, bool hasNulls, uint* numbers, int from, int count, ulong* changes)
        where T : unmanaged
    {
        var pages = _pages.First;
        var (shift, mask, offset) = (layout.PageShift, (uint)layout.PageRows - 1, column.Offset);
        if (from >= count)
            return;
        var before = numbers[from - 1];
        var value = ((T*)(pages[before >> shift] + offset))[before & mask];
        for (var i = from; i < count; i++)
        {
            var number = numbers[i];
            var next = ((T*)(pages[number >> shift] + offset))[number & mask];
            var differs = Differ(value, next);
            if (hasNulls)
            {
                var (wasValid, isValid) = (IsValid(column.ValidityOffset, before), IsValid(column.ValidityOffset, number));
                differs = wasValid != isValid || (isValid && differs);
                before = number;
            }

            changes[i >>> 6] |= (differs ? 1UL : 0UL) << (i & 63);
            value = next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Differ<T>(T left, T right)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            return TupleOrder.Word(Unsafe.BitCast<T, double>(left)) != TupleOrder.Word(Unsafe.BitCast<T, double>(right));
        if (typeof(T) == typeof(float))
            return TupleOrder.Word(Unsafe.BitCast<T, float>(left)) != TupleOrder.Word(Unsafe.BitCast<T, float>(right));
        if (typeof(T) == typeof(Utf8View))
            return !Unsafe.BitCast<T, Utf8View>(left).Equals(Unsafe.BitCast<T, Utf8View>(right));
        return !EqualityComparer<T>.Default.Equals(left, right);
    }

    private byte* ValueAt(long offset, uint number, int width) =>
        (byte*)(_pages.First[number >> layout.PageShift] + offset + ((long)(number & ((uint)layout.PageRows - 1)) * width));
}

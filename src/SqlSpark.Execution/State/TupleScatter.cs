using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.State;

/// <summary>Writes columns into rows. Validity bits must be set before; those of NULLs are cleared, and their values zero.</summary>
internal static unsafe class TupleScatter
{
    /// <summary>Writes the live rows of a column.</summary>
    /// <param name="reader">The column.</param>
    /// <param name="column">Its place in the rows.</param>
    /// <param name="rows">The address of the row of each live row.</param>
    /// <param name="isKey">True to write the same bytes for equal values: -0.0 becomes 0.0, and every NaN the same.</param>
    /// <param name="nested">Takes the encodings of nested values over 12 bytes.</param>
    /// <remarks>Views over 12 bytes point to where they did; see <see cref="CopyLongViews"/>.</remarks>
    public static void Write(ColumnReader reader, TupleColumn column, nint* rows, bool isKey, StringHeap? nested)
    {
        var (values, count, offset) = (reader.Values, reader.Count, column.Offset);
        switch (column.Physical)
        {
            case PhysicalType.Void:
                break;
            case PhysicalType.Bool:
                WriteBits((ulong*)Flat(values), reader.Index, rows, offset, count);
                break;
            case PhysicalType.Int8:
                Write<byte>(Flat(values), reader.Index, rows, offset, count);
                break;
            case PhysicalType.Int16:
                WriteInteger<short>(values, reader.Index, rows, offset, count);
                break;
            case PhysicalType.Int32:
                WriteInteger<int>(values, reader.Index, rows, offset, count);
                break;
            case PhysicalType.Int64:
                WriteInteger<long>(values, reader.Index, rows, offset, count);
                break;
            case PhysicalType.Int128:
                WriteInteger<Int128>(values, reader.Index, rows, offset, count);
                break;
            case PhysicalType.Float32 when isKey:
                WriteNormalized<float>(Flat(values), reader.Index, rows, offset, count);
                break;
            case PhysicalType.Float32:
                Write<int>(Flat(values), reader.Index, rows, offset, count);
                break;
            case PhysicalType.Float64 when isKey:
                WriteNormalized<double>(Flat(values), reader.Index, rows, offset, count);
                break;
            case PhysicalType.Float64:
                Write<long>(Flat(values), reader.Index, rows, offset, count);
                break;
            case PhysicalType.View when column.IsNested:
                WriteNested(reader, rows, offset, isKey, nested!);
                break;
            case PhysicalType.View or PhysicalType.Interval:
                Write<UInt128>(Flat(values), reader.Index, rows, offset, count);
                break;
            default:
                throw InternalErrors.Unreachable(column.Physical);
        }

        if (reader.Validity != null)
            ClearNulls(reader.Validity, rows, column, count);
    }

    /// <summary>Gives views over 12 bytes copies of their bytes in <paramref name="heap"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyLongViews(nint* rows, int offset, int count, StringHeap heap)
    {
        for (var i = 0; i < count; i++)
            CopyLongView((Utf8View*)(rows[i] + offset), heap);
    }

    /// <summary>Gives a view over 12 bytes a copy of its bytes in <paramref name="heap"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyLongView(Utf8View* view, StringHeap heap)
    {
        if (!view->IsInline)
            *view = heap.Copy(new ReadOnlySpan<byte>(view->Address, view->Length));
    }

    private static byte* Flat(Vector values) => ((FlatVector)values).Address;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<T>(byte* address, int* index, nint* rows, int offset, int count)
        where T : unmanaged
    {
        var values = (T*)address;
        if (index == null)
        {
            for (var i = 0; i < count; i++)
                *(T*)(rows[i] + offset) = values[i];
        }
        else
        {
            for (var i = 0; i < count; i++)
                *(T*)(rows[i] + offset) = values[index[i]];
        }
    }

    private static void WriteInteger<T>(Vector values, int* index, nint* rows, int offset, int count)
        where T : unmanaged, INumberBase<T>
    {
        var flat = (FlatVector)values;
        switch (flat.Physical)
        {
            case PhysicalType.Int8:
                WriteWidened<sbyte, T>(flat.Address, index, rows, offset, count);
                break;
            case PhysicalType.Int16:
                WriteWidened<short, T>(flat.Address, index, rows, offset, count);
                break;
            case PhysicalType.Int32:
                WriteWidened<int, T>(flat.Address, index, rows, offset, count);
                break;
            case PhysicalType.Int64:
                WriteWidened<long, T>(flat.Address, index, rows, offset, count);
                break;
            default:
                WriteWidened<Int128, T>(flat.Address, index, rows, offset, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteWidened<TFrom, TTo>(byte* address, int* index, nint* rows, int offset, int count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var values = (TFrom*)address;
        if (index == null)
        {
            for (var i = 0; i < count; i++)
                *(TTo*)(rows[i] + offset) = TTo.CreateTruncating(values[i]);
        }
        else
        {
            for (var i = 0; i < count; i++)
                *(TTo*)(rows[i] + offset) = TTo.CreateTruncating(values[index[i]]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteNormalized<T>(byte* address, int* index, nint* rows, int offset, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = (T*)address;
        for (var i = 0; i < count; i++)
        {
            var value = values[index == null ? i : index[i]];
            *(T*)(rows[i] + offset) = T.IsNaN(value) ? T.NaN : value + T.Zero;      // -0.0 + 0.0 is 0.0
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteBits(ulong* bits, int* index, nint* rows, int offset, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var row = index == null ? i : index[i];
            *(byte*)(rows[i] + offset) = (byte)(bits[row >>> 6] >>> (row & 63) & 1);
        }
    }

    private static void WriteNested(ColumnReader reader, nint* rows, int offset, bool isKey, StringHeap heap)
    {
        for (var i = 0; i < reader.Count; i++)
        {
            *(Utf8View*)(rows[i] + offset) =
                reader.IsValid(i) ? NestedEncoding.Encode(reader.Values, reader.ValueOf(i), heap, isKey) : default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClearNulls(ulong* validity, nint* rows, TupleColumn column, int count)
    {
        var width = TupleColumn.WidthOf(column.Physical);
        for (var word = 0; word << 6 < count; word++)
        {
            var nulls = ~validity[word] & (count - (word << 6) >= 64 ? ulong.MaxValue : Bitmaps.LastWordMask(count));
            for (; nulls != 0; nulls &= nulls - 1)
            {
                var row = (byte*)rows[(word << 6) + BitOperations.TrailingZeroCount(nulls)];
                row[column.ValidityOffset] &= (byte)~column.ValidityMask;
                for (var i = 0; i < width; i++)
                    row[column.Offset + i] = 0;
            }
        }
    }
}

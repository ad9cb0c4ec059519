using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.State;

/// <summary>Writes live rows of columns side by side, at full width.</summary>
internal static unsafe class ColumnScatter
{
    /// <summary>Writes values of any type but nested ones.</summary>
    /// <param name="reader">The column.</param>
    /// <param name="start">The first live row that is written.</param>
    /// <param name="count">How many.</param>
    /// <param name="physical">How they are stored.</param>
    /// <param name="to">The place of the first.</param>
    /// <remarks>Views over 12 bytes point to where they did; see <see cref="CopyLongViews"/>.</remarks>
    public static void Write(ColumnReader reader, int start, int count, PhysicalType physical, byte* to)
    {
        switch (physical)
        {
            case PhysicalType.Bool:
                WriteBits((ulong*)Flat(reader.Values), reader.Index, start, count, to);
                break;
            case PhysicalType.Int8:
                Write((byte*)Flat(reader.Values), reader.Index, start, count, to);
                break;
            case PhysicalType.Int16:
                WriteInteger(reader, start, count, (short*)to);
                break;
            case PhysicalType.Int32:
                WriteInteger(reader, start, count, (int*)to);
                break;
            case PhysicalType.Int64:
                WriteInteger(reader, start, count, (long*)to);
                break;
            case PhysicalType.Int128:
                WriteInteger(reader, start, count, (Int128*)to);
                break;
            case PhysicalType.Float32:
                Write((int*)Flat(reader.Values), reader.Index, start, count, (int*)to);
                break;
            case PhysicalType.Float64:
                Write((long*)Flat(reader.Values), reader.Index, start, count, (long*)to);
                break;
            case PhysicalType.View or PhysicalType.Interval:
                Write((UInt128*)Flat(reader.Values), reader.Index, start, count, (UInt128*)to);
                break;
            default:
                throw InternalErrors.Unreachable(physical);
        }
    }

    /// <summary>Writes views of encoded arrays, maps and structs; those of NULLs are empty.</summary>
    public static void WriteNested(ColumnReader reader, int start, int count, Utf8View* to, bool isKey, StringHeap heap)
    {
        for (var i = 0; i < count; i++)
        {
            var view = reader.IsValid(start + i) ? NestedEncoding.Encode(reader.Values, reader.ValueOf(start + i), heap, isKey) : default;
            to[i] = view;
        }
    }

    /// <summary>Gives views over 12 bytes copies of their bytes in <paramref name="heap"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyLongViews(Utf8View* views, int count, StringHeap heap)
    {
        for (var i = 0; i < count; i++)
            TupleScatter.CopyLongView(views + i, heap);
    }

    /// <summary>Clears the bits of NULLs in a bitmap, from bit <paramref name="place"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ClearNulls(ColumnReader reader, int start, int count, ulong* bits, int place)
    {
        var validity = reader.Validity;
        for (var i = 0; i < count; i++)
        {
            var isNull = ~(validity[(start + i) >>> 6] >>> ((start + i) & 63)) & 1;
            bits[(place + i) >>> 6] &= ~(isNull << ((place + i) & 63));
        }
    }

    private static byte* Flat(Vector values) => ((FlatVector)values).Address;

    private static void WriteInteger<T>(ColumnReader reader, int start, int count, T* to)
        where T : unmanaged, INumberBase<T>
    {
        var flat = (FlatVector)reader.Values;
        if (flat.Physical.ByteWidth() == sizeof(T))
        {
            Write((T*)flat.Address, reader.Index, start, count, to);
            return;
        }

        switch (flat.Physical)
        {
            case PhysicalType.Int8:
                WriteWidened((sbyte*)flat.Address, reader.Index, start, count, to);
                break;
            case PhysicalType.Int16:
                WriteWidened((short*)flat.Address, reader.Index, start, count, to);
                break;
            case PhysicalType.Int32:
                WriteWidened((int*)flat.Address, reader.Index, start, count, to);
                break;
            default:
                WriteWidened((long*)flat.Address, reader.Index, start, count, to);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<T>(T* values, int* index, int start, int count, T* to)
        where T : unmanaged
    {
        if (index == null)
        {
            new ReadOnlySpan<T>(values + start, count).CopyTo(new Span<T>(to, count));
            return;
        }

        for (var i = 0; i < count; i++)
            to[i] = values[index[start + i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteWidened<TFrom, TTo>(TFrom* values, int* index, int start, int count, TTo* to)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (var i = 0; i < count; i++)
            to[i] = TTo.CreateTruncating(values[index == null ? start + i : index[start + i]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteBits(ulong* bits, int* index, int start, int count, byte* to)
    {
        for (var i = 0; i < count; i++)
        {
            var row = index == null ? start + i : index[start + i];
            to[i] = (byte)(bits[row >>> 6] >>> (row & 63) & 1);
        }
    }
}

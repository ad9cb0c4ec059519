using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>
/// Single values of any type as bytes, for states that keep values of variable size: a byte that tells NULL from a value, then
/// fixed-width values as they are, strings behind their length, nested values part by part.
/// </summary>
internal static class ValueCodec
{
    private const byte Null = 0;
    private const byte Valid = 1;

    /// <summary>Appends the value of one row, in any encoding and width.</summary>
    public static void Encode(Vector vector, int row, ref Utf8Writer writer)
    {
        switch (vector)
        {
            case ConstantVector constant:
                Encode(constant.Value, 0, ref writer);
                return;
            case DictionaryVector coded when !coded.IsNull(row):
                Encode(coded.Dictionary.Values, coded.Code(row), ref writer);
                return;
            case LazyVector lazy:
                Encode(lazy.Load(Rows.All(lazy.Length)), row, ref writer);
                return;
        }

        if (vector.IsNull(row))
        {
            writer.Append(Null);
            return;
        }

        writer.Append(Valid);
        switch (vector)
        {
            case FlatVector flat:
                EncodeFlat(flat, row, ref writer);
                break;
            case ListVector list:
                EncodeList(list, list.Entries[row], ref writer);
                break;
            case StructVector record:
                foreach (var field in record.Fields)
                    Encode(field, row, ref writer);
                break;
            default:
                throw InternalErrors.Unreachable(vector);
        }
    }

    /// <summary>Writes a value to one row of an open register and returns the bytes that were read.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        if (bytes[0] == Null)
        {
            if (writer.Physical != PhysicalType.Void)
                BoxedValues.Set(writer, row, null);
            return 1;
        }

        var content = bytes[1..];
        return 1 + writer.Physical switch
        {
            PhysicalType.Bool => DecodeBit(content, writer, row),
            PhysicalType.View => DecodeView(content, writer, row),
            PhysicalType.List or PhysicalType.Map => DecodeList(content, writer, row),
            PhysicalType.Struct => DecodeStruct(content, writer, row),
            PhysicalType.Float32 => DecodeFixed<float>(content, writer, row),
            PhysicalType.Float64 => DecodeFixed<double>(content, writer, row),
            PhysicalType.Interval => DecodeFixed<CalendarInterval>(content, writer, row),
            _ => DecodeInteger(content, writer, row),
        };
    }

    private static void EncodeFlat(FlatVector vector, int row, ref Utf8Writer writer)
    {
        switch (vector.Type.PhysicalType)
        {
            case PhysicalType.Bool:
                writer.Append(Bitmaps.Get(vector.Bits, row) ? (byte)1 : (byte)0);
                break;
            case PhysicalType.View:
                var view = vector.Values<Utf8View>()[row];
                AppendFixed(view.Length, ref writer);
                writer.Append(view.Bytes);
                break;
            case PhysicalType.Float32:
                AppendFixed(vector.Values<float>()[row], ref writer);
                break;
            case PhysicalType.Float64:
                AppendFixed(vector.Values<double>()[row], ref writer);
                break;
            case PhysicalType.Interval:
                AppendFixed(vector.Values<CalendarInterval>()[row], ref writer);
                break;
            case PhysicalType.Int128:
                AppendFixed(Widths.Read(vector, row), ref writer);
                break;
            default:
                AppendFixed((long)Widths.Read(vector, row), ref writer);
                break;
        }
    }

    private static void EncodeList(ListVector list, ListEntry entry, ref Utf8Writer writer)
    {
        AppendFixed(entry.Length, ref writer);
        foreach (var child in list.Children)
        {
            for (var i = 0; i < entry.Length; i++)
                Encode(child, entry.Offset + i, ref writer);
        }
    }

    private static void AppendFixed<T>(T value, ref Utf8Writer writer)
        where T : unmanaged
    {
        MemoryMarshal.Write(writer.GetSpan(Unsafe.SizeOf<T>()), in value);
        writer.Advance(Unsafe.SizeOf<T>());
    }

    private static int DecodeFixed<T>(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
        where T : unmanaged
    {
        writer.Values<T>()[row] = MemoryMarshal.Read<T>(bytes);
        return Unsafe.SizeOf<T>();
    }

    private static int DecodeInteger(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        if (writer.Type.PhysicalType == PhysicalType.Int128)
            return DecodeFixed<Int128>(bytes, writer, row);
        Widths.Write(writer, row, BinaryPrimitives.ReadInt64LittleEndian(bytes));
        return sizeof(long);
    }

    private static int DecodeBit(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        Bitmaps.Assign(writer.Bits, row, bytes[0] != 0);
        return 1;
    }

    private static int DecodeView(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        var length = MemoryMarshal.Read<int>(bytes);
        writer.SetBytes(row, bytes.Slice(sizeof(int), length));
        return sizeof(int) + length;
    }

    private static int DecodeList(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        var count = MemoryMarshal.Read<int>(bytes);
        var read = sizeof(int);
        var first = 0;
        foreach (var child in writer.Children)
        {
            first = child.Append(count);
            for (var i = 0; i < count; i++)
                read += Decode(bytes[read..], child, first + i);
        }

        writer.Entries[row] = new ListEntry(count == 0 ? 0 : first, count);
        return read;
    }

    private static int DecodeStruct(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        var read = 0;
        foreach (var child in writer.Children)
            read += Decode(bytes[read..], child, row);
        return read;
    }
}

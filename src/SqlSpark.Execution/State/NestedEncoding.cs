using System.Buffers.Binary;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>
/// Arrays, maps and structs as bytes that compare as the values do: NULL before all else, elements from left to right, a prefix
/// before what is longer. Values are equal when their bytes are.
/// </summary>
/// <remarks>
/// A value is 0 when NULL, else 1 and its content: integers big-endian with the sign flipped, at the width of the type; floating point by its bits
/// in total order; strings with 0 as 0 255 and ended by 0 0; arrays and maps as their elements, or keys and values in turn, each of
/// them 1 or 2 in the place of 0 or 1, ended by 0; structs as their fields.
/// </remarks>
internal static unsafe class NestedEncoding
{
    private const byte End = 0;
    private const byte Null = 0;
    private const byte Valid = 1;

    /// <summary>Encodes a row that is not NULL.</summary>
    /// <param name="vector">A list, map or struct vector.</param>
    /// <param name="row">The row.</param>
    /// <param name="heap">Takes the bytes unless they are few.</param>
    /// <param name="isKey">True to write the same bytes for equal values: -0.0 becomes 0.0, every NaN the same, and maps are ordered by key.</param>
    public static Utf8View Encode(Vector vector, int row, StringHeap heap, bool isKey)
    {
        var writer = new Utf8Writer(heap);
        EncodeContent(vector, row, ref writer, isKey);
        return writer.Finish();
    }

    /// <summary>Decodes a value into a row of a register.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        DecodeContent(ref bytes, writer, row);
        InternalErrors.Assert(bytes.IsEmpty);
    }

    /// <summary>Makes a row of a register NULL, and the fields of a struct with it.</summary>
    public static void SetNull(VectorWriter writer, int row)
    {
        if (writer.Physical == PhysicalType.Void)
            return;
        writer.SetNull(row);
        if (writer.Physical != PhysicalType.Struct)
            return;
        foreach (var child in writer.Children)
            SetNull(child, row);
    }

    private static void EncodeValue(Vector vector, int row, ref Utf8Writer writer, bool isKey, byte nullMark = Null)
    {
        if (vector.IsNull(row))
        {
            writer.Append(nullMark);
            return;
        }

        writer.Append((byte)(nullMark + 1));
        EncodeContent(vector, row, ref writer, isKey);
    }

    private static void EncodeContent(Vector vector, int row, ref Utf8Writer writer, bool isKey)
    {
        switch (vector)
        {
            case LazyVector lazy:
                EncodeContent(lazy.Load(Rows.All(lazy.Length)), row, ref writer, isKey);
                break;
            case ConstantVector constant:
                EncodeContent(constant.Value, 0, ref writer, isKey);
                break;
            case DictionaryVector dictionary:
                EncodeContent(dictionary.Dictionary.Values, dictionary.Code(row), ref writer, isKey);
                break;
            case FlatVector flat:
                EncodeFlat(flat, row, ref writer, isKey);
                break;
            case ListVector { Type: MapType } map:
                EncodeMap(map, map.Entries[row], ref writer, isKey);
                break;
            case ListVector list:
                var entry = list.Entries[row];
                for (var i = 0; i < entry.Length; i++)
                    EncodeValue(list.Elements, entry.Offset + i, ref writer, isKey, nullMark: 1);
                writer.Append(End);
                break;
            case StructVector record:
                foreach (var field in record.Fields)
                    EncodeValue(field, row, ref writer, isKey);
                break;
            default:
                throw InternalErrors.Unreachable(vector.Type);
        }
    }

    private static void EncodeMap(ListVector map, ListEntry entry, ref Utf8Writer writer, bool isKey)
    {
        var start = writer.Length;
        var ends = isKey && entry.Length > 1 ? new int[entry.Length] : null;
        for (var i = 0; i < entry.Length; i++)
        {
            EncodeValue(map.Keys, entry.Offset + i, ref writer, isKey, nullMark: 1);
            EncodeValue(map.MapValues, entry.Offset + i, ref writer, isKey, nullMark: 1);
            if (ends is not null)
                ends[i] = writer.Length - start;
        }

        if (ends is not null)
            SortEntries(writer.Written[start..], ends);
        writer.Append(End);
    }

    // Keys are unique and no key's bytes begin another's, so that ordering whole entries orders keys.
    private static void SortEntries(Span<byte> bytes, int[] ends)
    {
        var entries = new byte[ends.Length][];
        for (var i = 0; i < ends.Length; i++)
            entries[i] = bytes[(i == 0 ? 0 : ends[i - 1])..ends[i]].ToArray();
        Array.Sort(entries, static (a, b) => a.AsSpan().SequenceCompareTo(b));
        foreach (var entry in entries)
        {
            entry.CopyTo(bytes);
            bytes = bytes[entry.Length..];
        }
    }

    private static void EncodeFlat(FlatVector vector, int row, ref Utf8Writer writer, bool isKey)
    {
        switch (vector.Type.PhysicalType)
        {
            case PhysicalType.Bool:
                writer.Append(Bitmaps.Get(vector.Bits, row) ? (byte)1 : (byte)0);
                break;
            case PhysicalType.Int8:
                writer.Append((byte)(GetInteger(vector, row) ^ 0x80));
                break;
            case PhysicalType.Int16:
                BinaryPrimitives.WriteInt16BigEndian(Take(ref writer, 2), (short)((short)GetInteger(vector, row) ^ short.MinValue));
                break;
            case PhysicalType.Int32:
                BinaryPrimitives.WriteInt32BigEndian(Take(ref writer, 4), (int)GetInteger(vector, row) ^ int.MinValue);
                break;
            case PhysicalType.Int64:
                BinaryPrimitives.WriteInt64BigEndian(Take(ref writer, 8), GetInteger(vector, row) ^ long.MinValue);
                break;
            case PhysicalType.Int128:
                var wide = vector.Physical == PhysicalType.Int128 ? vector.Values<Int128>()[row] : GetInteger(vector, row);
                BinaryPrimitives.WriteInt128BigEndian(Take(ref writer, 16), wide ^ Int128.MinValue);
                break;
            case PhysicalType.Float32:
                var single = vector.Values<float>()[row];
                var bits32 = isKey && float.IsNaN(single) ? int.MaxValue : BitConverter.SingleToInt32Bits(isKey ? single + 0f : single);
                BinaryPrimitives.WriteInt32BigEndian(Take(ref writer, 4), TotalOrder(bits32) ^ int.MinValue);
                break;
            case PhysicalType.Float64:
                var number = vector.Values<double>()[row];
                var bits64 = isKey && double.IsNaN(number) ? long.MaxValue : BitConverter.DoubleToInt64Bits(isKey ? number + 0.0 : number);
                BinaryPrimitives.WriteInt64BigEndian(Take(ref writer, 8), TotalOrder(bits64) ^ long.MinValue);
                break;
            case PhysicalType.View:
                EncodeBytes(vector.Values<Utf8View>()[row].Bytes, ref writer);
                break;
            case PhysicalType.Interval:
                var interval = vector.Values<CalendarInterval>()[row];
                BinaryPrimitives.WriteInt32BigEndian(Take(ref writer, 4), interval.Months ^ int.MinValue);
                BinaryPrimitives.WriteInt32BigEndian(Take(ref writer, 4), interval.Days ^ int.MinValue);
                BinaryPrimitives.WriteInt64BigEndian(Take(ref writer, 8), interval.Microseconds ^ long.MinValue);
                break;
            default:
                throw InternalErrors.Unreachable(vector.Type);
        }
    }

    private static long GetInteger(FlatVector vector, int row) => vector.Physical switch
    {
        PhysicalType.Int8 => vector.Values<sbyte>()[row],
        PhysicalType.Int16 => vector.Values<short>()[row],
        PhysicalType.Int32 => vector.Values<int>()[row],
        _ => vector.Values<long>()[row],
    };

    // Its own inverse.
    private static int TotalOrder(int bits) => bits ^ (int)((uint)(bits >> 31) >> 1);

    private static long TotalOrder(long bits) => bits ^ (long)((ulong)(bits >> 63) >> 1);

    private static void EncodeBytes(ReadOnlySpan<byte> bytes, ref Utf8Writer writer)
    {
        while (true)
        {
            var zero = bytes.IndexOf((byte)0);
            writer.Append(zero < 0 ? bytes : bytes[..zero]);
            writer.Append((byte)0);
            if (zero < 0)
                break;
            writer.Append((byte)255);
            bytes = bytes[(zero + 1)..];
        }

        writer.Append((byte)0);
    }

    private static Span<byte> Take(ref Utf8Writer writer, int byteLength)
    {
        var span = writer.GetSpan(byteLength)[..byteLength];
        writer.Advance(byteLength);
        return span;
    }

    private static void DecodeValue(ref ReadOnlySpan<byte> bytes, VectorWriter writer, int row, byte nullMark = Null)
    {
        var mark = bytes[0];
        bytes = bytes[1..];
        if (mark == nullMark)
            SetNull(writer, row);
        else
            DecodeContent(ref bytes, writer, row);
    }

    private static void DecodeContent(ref ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        switch (writer.Physical)
        {
            case PhysicalType.List:
                var firstElement = writer.Elements.Length;
                var elementCount = 0;
                for (; bytes[0] != End; elementCount++)
                    DecodeValue(ref bytes, writer.Elements, writer.Elements.Append(1), nullMark: 1);
                bytes = bytes[1..];
                writer.Entries[row] = new ListEntry(elementCount == 0 ? 0 : firstElement, elementCount);
                break;
            case PhysicalType.Map:
                var firstKey = writer.Elements.Length;
                var keyCount = 0;
                for (; bytes[0] != End; keyCount++)
                {
                    DecodeValue(ref bytes, writer.Elements, writer.Elements.Append(1), nullMark: 1);
                    DecodeValue(ref bytes, writer.MapValues, writer.MapValues.Append(1), nullMark: 1);
                }

                bytes = bytes[1..];
                writer.Entries[row] = new ListEntry(keyCount == 0 ? 0 : firstKey, keyCount);
                break;
            case PhysicalType.Struct:
                foreach (var field in writer.Children)
                    DecodeValue(ref bytes, field, row);
                break;
            default:
                DecodeFlat(ref bytes, writer, row);
                break;
        }
    }

    private static void DecodeFlat(ref ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        var width = TupleColumn.WidthOf(writer.Physical);
        switch (writer.Physical)
        {
            case PhysicalType.Bool:
                Bitmaps.Assign(writer.Bits, row, bytes[0] != 0);
                break;
            case PhysicalType.Int8:
                writer.Values<byte>()[row] = (byte)(bytes[0] ^ 0x80);
                break;
            case PhysicalType.Int16:
                writer.Values<short>()[row] = (short)(BinaryPrimitives.ReadInt16BigEndian(bytes) ^ short.MinValue);
                break;
            case PhysicalType.Int32:
                writer.Values<int>()[row] = BinaryPrimitives.ReadInt32BigEndian(bytes) ^ int.MinValue;
                break;
            case PhysicalType.Int64:
                writer.Values<long>()[row] = BinaryPrimitives.ReadInt64BigEndian(bytes) ^ long.MinValue;
                break;
            case PhysicalType.Int128:
                writer.Values<Int128>()[row] = BinaryPrimitives.ReadInt128BigEndian(bytes) ^ Int128.MinValue;
                break;
            case PhysicalType.Float32:
                writer.Values<int>()[row] = TotalOrder(BinaryPrimitives.ReadInt32BigEndian(bytes) ^ int.MinValue);
                break;
            case PhysicalType.Float64:
                writer.Values<long>()[row] = TotalOrder(BinaryPrimitives.ReadInt64BigEndian(bytes) ^ long.MinValue);
                break;
            case PhysicalType.Interval:
                writer.Values<CalendarInterval>()[row] = new CalendarInterval(
                    BinaryPrimitives.ReadInt32BigEndian(bytes) ^ int.MinValue,
                    BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) ^ int.MinValue,
                    BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) ^ long.MinValue);
                break;
            default:
                DecodeBytes(ref bytes, writer, row);
                return;
        }

        bytes = bytes[width..];
    }

    private static void DecodeBytes(ref ReadOnlySpan<byte> bytes, VectorWriter writer, int row)
    {
        var zero = bytes.IndexOf((byte)0);
        if (bytes[zero + 1] == 0)
        {
            writer.SetBytes(row, bytes[..zero]);
            bytes = bytes[(zero + 2)..];
            return;
        }

        var text = new Utf8Writer(writer.Heap);
        while (true)
        {
            text.Append(bytes[..zero]);
            var isEnd = bytes[zero + 1] == 0;
            bytes = bytes[(zero + 2)..];
            if (isEnd)
                break;
            text.Append((byte)0);
            zero = bytes.IndexOf((byte)0);
        }

        writer.Values<Utf8View>()[row] = text.Finish();
    }
}

using System.Buffers;
using System.Text;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>Writes Thrift's compact protocol. Fields of a struct come in the order of their ids; each struct ends with <see cref="Stop"/>.</summary>
/// <param name="output">Takes the bytes.</param>
/// <remarks>The id of the last field is the caller's, as with <see cref="ThriftReader"/>: a struct begins with 0. Source: Thrift compact protocol specification.</remarks>
internal readonly struct ThriftWriter(IBufferWriter<byte> output)
{
    /// <summary>A boolean field.</summary>
    public void Field(ref int last, int field, bool value) => Header(ref last, field, value ? ThriftType.True : ThriftType.False);

    /// <summary>A field of 8 bits.</summary>
    public void Field(ref int last, int field, sbyte value)
    {
        Header(ref last, field, ThriftType.Byte);
        Byte((byte)value);
    }

    /// <summary>A field of 32 bits.</summary>
    public void Field(ref int last, int field, int value)
    {
        Header(ref last, field, ThriftType.I32);
        ZigZag(value);
    }

    /// <summary>A field of 64 bits.</summary>
    public void Field(ref int last, int field, long value)
    {
        Header(ref last, field, ThriftType.I64);
        ZigZag(value);
    }

    /// <summary>A field of bytes.</summary>
    public void Field(ref int last, int field, ReadOnlySpan<byte> value)
    {
        Header(ref last, field, ThriftType.Binary);
        Binary(value);
    }

    /// <summary>A field of text.</summary>
    public void Field(ref int last, int field, string value) => Field(ref last, field, Encoding.UTF8.GetBytes(value));

    /// <summary>The header of a field that is a struct; its fields follow.</summary>
    public void Struct(ref int last, int field) => Header(ref last, field, ThriftType.Struct);

    /// <summary>A field that is a struct without fields.</summary>
    public void EmptyStruct(ref int last, int field)
    {
        Struct(ref last, field);
        Stop();
    }

    /// <summary>The header of a field that is a list; its elements follow.</summary>
    public void List(ref int last, int field, ThriftType elementType, int count)
    {
        Header(ref last, field, ThriftType.List);
        if (count < 15)
        {
            Byte((byte)((count << 4) | (int)elementType));
            return;
        }

        Byte((byte)(0xF0 | (int)elementType));
        Varint((uint)count);
    }

    /// <summary>The end of a struct.</summary>
    public void Stop() => Byte(0);

    /// <summary>An element of 32 or 64 bits.</summary>
    public void ZigZag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A boolean element.</summary>
    public void BooleanElement(bool value) => Byte((byte)(value ? ThriftType.True : ThriftType.False));

    /// <summary>An element of bytes.</summary>
    public void Binary(ReadOnlySpan<byte> value)
    {
        Varint((uint)value.Length);
        output.Write(value);
    }

    private void Header(ref int last, int field, ThriftType type)
    {
        var delta = field - last;
        if (delta is > 0 and <= 15)
        {
            Byte((byte)((delta << 4) | (int)type));
        }
        else
        {
            Byte((byte)type);
            ZigZag(field);
        }

        last = field;
    }

    private void Varint(ulong value)
    {
        var span = output.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        output.Advance(count);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>
/// Reads Thrift's compact protocol off bytes that may be anything: every length is checked against what is left, and nesting is bounded.
/// </summary>
/// <param name="bytes">The bytes; the first struct begins at their start.</param>
/// <remarks>
/// A struct is read by a loop: <c>var field = 0; while (reader.NextField(ref field, out var type)) switch (field) { ... default: reader.Skip(type); }</c>.
/// Source: Thrift compact protocol specification.
/// </remarks>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>Moves to the next field of the struct that is being read.</summary>
    /// <param name="field">The id of the last field, 0 before the first; becomes that of the next one.</param>
    /// <param name="type">Its type. The value of a boolean is its type.</param>
    /// <returns>False at the end of the struct.</returns>
    public bool NextField(ref int field, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 15);
        if (header == 0)
            return false;
        if (type is ThriftType.Stop or > ThriftType.Struct)
            Throw($"a field of the unknown Thrift type {(int)type}");
        var delta = header >> 4;
        field = delta == 0 ? ReadInt16() : field + delta;
        return true;
    }

    /// <summary>A boolean field, whose value is in its header.</summary>
    public readonly bool ReadBoolean(ThriftType type)
    {
        if (type is not (ThriftType.True or ThriftType.False))
            ThrowType(type);
        return type == ThriftType.True;
    }

    /// <summary>A field of 8 bits.</summary>
    public sbyte ReadSByte(ThriftType type)
    {
        Expect(type, ThriftType.Byte);
        return (sbyte)ReadByte();
    }

    /// <summary>A field of 16 or 32 bits.</summary>
    public int ReadInt32(ThriftType type)
    {
        if (type is not (ThriftType.I32 or ThriftType.I16))
            ThrowType(type);
        return ReadInt32();
    }

    /// <summary>A field of 64 bits.</summary>
    public long ReadInt64(ThriftType type)
    {
        Expect(type, ThriftType.I64);
        return ReadInt64();
    }

    /// <summary>A field of bytes, as a part of the input.</summary>
    public ReadOnlySpan<byte> ReadBinary(ThriftType type)
    {
        Expect(type, ThriftType.Binary);
        return ReadBinary();
    }

    /// <summary>A field of text; malformed UTF-8 becomes U+FFFD.</summary>
    public string ReadString(ThriftType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>The header of a list: its elements follow.</summary>
    /// <param name="type">The type of the field.</param>
    /// <param name="expected">The type that the elements must have; an empty list may say another.</param>
    /// <returns>The number of elements: at most as many as bytes are left, for each takes one at least.</returns>
    public int ReadList(ThriftType type, ThriftType expected)
    {
        Expect(type, ThriftType.List);
        var count = ReadCollectionHeader(out var elementType);
        var isBoolean = expected == ThriftType.True && elementType == ThriftType.False;
        if (count > 0 && elementType != expected && !isBoolean)
            ThrowType(elementType);
        return count;
    }

    /// <summary>An element of 32 bits.</summary>
    public int ReadInt32() => unchecked((int)ReadZigZag());

    /// <summary>An element of 64 bits.</summary>
    public long ReadInt64() => ReadZigZag();

    /// <summary>A boolean element.</summary>
    public bool ReadBooleanElement() => ReadByte() == (byte)ThriftType.True;

    /// <summary>An element of bytes, as a part of the input.</summary>
    public ReadOnlySpan<byte> ReadBinary()
    {
        var length = ReadVarint();
        if (length > (ulong)(_bytes.Length - _position))
            Throw($"{length} bytes of text where {_bytes.Length - _position} are left");
        var value = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return value;
    }

    /// <summary>An element of text.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadBinary());

    /// <summary>Passes over a field.</summary>
    public void Skip(ThriftType type) => Skip(type, isElement: false, MaxDepth);

    /// <summary>Fails where a field has not the type it must have.</summary>
    public readonly void Expect(ThriftType type, ThriftType expected)
    {
        if (type != expected)
            ThrowType(type);
    }

    /// <summary>Fails at the place that was reached.</summary>
    [DoesNotReturn]
    public readonly void Throw(string reason) => throw new MalformedDataException(reason, _position);

    [DoesNotReturn]
    private readonly void ThrowType(ThriftType type) => Throw($"a field of the Thrift type {type}, which it must not have");

    private void Skip(ThriftType type, bool isElement, int depth)
    {
        if (depth == 0)
            Throw("Thrift structures that are nested too deeply");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                Advance(isElement ? 1 : 0);
                break;
            case ThriftType.Byte:
                Advance(1);
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                ReadVarint();
                break;
            case ThriftType.Double:
                Advance(8);
                break;
            case ThriftType.Binary:
                ReadBinary();
                break;
            case ThriftType.List or ThriftType.Set:
                var count = ReadCollectionHeader(out var elementType);
                for (var i = 0; i < count; i++)
                    Skip(elementType, isElement: true, depth - 1);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                var field = 0;
                while (NextField(ref field, out var fieldType))
                    Skip(fieldType, isElement: false, depth - 1);
                break;
            default:
                ThrowType(type);
                break;
        }
    }

    private void SkipMap(int depth)
    {
        var count = ReadVarint();
        if (count == 0)
            return;
        if (count > (ulong)(_bytes.Length - _position))
            Throw($"a map of {count} pairs where {_bytes.Length - _position} bytes are left");
        var types = ReadByte();
        for (var i = 0UL; i < count; i++)
        {
            Skip((ThriftType)(types >> 4), isElement: true, depth - 1);
            Skip((ThriftType)(types & 15), isElement: true, depth - 1);
        }
    }

    private int ReadCollectionHeader(out ThriftType elementType)
    {
        var header = ReadByte();
        elementType = (ThriftType)(header & 15);
        var count = (ulong)(header >> 4);
        if (count == 15)
            count = ReadVarint();
        if (count > (ulong)(_bytes.Length - _position))
            Throw($"a list of {count} elements where {_bytes.Length - _position} bytes are left");
        return (int)count;
    }

    private short ReadInt16() => unchecked((short)ReadZigZag());

    private long ReadZigZag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        Throw("an integer of more than ten bytes");
        return 0;
    }

    private byte ReadByte()
    {
        if ((uint)_position >= (uint)_bytes.Length)
            ThrowEnd();
        return _bytes[_position++];
    }

    private void Advance(int byteCount)
    {
        if (byteCount > _bytes.Length - _position)
            ThrowEnd();
        _position += byteCount;
    }

    [DoesNotReturn]
    private readonly void ThrowEnd() => Throw("the end in the middle of a structure");
}

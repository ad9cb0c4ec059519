using System.Runtime.CompilerServices;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>The bits of a bzip2 file, the most significant one of each byte first.</summary>
internal sealed class Bzip2Bits(CompressedInput input)
{
    private const int ChunkBytes = 32 << 10;

    private readonly byte[] _chunk = new byte[ChunkBytes];
    private ulong _bits;
    private int _bitCount;
    private int _position;
    private int _length;

    /// <summary>Whether nothing is left but bits that fill up a byte.</summary>
    public bool IsAtEnd => _bitCount < 8 && _position == _length && input.IsAtEnd;

    /// <summary>Reads a number of up to 24 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(int count)
    {
        if (_bitCount < count)
            Fill(count);
        _bitCount -= count;
        return (uint)(_bits >> _bitCount) & ((1U << count) - 1);
    }

    /// <summary>Reads a checksum of four bytes.</summary>
    public uint ReadChecksum() => (Read(16) << 16) | Read(16);

    /// <summary>Passes over the bits that fill up a byte.</summary>
    public void SkipToByte() => _bitCount -= _bitCount % 8;

    /// <summary>The error for what was read last.</summary>
    public MalformedDataException Malformed(string reason) => new(reason, input.Offset - (_length - _position) - (_bitCount / 8));

    private void Fill(int count)
    {
        while (_bitCount < count || (_bitCount <= 48 && _position < _length))
        {
            if (_position == _length)
                ReadChunk();
            _bits = (_bits << 8) | _chunk[_position++];
            _bitCount += 8;
        }
    }

    private void ReadChunk()
    {
        var bytes = input.Peek(ChunkBytes);
        if (bytes.IsEmpty)
            throw new MalformedDataException("The compressed data is cut off.", input.Offset);
        _length = Math.Min(bytes.Length, ChunkBytes);
        bytes[.._length].CopyTo(_chunk);
        input.Take(_length);
        _position = 0;
    }
}

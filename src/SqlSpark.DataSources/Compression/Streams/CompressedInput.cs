using System.Buffers.Binary;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>The bytes of a compressed file, one after the other, for a decoder. Owns the file.</summary>
/// <param name="file">The file.</param>
/// <param name="account">Pays for the buffer.</param>
internal sealed class CompressedInput(IReadableFile file, MemoryAccount account) : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private NativeBuffer _buffer = account.Allocate(BufferBytes);
    private int _start;
    private int _end;
    private long _filePosition;

    /// <summary>The position in the file of the next byte.</summary>
    public long Offset => _filePosition - (_end - _start);

    /// <summary>Whether no byte is left.</summary>
    public bool IsAtEnd => _start == _end && _filePosition >= file.ByteLength;

    /// <summary>The next bytes, which are taken; valid until the next call.</summary>
    /// <exception cref="MalformedDataException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(int byteLength)
    {
        if (byteLength > file.ByteLength - Offset)
            throw new MalformedDataException("The compressed data is cut off.", file.ByteLength);
        var bytes = Peek(byteLength);
        if (bytes.Length < byteLength)
            throw new MalformedDataException("The compressed data is cut off.", Offset + bytes.Length);
        _start += byteLength;
        return bytes;
    }

    /// <summary>The next bytes, which stay, or as many as there are; valid until the next call.</summary>
    public ReadOnlySpan<byte> Peek(int byteLength)
    {
        if (_end - _start < byteLength)
            Fill(byteLength);
        return _buffer.AsSpan<byte>().Slice(_start, Math.Min(byteLength, _end - _start));
    }

    /// <summary>Takes a number of four bytes, the least significant one first.</summary>
    public uint TakeUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>Takes a number of four bytes, the most significant one first.</summary>
    public uint TakeUInt32BigEndian() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    /// <summary>Passes over bytes.</summary>
    public void Skip(long byteLength)
    {
        for (; byteLength > 0; byteLength -= Math.Min(byteLength, BufferBytes))
            Take((int)Math.Min(byteLength, BufferBytes));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _buffer.Release();
        file.Dispose();
    }

    private void Fill(int byteLength)
    {
        var kept = _buffer.AsSpan<byte>()[_start.._end];
        if (_buffer.ByteLength < byteLength)
        {
            var larger = account.Allocate(Math.Max(byteLength, 2 * _buffer.ByteLength));
            kept.CopyTo(larger.AsSpan<byte>());
            _buffer.Release();
            _buffer = larger;
        }
        else
        {
            kept.CopyTo(_buffer.AsSpan<byte>());
        }

        _end -= _start;
        _start = 0;
        var count = file.Read(_filePosition, _buffer.AsSpan<byte>()[_end..]);
        _filePosition += count;
        _end += count;
    }
}

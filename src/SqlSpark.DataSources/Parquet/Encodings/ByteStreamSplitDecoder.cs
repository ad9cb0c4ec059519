using System.Diagnostics;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads values of a fixed width in encoding BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, and so on.
/// Parquet: Encodings.md, BYTE_STREAM_SPLIT.
/// </summary>
/// <remarks>Methods that would read past the last value throw <see cref="MalformedDataException"/>.</remarks>
internal unsafe struct ByteStreamSplitDecoder
{
    private readonly byte* _data;
    private readonly int _width;
    private readonly int _count;
    private int _position;

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The first stream. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of all streams.</param>
    /// <param name="width">Bytes of a value, at least 1: the streams.</param>
    public ByteStreamSplitDecoder(byte* data, int byteLength, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (byteLength % width != 0)
            MalformedDataException.Throw($"{byteLength} bytes in {width} streams of equal length", 0);
        _data = data;
        _width = width;
        _count = byteLength / width;
    }

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _count - _position;

    /// <summary>Writes the next values.</summary>
    /// <param name="values">As many as to read; as wide as those of the page.</param>
    public void Decode<T>(Span<T> values)
        where T : unmanaged
    {
        Debug.Assert(sizeof(T) == _width, $"{typeof(T).Name} read from values of {_width} bytes");
        fixed (T* to = values)
            Decode((byte*)to, values.Length);
    }

    /// <summary>Writes the bytes of the next values, such as fixed-length byte arrays, one value behind the other.</summary>
    /// <param name="values">Room for <paramref name="count"/> values.</param>
    /// <param name="count">Values to read.</param>
    public void Decode(byte* values, int count)
    {
        if ((uint)count > (uint)Remaining)
            MalformedDataException.ThrowEndsEarly("BYTE_STREAM_SPLIT", (long)_count * _width);
        ByteStreams.Join(_data + _position, _count, _width, values, count);
        _position += count;
    }

    /// <summary>Goes past values.</summary>
    public void Skip(int count)
    {
        if ((uint)count > (uint)Remaining)
            MalformedDataException.ThrowEndsEarly("BYTE_STREAM_SPLIT", (long)_count * _width);
        _position += count;
    }
}

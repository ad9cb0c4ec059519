using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Reads booleans in encoding PLAIN: one bit each, from the least significant bit on. Parquet: Encodings.md, PLAIN.</summary>
internal unsafe struct PlainBooleanDecoder
{
    private readonly byte* _data;
    private readonly long _count;
    private long _position;

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The first byte. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of all values.</param>
    public PlainBooleanDecoder(byte* data, int byteLength)
    {
        _data = data;
        _count = byteLength * 8L;
    }

    /// <summary>Writes the next values as bits; other bits stay as they are.</summary>
    /// <param name="words">A bitmap with room for the rows.</param>
    /// <param name="firstRow">The row of the first value.</param>
    /// <param name="count">Values to read.</param>
    public void DecodeBits(Span<ulong> words, int firstRow, int count)
    {
        var first = Take(count);
        BitCopy.Copy(_data, first, words, firstRow, count);
    }

    /// <summary>Goes past values.</summary>
    public void Skip(int count) => Take(count);

    private long Take(int count)
    {
        if (count > _count - _position)
            MalformedDataException.ThrowEndsEarly("PLAIN", _count / 8);
        var first = _position;
        _position += count;
        return first;
    }
}

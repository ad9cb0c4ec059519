using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads levels in the deprecated encoding BIT_PACKED: a fixed number of bits each, from the most significant bit on.
/// Parquet: Encodings.md, BIT_PACKED.
/// </summary>
internal unsafe struct BitPackedLevels
{
    private readonly byte* _data;
    private readonly int _bitWidth;
    private readonly int _count;
    private int _position;

    /// <summary>A reader at the first level.</summary>
    /// <param name="data">The first byte. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes that may belong to the levels.</param>
    /// <param name="bitWidth">Bits of a level, 0 to 8.</param>
    /// <param name="count">Levels in all.</param>
    /// <param name="totalByteLength">Bytes that they take.</param>
    public BitPackedLevels(byte* data, int byteLength, int bitWidth, int count, out int totalByteLength)
    {
        var bytes = (((long)count * bitWidth) + 7) >>> 3;
        if (bytes > byteLength)
            MalformedDataException.ThrowEndsEarly("BIT_PACKED", byteLength);
        totalByteLength = (int)bytes;
        _data = data;
        _bitWidth = bitWidth;
        _count = count;
    }

    /// <summary>Writes the next levels and makes sure that each is less than <paramref name="bound"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void DecodeBelow(Span<byte> levels, int bound)
    {
        var first = Take(levels.Length);
        for (var i = 0; i < levels.Length; i++)
        {
            var level = Read(first + i);
            if (level >= bound)
                MalformedDataException.Throw($"a level of {level} where {bound - 1} is the greatest", (long)(first + i) * _bitWidth / 8);
            levels[i] = (byte)level;
        }
    }

    /// <summary>Writes the next levels of one bit; other bits stay as they are.</summary>
    /// <returns>How many were 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int DecodeBits(Span<ulong> words, int firstRow, int count)
    {
        var first = Take(count);
        var ones = 0;
        for (var i = 0; i < count; i++)
        {
            var level = Read(first + i);
            Bitmaps.Assign(words, firstRow + i, level != 0);
            ones += level;
        }

        return ones;
    }

    /// <summary>Goes past levels.</summary>
    public void Skip(int count) => Take(count);

    private int Take(int count)
    {
        if (count > _count - _position)
            MalformedDataException.ThrowEndsEarly("BIT_PACKED", (long)_count * _bitWidth / 8);
        var first = _position;
        _position += count;
        return first;
    }

    // A level has 8 bits at most, so it lies within two bytes.
    private readonly int Read(int index)
    {
        var bit = (long)index * _bitWidth;
        var at = _data + (bit >>> 3);
        var pair = (at[0] << 8) | at[1];
        return pair >>> (16 - _bitWidth - ((int)bit & 7)) & ((1 << _bitWidth) - 1);
    }
}

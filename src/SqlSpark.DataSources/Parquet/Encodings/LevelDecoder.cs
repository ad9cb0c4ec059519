using System.Numerics;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads the definition or repetition levels of one page, in either of their encodings. Parquet: Encodings.md, RLE and BIT_PACKED.
/// </summary>
/// <remarks>A level greater than the column's greatest is malformed data, so that what comes out can be trusted.</remarks>
internal unsafe struct LevelDecoder
{
    private readonly int _maxLevel;
    private readonly bool _isLegacy;
    private RleBitPackedDecoder _runs;
    private BitPackedLevels _packed;

    private LevelDecoder(int maxLevel, RleBitPackedDecoder runs)
    {
        _maxLevel = maxLevel;
        _runs = runs;
    }

    private LevelDecoder(int maxLevel, BitPackedLevels packed)
    {
        _maxLevel = maxLevel;
        _isLegacy = true;
        _packed = packed;
    }

    /// <summary>Levels of data pages v1 in encoding RLE: four bytes of length, then runs.</summary>
    /// <param name="data">Where the levels start. 64 bytes after the page's end must be readable.</param>
    /// <param name="byteLength">Bytes of the page from here on.</param>
    /// <param name="maxLevel">The column's greatest level, 1 to 255.</param>
    /// <param name="totalByteLength">Bytes that the levels take.</param>
    public static LevelDecoder OfPageV1(byte* data, int byteLength, int maxLevel, out int totalByteLength) =>
        new(maxLevel, RleBitPackedDecoder.OfLengthPrefixed(data, byteLength, BitWidthOf(maxLevel), out totalByteLength));

    /// <summary>Levels of data pages v2: runs whose length stands in the page's header.</summary>
    public static LevelDecoder OfPageV2(byte* data, int byteLength, int maxLevel) =>
        new(maxLevel, new RleBitPackedDecoder(data, byteLength, BitWidthOf(maxLevel)));

    /// <summary>Levels in the old encoding BIT_PACKED, in data pages v1 of early writers.</summary>
    /// <param name="data">Where the levels start. 64 bytes after the page's end must be readable.</param>
    /// <param name="byteLength">Bytes of the page from here on.</param>
    /// <param name="maxLevel">The column's greatest level, 1 to 255.</param>
    /// <param name="valueCount">Levels of the page: they alone say how long it is.</param>
    /// <param name="totalByteLength">Bytes that the levels take.</param>
    public static LevelDecoder OfBitPacked(byte* data, int byteLength, int maxLevel, int valueCount, out int totalByteLength) =>
        new(maxLevel, new BitPackedLevels(data, byteLength, BitWidthOf(maxLevel), valueCount, out totalByteLength));

    /// <summary>The bits of levels from 0 to <paramref name="maxLevel"/>.</summary>
    public static int BitWidthOf(int maxLevel) => 32 - BitOperations.LeadingZeroCount((uint)maxLevel);

    /// <summary>Writes the next levels.</summary>
    /// <param name="levels">As many as to read.</param>
    public void Decode(Span<byte> levels)
    {
        if (_isLegacy)
            _packed.DecodeBelow(levels, _maxLevel + 1);
        else
            _runs.DecodeBelow(levels, _maxLevel + 1);
    }

    /// <summary>Writes the next levels of a column whose greatest is 1 as bits; other bits stay as they are.</summary>
    /// <param name="validity">A bitmap with room for the rows.</param>
    /// <param name="firstRow">The row of the first level.</param>
    /// <param name="count">Levels to read.</param>
    /// <returns>How many were 1: the values that the page stores for these rows.</returns>
    public int DecodeValidity(Span<ulong> validity, int firstRow, int count) =>
        _isLegacy ? _packed.DecodeBits(validity, firstRow, count) : _runs.DecodeBits(validity, firstRow, count);

    /// <summary>Takes equal levels at once when the next ones are stored as a run.</summary>
    /// <param name="maxCount">The most to take, at least 1.</param>
    /// <param name="level">The level of each.</param>
    /// <param name="count">How many were taken.</param>
    /// <returns>False, and nothing taken, when the next levels are packed.</returns>
    public bool TryTakeRun(int maxCount, out int level, out int count)
    {
        level = count = 0;
        if (_isLegacy || !_runs.TryTakeRun(maxCount, out var value, out count))
            return false;
        if (value > (uint)_maxLevel)
            MalformedDataException.Throw($"a level of {value} where {_maxLevel} is the greatest", 0);
        level = (int)value;
        return true;
    }

    /// <summary>Goes past levels without a look at them.</summary>
    public void Skip(int count)
    {
        if (_isLegacy)
            _packed.Skip(count);
        else
            _runs.Skip(count);
    }
}

using System.Diagnostics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads values of a fixed width in encoding PLAIN: INT32, INT64, INT96, FLOAT, DOUBLE and FIXED_LEN_BYTE_ARRAY.
/// Parquet: Encodings.md, PLAIN.
/// </summary>
/// <remarks>Methods that would read past the last value throw <see cref="MalformedDataException"/> and take none.</remarks>
internal unsafe struct PlainDecoder
{
    private readonly byte* _data;
    private readonly int _width;
    private readonly int _count;
    private int _position;

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The first value. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of all values; a rest too short for one is left alone.</param>
    /// <param name="width">Bytes of a value, at least 1.</param>
    public PlainDecoder(byte* data, int byteLength, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        _data = data;
        _width = width;
        _count = byteLength / width;
    }

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _count - _position;

    /// <summary>Bytes of a value.</summary>
    public readonly int Width => _width;

    /// <summary>Goes past values and says where they lie, for whoever converts them.</summary>
    /// <param name="count">Values.</param>
    /// <returns>The first one; 64 bytes after the last can be read.</returns>
    public byte* Take(int count)
    {
        if ((uint)count > (uint)Remaining)
            MalformedDataException.ThrowEndsEarly("PLAIN", (long)_count * _width);
        var first = _data + ((long)_position * _width);
        _position += count;
        return first;
    }

    /// <summary>Goes past values.</summary>
    public void Skip(int count) => Take(count);

    /// <summary>Writes the next values.</summary>
    /// <param name="values">As many as to read; as wide as those of the page.</param>
    public void Decode<T>(Span<T> values)
        where T : unmanaged
    {
        AssertWidth<T>();
        new ReadOnlySpan<T>(Take(values.Length), values.Length).CopyTo(values);
    }

    /// <summary>Writes the next values to the rows that are valid, and zero to the others.</summary>
    /// <param name="validity">The bitmap of the batch.</param>
    /// <param name="firstRow">The bit of the first row.</param>
    /// <param name="rows">The rows from <paramref name="firstRow"/> on, as many as to fill.</param>
    /// <param name="validCount">Rows of these that are valid: the values to read.</param>
    public void DecodeExpanded<T>(ReadOnlySpan<ulong> validity, int firstRow, Span<T> rows, int validCount)
        where T : unmanaged
    {
        AssertWidth<T>();
        ExpandKernels.Expand(new ReadOnlySpan<T>(Take(validCount), validCount), validity, firstRow, rows);
    }

    /// <summary>Goes past values and writes those that are selected, one behind the other.</summary>
    /// <param name="selection">Bit i belongs to the i-th of the next values; bits past the end are zero.</param>
    /// <param name="count">Values to go past.</param>
    /// <param name="values">Room for those selected; what is beyond them may be overwritten.</param>
    /// <returns>How many were selected.</returns>
    public int DecodeSelected<T>(ReadOnlySpan<ulong> selection, int count, Span<T> values)
        where T : unmanaged
    {
        AssertWidth<T>();
        return CompressKernels.Compress(new ReadOnlySpan<T>(Take(count), count), selection[..Bitmaps.WordCount(count)], values);
    }

    /// <summary>Writes views of the next values: fixed-length byte arrays that are neither decimals nor numbers.</summary>
    /// <param name="values">As many as to read. Views of more than 12 bytes point into the page.</param>
    public void DecodeViews(Span<Utf8View> values) => FixedLengthViews.Write(Take(values.Length), _width, values);

    [Conditional("DEBUG")]
    private readonly void AssertWidth<T>()
        where T : unmanaged => Debug.Assert(sizeof(T) == _width, $"{typeof(T).Name} read from values of {_width} bytes");
}

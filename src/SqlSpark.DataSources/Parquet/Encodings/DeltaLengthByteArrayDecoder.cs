using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads byte arrays in encoding DELTA_LENGTH_BYTE_ARRAY, all lengths and then all bytes, to views: those of more than 12 bytes
/// point into the page, which must outlive them. Parquet: Encodings.md, DELTA_LENGTH_BYTE_ARRAY.
/// </summary>
internal unsafe struct DeltaLengthByteArrayDecoder
{
    private const int ChunkLength = 128;

    private readonly byte* _data;
    private readonly byte* _end;
    private DeltaBinaryPackedDecoder _lengths;
    private byte* _next;

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The header of the lengths. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of lengths and values.</param>
    public DeltaLengthByteArrayDecoder(byte* data, int byteLength)
    {
        _data = data;
        _end = data + byteLength;
        _lengths = new DeltaBinaryPackedDecoder(data, byteLength);
        _next = data + _lengths.MeasureBytes();
    }

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _lengths.Remaining;

    /// <summary>Writes views of the next values.</summary>
    /// <param name="values">As many as to read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(Span<Utf8View> values)
    {
        var lengths = stackalloc int[ChunkLength];
        for (var done = 0; done < values.Length; done += ChunkLength)
        {
            var count = Math.Min(values.Length - done, ChunkLength);
            _lengths.Decode(new Span<int>(lengths, count));
            for (var i = 0; i < count; i++)
                values[done + i] = Utf8View.FromPadded(TakeBytes(lengths[i]), lengths[i]);
        }
    }

    /// <summary>Goes past values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        var lengths = stackalloc int[ChunkLength];
        for (var done = 0; done < count; done += ChunkLength)
        {
            var step = Math.Min(count - done, ChunkLength);
            _lengths.Decode(new Span<int>(lengths, step));
            for (var i = 0; i < step; i++)
                TakeBytes(lengths[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* TakeBytes(int length)
    {
        if ((uint)length > _end - _next)
            MalformedDataException.Throw($"a byte array of {length} bytes where {_end - _next} are left", _next - _data);
        var bytes = _next;
        _next += length;
        return bytes;
    }
}

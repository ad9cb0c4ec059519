using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads byte arrays in encoding DELTA_LENGTH_BYTE_ARRAY, all lengths and then all bytes, to views: those of more than 12 bytes
/// point into the page, which must outlive them. Parquet: Encodings.md, DELTA_LENGTH_BYTE_ARRAY.
/// </summary>
/// <remarks>Methods that meet a length beyond the page throw <see cref="MalformedDataException"/>.</remarks>
internal unsafe struct DeltaLengthByteArrayDecoder
{
    private const int ChunkLength = 256;

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
        fixed (Utf8View* to = values)
        {
            for (var done = 0; done < values.Length; done += ChunkLength)
            {
                var count = Math.Min(values.Length - done, ChunkLength);
                var bytes = Take(new Span<int>(lengths, count));
                for (var i = 0; i < count; i++)
                {
                    PaddedViews.Write(bytes, lengths[i], to + done + i);
                    bytes += lengths[i];
                }
            }
        }
    }

    /// <summary>Goes past values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        Span<int> lengths = stackalloc int[ChunkLength];
        for (; count > 0; count -= ChunkLength)
            Take(lengths[..Math.Min(count, ChunkLength)]);
    }

    /// <summary>Goes past values and says where they lie, one behind the other.</summary>
    /// <param name="lengths">As many as to read: the bytes of each.</param>
    /// <returns>The first byte of the first value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte* Take(Span<int> lengths)
    {
        _lengths.Decode(lengths);
        var total = 0L;
        foreach (var length in lengths)
            total += (uint)length;

        // A negative length counts as 2 GiB or more here, and no page has as many bytes.
        if (total > _end - _next)
            MalformedDataException.Throw($"byte arrays of {total} bytes where {_end - _next} are left", _next - _data);
        var bytes = _next;
        _next += total;
        return bytes;
    }
}

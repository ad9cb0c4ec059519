using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads byte arrays in encoding PLAIN, four bytes of length before each, to views: those of more than 12 bytes point into the
/// page, which must outlive them. Parquet: Encodings.md, PLAIN.
/// </summary>
/// <remarks>Methods that meet a length beyond the page throw <see cref="MalformedDataException"/>.</remarks>
internal unsafe struct PlainByteArrayDecoder
{
    private readonly byte* _data;
    private readonly byte* _end;
    private byte* _next;

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The first length. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of all lengths and values.</param>
    public PlainByteArrayDecoder(byte* data, int byteLength)
    {
        _data = data;
        _end = data + byteLength;
        _next = data;
    }

    /// <summary>Writes views of the next values.</summary>
    /// <param name="values">As many as to read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(Span<Utf8View> values)
    {
        var next = _next;
        fixed (Utf8View* to = values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var length = LengthAt(next);
                PaddedViews.WritePrefixed(next, length, to + i);
                next += 4 + length;
            }
        }

        _next = next;
    }

    /// <summary>Goes past values and writes views of those that are selected, one behind the other.</summary>
    /// <param name="selection">Bit i belongs to the i-th of the next values.</param>
    /// <param name="count">Values to go past.</param>
    /// <param name="values">Room for those selected.</param>
    /// <returns>How many were selected.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int DecodeSelected(ReadOnlySpan<ulong> selection, int count, Span<Utf8View> values)
    {
        var next = _next;
        var written = 0;
        for (var i = 0; i < count; i++)
        {
            var length = LengthAt(next);
            if (Bitmaps.Get(selection, i))
            {
                ref var view = ref values[written++];
                PaddedViews.WritePrefixed(next, length, (Utf8View*)Unsafe.AsPointer(ref view));
            }

            next += 4 + length;
        }

        _next = next;
        return written;
    }

    /// <summary>Goes past values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        var next = _next;
        for (var i = 0; i < count; i++)
            next += 4 + LengthAt(next);
        _next = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int LengthAt(byte* next)
    {
        // One comparison for both: nothing is left for a length, or the length is more than what is left.
        var length = Unsafe.ReadUnaligned<uint>(next);
        if (length > _end - next - 4)
            ThrowLength(next);
        return (int)length;
    }

    private readonly void ThrowLength(byte* next)
    {
        if (_end - next < 4)
            MalformedDataException.ThrowEndsEarly("PLAIN", next - _data);
        MalformedDataException.Throw($"a byte array of {Unsafe.ReadUnaligned<uint>(next)} bytes where {_end - next - 4} are left", next - _data);
    }
}

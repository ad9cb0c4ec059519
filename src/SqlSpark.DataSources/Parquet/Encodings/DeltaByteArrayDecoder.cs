using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY in encoding DELTA_BYTE_ARRAY: how many bytes a value shares with the one before
/// it, and the rest. Parquet: Encodings.md, DELTA_BYTE_ARRAY.
/// </summary>
/// <remarks>
/// Values of more than 12 bytes are put together in a heap, which must outlive the views. Methods that meet lengths that
/// contradict each other or the page throw <see cref="MalformedDataException"/>. Copies of the struct share a buffer: use one.
/// </remarks>
internal unsafe struct DeltaByteArrayDecoder
{
    private const int ChunkLength = 256;

    // Bytes are copied in steps of a register; so many more than needed may be written.
    private const int Slack = 16;

    private readonly int _fixedLength;
    private DeltaBinaryPackedDecoder _prefixes;
    private DeltaLengthByteArrayDecoder _suffixes;
    private byte[] _value;              // the last value: what the next one does not share is written over it
    private int _valueLength;

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The header of the prefix lengths. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of the encoded values.</param>
    /// <param name="fixedLength">The bytes that every value must have, or -1.</param>
    public DeltaByteArrayDecoder(byte* data, int byteLength, int fixedLength = -1)
    {
        _fixedLength = fixedLength;
        _prefixes = new DeltaBinaryPackedDecoder(data, byteLength);
        var suffixes = _prefixes.MeasureBytes();
        _suffixes = new DeltaLengthByteArrayDecoder(data + suffixes, byteLength - suffixes);
        _value = new byte[128];
        if (_prefixes.Count != _suffixes.Remaining)
            MalformedDataException.Throw($"{_prefixes.Count} prefixes and {_suffixes.Remaining} suffixes", 0);
    }

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _prefixes.Remaining;

    /// <summary>Writes views of the next values.</summary>
    /// <param name="values">As many as to read.</param>
    /// <param name="heap">Where values of more than 12 bytes are put. It throws <c>MEMORY_LIMIT_EXCEEDED</c> when the account is full.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(Span<Utf8View> values, StringHeap heap)
    {
        for (var done = 0; done < values.Length; done += ChunkLength)
            DecodeChunk(values.Slice(done, Math.Min(values.Length - done, ChunkLength)), heap);
    }

    /// <summary>Goes past values. They are put together all the same, for the next one may begin like them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        var prefixes = stackalloc int[ChunkLength];
        var suffixes = stackalloc int[ChunkLength];
        for (; count > 0; count -= ChunkLength)
        {
            var step = Math.Min(count, ChunkLength);
            var bytes = TakeLengths(prefixes, suffixes, step);
            fixed (byte* value = _value)
            {
                for (var i = 0; i < step; i++)
                {
                    Copy(bytes, value + prefixes[i], suffixes[i]);
                    bytes += suffixes[i];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecodeChunk(Span<Utf8View> values, StringHeap heap)
    {
        var prefixes = stackalloc int[ChunkLength];
        var suffixes = stackalloc int[ChunkLength];
        var bytes = TakeLengths(prefixes, suffixes, values.Length);
        fixed (byte* value = _value)
        fixed (Utf8View* to = values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var length = prefixes[i] + suffixes[i];
                Copy(bytes, value + prefixes[i], suffixes[i]);
                bytes += suffixes[i];
                if (length <= Utf8View.MaxInlineLength)
                {
                    PaddedViews.Write(value, length, to + i);
                    continue;
                }

                var place = heap.Reserve(length + Slack);
                Copy(value, place, length);
                heap.Return(Slack);
                to[i] = new Utf8View(place, length);
            }
        }
    }

    // The lengths of the next values, which are right, and the first byte of their suffixes. The value's buffer holds any of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* TakeLengths(int* prefixes, int* suffixes, int count)
    {
        _prefixes.Decode(new Span<int>(prefixes, count));
        var bytes = _suffixes.Take(new Span<int>(suffixes, count));
        var (last, longest) = (_valueLength, 0);
        for (var i = 0; i < count; i++)
        {
            if ((uint)prefixes[i] > (uint)last)
                MalformedDataException.Throw($"{prefixes[i]} bytes shared with a value of {last}", 0);
            var length = (long)prefixes[i] + suffixes[i];
            if (_fixedLength >= 0 && length != _fixedLength)
                MalformedDataException.Throw($"a value of {length} bytes where each has {_fixedLength}", 0);
            if (length > Array.MaxLength - Slack)
                MalformedDataException.Throw($"a value of {length} bytes", 0);
            last = (int)length;
            longest = Math.Max(longest, last);
        }

        if (_value.Length < longest + Slack)
            Array.Resize(ref _value, (int)Math.Min(Array.MaxLength, Math.Max(longest + Slack, 2L * _value.Length)));
        _valueLength = last;
        return bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* from, byte* to, int length)
    {
        for (var i = 0; i < length; i += Slack)
            Vector128.Load(from + i).Store(to + i);
    }
}

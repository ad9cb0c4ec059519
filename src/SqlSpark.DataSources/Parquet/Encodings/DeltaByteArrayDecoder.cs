using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY in encoding DELTA_BYTE_ARRAY: what a value shares with the one before it, and the
/// rest. Parquet: Encodings.md, DELTA_BYTE_ARRAY.
/// </summary>
/// <remarks>Values of more than 12 bytes are put together in a heap, which must outlive the views.</remarks>
internal unsafe struct DeltaByteArrayDecoder
{
    private const int ChunkLength = 128;

    private readonly int _fixedLength;
    private DeltaBinaryPackedDecoder _prefixes;
    private DeltaLengthByteArrayDecoder _suffixes;
    private byte[] _previous;           // the last value, kept between calls: the heap may be emptied
    private int _previousLength;

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
        _previous = [];
        if (_prefixes.Count != _suffixes.Remaining)
            MalformedDataException.Throw($"{_prefixes.Count} prefixes and {_suffixes.Remaining} suffixes", 0);
    }

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _prefixes.Remaining;

    /// <summary>Writes views of the next values.</summary>
    /// <param name="values">As many as to read.</param>
    /// <param name="heap">Where values of more than 12 bytes are put. It throws <c>MEMORY_LIMIT_EXCEEDED</c> when the account is full.</param>
    public void Decode(Span<Utf8View> values, StringHeap heap)
    {
        Span<int> prefixes = stackalloc int[ChunkLength];
        for (var done = 0; done < values.Length; done += ChunkLength)
        {
            var count = Math.Min(values.Length - done, ChunkLength);
            _prefixes.Decode(prefixes[..count]);
            _suffixes.Decode(values.Slice(done, count));
            for (var i = 0; i < count; i++)
            {
                ref var value = ref values[done + i];
                var (prefix, suffix) = (prefixes[i], value);
                if ((uint)prefix > (uint)_previousLength)
                    MalformedDataException.Throw($"a prefix of {prefix} bytes of a value of {_previousLength}", 0);
                var length = checked(prefix + suffix.Length);
                if (_fixedLength >= 0 && length != _fixedLength)
                    MalformedDataException.Throw($"a value of {length} bytes where each has {_fixedLength}", 0);
                if (_previous.Length < length)
                    Array.Resize(ref _previous, Math.Max(length, 2 * _previous.Length));
                suffix.Bytes.CopyTo(_previous.AsSpan(prefix));
                _previousLength = length;
                value = heap.Copy(_previous.AsSpan(0, length));
            }
        }
    }

    /// <summary>Goes past values.</summary>
    /// <param name="count">Values.</param>
    /// <param name="heap">Scratch: the values are put together all the same, for the next one may begin like them.</param>
    public void Skip(int count, StringHeap heap)
    {
        Span<Utf8View> values = stackalloc Utf8View[ChunkLength];
        for (; count > 0; count -= ChunkLength)
            Decode(values[..Math.Min(count, ChunkLength)], heap);
    }
}

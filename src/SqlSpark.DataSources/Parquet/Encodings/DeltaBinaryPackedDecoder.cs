using System.Runtime.CompilerServices;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads INT32 and INT64 in encoding DELTA_BINARY_PACKED: differences, packed in blocks with a minimum and in mini-blocks with
/// a bit width. Sums wrap around. Parquet: Encodings.md, DELTA_BINARY_PACKED.
/// </summary>
/// <remarks>
/// Methods that would read past the last value, or meet a header that contradicts the format, throw
/// <see cref="MalformedDataException"/>. A copy of the struct is an independent reader of the same bytes.
/// </remarks>
internal unsafe struct DeltaBinaryPackedDecoder
{
    private const string Name = "DELTA_BINARY_PACKED";
    private const int GroupLength = 32;

    private readonly byte* _data;
    private readonly byte* _end;
    private readonly int _miniBlockLength;
    private readonly int _miniBlockCount;
    private readonly int _count;
    private byte* _next;            // the bytes after what was read
    private byte* _widths;          // the bit widths of the block's mini-blocks
    private int _miniBlock;         // the mini-block being read
    private int _groupsLeft;        // groups of 32 values of it that were not unpacked
    private int _remaining;         // values that were not returned
    private bool _isFirst;
    private long _last;
    private long _minDelta;
    private int _groupPosition;     // values of the group below that were taken
    private int _groupCount;
    private fixed long _group[GroupLength];

    /// <summary>A reader at the first value. The header is read at once.</summary>
    /// <param name="data">The header. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of header and blocks; more may follow the last block.</param>
    public DeltaBinaryPackedDecoder(byte* data, int byteLength)
    {
        _data = data;
        _end = data + byteLength;
        _next = data;
        var blockLength = ReadUnsigned();
        var miniBlockCount = ReadUnsigned();
        var count = ReadUnsigned();
        _last = ReadSigned();
        if (blockLength == 0 || blockLength > int.MaxValue || miniBlockCount == 0 || miniBlockCount > blockLength ||
            blockLength % miniBlockCount != 0 || blockLength / miniBlockCount % GroupLength != 0)
        {
            MalformedDataException.Throw($"a block of {blockLength} values in {miniBlockCount} mini-blocks", 0);
        }

        if (count > int.MaxValue)
            MalformedDataException.Throw($"{count} values in a page", 0);
        _miniBlockCount = (int)miniBlockCount;
        _miniBlockLength = (int)(blockLength / miniBlockCount);
        _miniBlock = _miniBlockCount;
        _count = _remaining = (int)count;
        _isFirst = true;
    }

    /// <summary>Values in all, as the header says: null values are not among them.</summary>
    public readonly int Count => _count;

    /// <summary>Values that are left.</summary>
    public readonly int Remaining => _remaining;

    /// <summary>Writes the next values.</summary>
    /// <param name="values">As many as to read.</param>
    public void Decode(Span<int> values)
    {
        foreach (ref var value in values)
            value = unchecked((int)Next());
    }

    /// <summary>Writes the next values.</summary>
    /// <param name="values">As many as to read.</param>
    public void Decode(Span<long> values)
    {
        foreach (ref var value in values)
            value = Next();
    }

    /// <summary>Goes past values.</summary>
    public void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Next();
    }

    /// <summary>Bytes from the header to the end of the last mini-block: where the next part of a page starts.</summary>
    /// <remarks>Reads the headers of all blocks; the position of this reader stays.</remarks>
    public readonly int MeasureBytes()
    {
        var copy = this;
        copy.Skip(copy._remaining);
        return (int)Math.Min(copy._end - copy._data, copy._next - copy._data + copy.UnreadOfMiniBlock());
    }

    private readonly long UnreadOfMiniBlock() => _miniBlock < _miniBlockCount ? (long)_groupsLeft * _widths[_miniBlock] * 4 : 0;

    private long Next()
    {
        if (_remaining == 0)
            MalformedDataException.ThrowEndsEarly(Name, _next - _data);
        _remaining--;
        if (_isFirst)
        {
            _isFirst = false;
            return _last;
        }

        if (_groupPosition == _groupCount)
            NextGroup();
        _last = unchecked(_last + _minDelta + _group[_groupPosition++]);
        return _last;
    }

    private void NextGroup()
    {
        if (_miniBlock < _miniBlockCount && _groupsLeft == 0)
        {
            _miniBlock++;
            _groupsLeft = _miniBlockLength / GroupLength;
        }

        if (_miniBlock >= _miniBlockCount)
        {
            _minDelta = ReadSigned();
            _widths = _next;
            if (_end - _next < _miniBlockCount)
                MalformedDataException.ThrowEndsEarly(Name, _end - _data);
            _next += _miniBlockCount;
            _miniBlock = 0;
            _groupsLeft = _miniBlockLength / GroupLength;
        }

        var width = (int)_widths[_miniBlock];
        if (width > 64)
            MalformedDataException.Throw($"a bit width of {width}", _widths + _miniBlock - _data);
        var needed = Math.Min(_remaining + 1, GroupLength);
        if (_end - _next < ((needed * width) + 7) >>> 3)
            MalformedDataException.ThrowEndsEarly(Name, _end - _data);
        for (var i = 0; i < needed; i++)
            _group[i] = (long)BitUnpacking.Read(_next, (long)i * width, width);
        _next += Math.Min(4 * width, _end - _next);
        _groupsLeft--;
        _groupPosition = 0;
        _groupCount = GroupLength;
    }

    private long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >>> 1) ^ -(long)(value & 1);
    }

    private ulong ReadUnsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_next >= _end)
                MalformedDataException.ThrowEndsEarly(Name, _next - _data);
            var part = *_next++;
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        MalformedDataException.Throw("an integer of more than 64 bits", _next - _data);
        return 0;
    }
}

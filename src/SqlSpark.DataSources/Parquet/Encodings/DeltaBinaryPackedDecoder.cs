using System.Diagnostics;
using System.Numerics;
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
    private const int SkipChunk = 256;

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
    private int _width;             // the mini-block's bit width
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

        // Pages without values may have no header either.
        if (byteLength == 0)
            return;
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

    /// <summary>Writes the next values, INT32 or INT64; only the low bits of the latter fit <see cref="int"/>.</summary>
    /// <param name="values">As many as to read.</param>
    public void Decode(Span<int> values)
    {
        fixed (int* to = values)
            Decode((uint*)to, values.Length);
    }

    /// <inheritdoc cref="Decode(Span{int})" />
    public void Decode(Span<long> values)
    {
        fixed (long* to = values)
            Decode((ulong*)to, values.Length);
    }

    /// <summary>Goes past values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        if (count == _remaining)
        {
            _remaining = 0;
            return;
        }

        // The differences have to be added up all the same.
        var scratch = stackalloc ulong[SkipChunk];
        for (; count > 0; count -= SkipChunk)
            Decode(scratch, Math.Min(count, SkipChunk));
    }

    /// <summary>Bytes from the header to the end of the last mini-block: where the next part of a page starts.</summary>
    /// <remarks>Reads the headers of all blocks, but no differences. For a reader that has not moved.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly int MeasureBytes()
    {
        Debug.Assert(_remaining == _count, "a reader that has moved");
        var copy = this;
        for (var left = _count - 1L; left > 0;)
        {
            copy.BeginBlock();
            for (var i = 0; i < _miniBlockCount && left > 0; i++, left -= _miniBlockLength)
            {
                var byteLength = (long)_miniBlockLength / 8 * copy._widths[i];

                // Some writers leave out the padding of the last mini-block.
                if (byteLength > _end - copy._next && (left * copy._widths[i] + 7) / 8 > _end - copy._next)
                    MalformedDataException.ThrowEndsEarly(Name, _end - _data);
                copy._next += Math.Min(byteLength, _end - copy._next);
            }
        }

        return (int)(copy._next - _data);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decode<T>(T* values, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (count > _remaining)
            MalformedDataException.ThrowEndsEarly(Name, _next - _data);
        if (_isFirst && count > 0)
        {
            _isFirst = false;
            _remaining--;
            *values++ = T.CreateTruncating(_last);
            count--;
        }

        while (count > 0)
        {
            int taken;
            if (_groupPosition < _groupCount)
            {
                taken = Math.Min(count, _groupCount - _groupPosition);
                for (var i = 0; i < taken; i++)
                    values[i] = T.CreateTruncating(_group[_groupPosition + i]);
                _last = _group[_groupPosition + taken - 1];
                _groupPosition += taken;
            }
            else
            {
                if (_groupsLeft == 0)
                    BeginMiniBlock();
                if (count >= GroupLength)
                {
                    taken = Math.Min(count / GroupLength, _groupsLeft) * GroupLength;
                    DecodeMiniBlock(values, taken);
                }
                else
                {
                    FillGroup();
                    continue;
                }
            }

            values += taken;
            count -= taken;
            _remaining -= taken;
        }
    }

    // Whole groups of a mini-block, straight to their place.
    private void DecodeMiniBlock<T>(T* values, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        var byteLength = (long)count / 8 * _width;
        if (byteLength > _end - _next)
            MalformedDataException.ThrowEndsEarly(Name, _end - _data);
        _last = sizeof(T) == 4 ? DecodeGroups((uint*)values, count) : (long)DecodeGroups((ulong*)values, count);
        _next += byteLength;
        _groupsLeft -= count / GroupLength;
    }

    private readonly uint DecodeGroups(uint* values, int count)
    {
        if (DeltaRegisters.CanDecode(sizeof(uint), _width))
            return DeltaRegisters.Decode(_next, _width, values, count, (uint)_last, (uint)_minDelta);
        if (_width > 32)
            UnpackTruncated(values, count);
        else
            BitUnpacking.Unpack(_next, _width, values, count, count);
        return PrefixSums.Add(values, count, (uint)_last, (uint)_minDelta);
    }

    private readonly ulong DecodeGroups(ulong* values, int count)
    {
        if (DeltaRegisters.CanDecode(sizeof(ulong), _width))
            return DeltaRegisters.Decode(_next, _width, values, count, (ulong)_last, (ulong)_minDelta);
        BitUnpacking.Unpack(_next, _width, values, count, count);
        return PrefixSums.Add(values, count, (ulong)_last, (ulong)_minDelta);
    }

    // Early writers used more than 32 bits for differences of INT32 that overflow; the sums are right in 32 all the same.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void UnpackTruncated(uint* values, int count)
    {
        var wide = stackalloc ulong[GroupLength];
        for (var done = 0; done < count; done += GroupLength)
        {
            BitUnpacking.Unpack(_next + (done / 8 * _width), _width, wide, GroupLength, GroupLength);
            for (var i = 0; i < GroupLength; i++)
                values[done + i] = (uint)wide[i];
        }
    }

    // A group of which only a part is asked for now, or that the data do not hold in full.
    private void FillGroup()
    {
        _groupCount = Math.Min(_remaining, GroupLength);
        _groupPosition = 0;
        var byteLength = ((_groupCount * _width) + 7) / 8;
        if (byteLength > _end - _next)
        {
            _groupCount = 0;
            MalformedDataException.ThrowEndsEarly(Name, _end - _data);
        }

        fixed (long* group = _group)
        {
            BitUnpacking.Unpack(_next, _width, (ulong*)group, _groupCount, GroupLength);
            PrefixSums.Add((ulong*)group, _groupCount, (ulong)_last, (ulong)_minDelta);
        }

        _next += Math.Min(GroupLength / 8 * _width, _end - _next);
        _groupsLeft--;
    }

    private void BeginMiniBlock()
    {
        if (++_miniBlock >= _miniBlockCount)
        {
            BeginBlock();
            _miniBlock = 0;
        }

        _width = _widths[_miniBlock];
        if (_width > 64)
            MalformedDataException.Throw($"a bit width of {_width}", _widths + _miniBlock - _data);
        _groupsLeft = _miniBlockLength / GroupLength;
    }

    private void BeginBlock()
    {
        _minDelta = ReadSigned();
        _widths = _next;
        if (_end - _next < _miniBlockCount)
            MalformedDataException.ThrowEndsEarly(Name, _end - _data);
        _next += _miniBlockCount;
    }

    private long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >>> 1) ^ -(long)(value & 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Reads Parquet's hybrid of run lengths and bit packing: dictionary indices, levels and booleans. Parquet: Encodings.md, RLE.
/// </summary>
/// <remarks>
/// Every method that reads past the last value, or finds a run that contradicts the format, throws
/// <see cref="MalformedDataException"/>. A copy of the struct is an independent reader of the same bytes.
/// </remarks>
internal unsafe struct RleBitPackedDecoder
{
    private const string Name = "RLE";
    private const int NarrowedChunk = 256;

    private readonly byte* _data;
    private readonly byte* _end;
    private readonly int _bitWidth;
    private byte* _next;            // the next run's header
    private uint _repeatedValue;
    private int _repeatedCount;     // values left of a run of equal ones
    private byte* _packed;          // first byte of a run of packed values
    private long _packedPosition;   // values of it that were taken
    private long _packedCount;      // values left of it

    /// <summary>A reader at the first value.</summary>
    /// <param name="data">The first run's header, without a length before it. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes of all runs; more may follow the last value.</param>
    /// <param name="bitWidth">Bits of a value, 0 to 32.</param>
    public RleBitPackedDecoder(byte* data, int byteLength, int bitWidth)
    {
        if ((uint)bitWidth > 32)
            MalformedDataException.Throw($"a bit width of {bitWidth}", 0);
        _data = data;
        _end = data + byteLength;
        _bitWidth = bitWidth;
        _next = data;
    }

    /// <summary>A reader of a data page's dictionary indices: the bit width in one byte, then the runs.</summary>
    public static RleBitPackedDecoder OfIndices(byte* data, int byteLength)
    {
        if (byteLength == 0)
            return new RleBitPackedDecoder(data, 0, 0);
        return new RleBitPackedDecoder(data + 1, byteLength - 1, data[0]);
    }

    /// <summary>A reader of runs that have their length before them, four bytes little endian: booleans, and levels of data pages v1.</summary>
    /// <param name="data">The length. 64 bytes after the end must be readable.</param>
    /// <param name="byteLength">Bytes that belong to the page from here on.</param>
    /// <param name="bitWidth">Bits of a value, 0 to 32.</param>
    /// <param name="totalByteLength">Bytes of the length and the runs.</param>
    public static RleBitPackedDecoder OfLengthPrefixed(byte* data, int byteLength, int bitWidth, out int totalByteLength)
    {
        if (byteLength < 4)
            MalformedDataException.ThrowEndsEarly(Name, byteLength);
        var runsLength = Unsafe.ReadUnaligned<uint>(data);
        if (runsLength > (uint)(byteLength - 4))
            MalformedDataException.Throw($"RLE data of {runsLength} bytes where {byteLength - 4} are left", 0);
        totalByteLength = (int)runsLength + 4;
        return new RleBitPackedDecoder(data + 4, (int)runsLength, bitWidth);
    }

    /// <summary>Bits of a value.</summary>
    public readonly int BitWidth => _bitWidth;

    /// <summary>Takes equal values at once when the next ones are stored as a run.</summary>
    /// <param name="maxCount">The most to take, at least 1.</param>
    /// <param name="value">The value of each.</param>
    /// <param name="count">How many were taken.</param>
    /// <returns>False, and nothing taken, when the next values are packed.</returns>
    public bool TryTakeRun(int maxCount, out uint value, out int count)
    {
        if (_repeatedCount == 0 && _packedCount == 0)
            NextRun();
        value = _repeatedValue;
        count = Math.Min(maxCount, _repeatedCount);
        _repeatedCount -= count;
        return count > 0;
    }

    /// <summary>Writes the next values. Values that do not fit are malformed data.</summary>
    /// <param name="values">As many as to read.</param>
    /// <typeparam name="T">An integer of 8, 16 or 32 bits, signed or not: the bits are written.</typeparam>
    public void Decode<T>(Span<T> values)
        where T : unmanaged
    {
        fixed (T* to = values)
        {
            if (sizeof(T) == 1)
                Decode((byte*)to, values.Length, 1U << 8);
            else if (sizeof(T) == 2)
                Decode((ushort*)to, values.Length, 1U << 16);
            else
                Decode((uint*)to, values.Length, uint.MaxValue);
        }
    }

    /// <summary>Writes the next values and makes sure that each is less than <paramref name="bound"/>.</summary>
    /// <param name="values">As many as to read.</param>
    /// <param name="bound">Entries of the dictionary, or one more than the greatest level; what is less must fit <typeparamref name="T"/>.</param>
    /// <typeparam name="T">An integer of 8, 16 or 32 bits, signed or not: the bits are written.</typeparam>
    public void DecodeBelow<T>(Span<T> values, int bound)
        where T : unmanaged
    {
        Debug.Assert(sizeof(T) == 4 || bound <= 1 << (8 * sizeof(T)), "a bound that does not fit the integers");
        fixed (T* to = values)
        {
            if (sizeof(T) == 1)
                Decode((byte*)to, values.Length, (uint)bound);
            else if (sizeof(T) == 2)
                Decode((ushort*)to, values.Length, (uint)bound);
            else
                Decode((uint*)to, values.Length, (uint)bound);
        }
    }

    /// <summary>Writes the next values of width 1 as bits, such as definition levels as validity; other bits stay as they are.</summary>
    /// <param name="words">A bitmap with room for the rows.</param>
    /// <param name="firstRow">The row of the first value.</param>
    /// <param name="count">Values to read.</param>
    /// <returns>How many were 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int DecodeBits(Span<ulong> words, int firstRow, int count)
    {
        Debug.Assert(_bitWidth == 1, "only values of one bit are bits");
        var ones = 0;
        while (count > 0)
        {
            if (TryTakeRun(count, out var value, out var taken))
            {
                BitCopy.Fill(value != 0, words, firstRow, taken);
                ones += value != 0 ? taken : 0;
            }
            else
            {
                taken = (int)Math.Min(count, _packedCount);
                ones += BitCopy.Copy(_packed, _packedPosition, words, firstRow, taken);
                TakePacked(taken);
            }

            firstRow += taken;
            count -= taken;
        }

        return ones;
    }

    /// <summary>Goes past values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        while (count > 0)
        {
            if (!TryTakeRun(count, out _, out var taken))
            {
                taken = (int)Math.Min(count, _packedCount);
                TakePacked(taken);
            }

            count -= taken;
        }
    }

    // With a bound of uint.MaxValue every value will do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decode<T>(T* values, int count, uint bound)
        where T : unmanaged, IBinaryInteger<T>
    {
        var all = new ReadOnlySpan<T>(values, count);
        var isInRange = true;
        for (int taken; count > 0; values += taken, count -= taken)
        {
            if (TryTakeRun(count, out var value, out taken))
            {
                if (value >= bound && bound != uint.MaxValue)
                    ThrowOutOfRange(value, bound);

                // Short runs are many; what is written too much is overwritten by the values that follow.
                if (taken <= 64 / sizeof(T) && count >= 64 / sizeof(T))
                    Vector512.Create(T.CreateTruncating(value)).Store(values);
                else
                    new Span<T>(values, taken).Fill(T.CreateTruncating(value));
            }
            else
            {
                taken = (int)Math.Min(count, _packedCount);
                if (_bitWidth <= sizeof(T) * 8)
                {
                    BitUnpacking.UnpackFrom(_packed, _packedPosition, _bitWidth, values, taken, count);

                    // Values of so few bits may be in range by their nature.
                    isInRange &= (_bitWidth < 32 && 1U << _bitWidth <= bound) || bound == uint.MaxValue;
                }
                else
                {
                    DecodeNarrowed(values, taken, bound);
                }

                TakePacked(taken);
            }
        }

        // Once for all runs, which may be short.
        if (!isInRange && uint.CreateTruncating(IntegerRange.Max(all)) is var greatest && greatest >= bound)
            ThrowOutOfRange(greatest, bound);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void DecodeNarrowed<T>(T* values, int count, uint bound)
        where T : unmanaged, IBinaryInteger<T>
    {
        var wide = stackalloc uint[NarrowedChunk];
        for (var done = 0; done < count; done += NarrowedChunk)
        {
            var step = Math.Min(count - done, NarrowedChunk);
            BitUnpacking.UnpackFrom(_packed, _packedPosition + done, _bitWidth, wide, step, NarrowedChunk);
            var greatest = IntegerRange.Max(new ReadOnlySpan<uint>(wide, step));
            if (greatest >= bound)
                ThrowOutOfRange(greatest, bound);
            for (var i = 0; i < step; i++)
                values[done + i] = T.CreateTruncating(wide[i]);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowOutOfRange(uint value, uint bound) =>
        MalformedDataException.Throw($"a value of {value} where only those below {bound} are in range", _next - _data);

    private void TakePacked(int count)
    {
        _packedPosition += count;
        _packedCount -= count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void NextRun()
    {
        while (_repeatedCount == 0 && _packedCount == 0)
        {
            var header = _next < _end && *_next < 0x80 ? *_next++ : ReadHeader();
            if ((header & 1) == 0)
            {
                var byteCount = (_bitWidth + 7) >>> 3;
                if (_end - _next < byteCount)
                    MalformedDataException.ThrowEndsEarly(Name, _next - _data);
                var value = byteCount == 0 ? 0 : Unsafe.ReadUnaligned<uint>(_next) & (uint.MaxValue >>> (32 - (8 * byteCount)));
                if (_bitWidth < 32 && value >>> _bitWidth != 0)
                    MalformedDataException.Throw($"a value of {value} where {_bitWidth} bits are the most", _next - _data);
                _next += byteCount;
                _repeatedValue = value;
                _repeatedCount = (int)(header >>> 1);
            }
            else
            {
                var count = (long)(header >>> 1) * 8;
                _packed = _next;
                _packedPosition = 0;

                // Some writers cut the last group where the values end.
                _packedCount = _bitWidth == 0 ? count : Math.Min(count, (_end - _next) * 8 / _bitWidth);
                _next += Math.Min(count / 8 * _bitWidth, _end - _next);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint ReadHeader()
    {
        var header = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_next >= _end)
                MalformedDataException.ThrowEndsEarly(Name, _next - _data);
            var part = *_next++;
            header |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                if (header > uint.MaxValue)
                    break;
                return (uint)header;
            }
        }

        MalformedDataException.Throw("a run longer than 2147483647 values", _next - _data);
        return 0;
    }
}

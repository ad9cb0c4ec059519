namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Reads a block forward and checks that nothing behind its end is read.</summary>
internal unsafe ref struct ByteCursor(byte* start, byte* end, byte* origin)
{
    private readonly byte* _origin = origin;

    /// <summary>A cursor over the whole of some bytes.</summary>
    public ByteCursor(byte* start, int byteLength)
        : this(start, start + byteLength, start)
    {
    }

    /// <summary>The next byte.</summary>
    public byte* Position { get; private set; } = start;

    /// <summary>The end of what may be read.</summary>
    public readonly byte* End { get; } = end;

    /// <summary>How many bytes are left.</summary>
    public readonly long Remaining => End - Position;

    /// <summary>Where the cursor is, for messages.</summary>
    public readonly long Offset => Position - _origin;

    /// <summary>Passes over bytes and returns where they are.</summary>
    public byte* Take(long byteLength)
    {
        if (byteLength > Remaining)
            ZstdErrors.ThrowCutOff(End - _origin);
        var taken = Position;
        Position += byteLength;
        return taken;
    }

    /// <summary>Passes over bytes and returns a cursor over them alone.</summary>
    public ByteCursor TakePart(long byteLength)
    {
        var taken = Take(byteLength);
        return new ByteCursor(taken, taken + byteLength, _origin);
    }

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => *Take(1);

    /// <summary>Reads a little-endian number of up to 8 bytes.</summary>
    public ulong ReadNumber(int byteLength)
    {
        var bytes = Take(byteLength);
        var value = 0UL;
        for (var i = 0; i < byteLength; i++)
            value |= (ulong)bytes[i] << (8 * i);
        return value;
    }
}

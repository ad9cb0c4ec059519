using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Where a frame's content goes.</summary>
/// <param name="start">Where the frame starts; matches reach back to here.</param>
/// <param name="end">Where the content ends at most.</param>
/// <param name="capacityEnd">The end of what may be overwritten.</param>
internal unsafe ref struct ZstdTarget(byte* start, byte* end, byte* capacityEnd)
{
    /// <summary>Where the frame starts.</summary>
    public readonly byte* Start { get; } = start;

    /// <summary>Where the content ends at most.</summary>
    public readonly byte* End { get; } = end;

    /// <summary>The end of what may be overwritten.</summary>
    public readonly byte* CapacityEnd { get; } = capacityEnd;

    /// <summary>Where the next byte goes.</summary>
    public byte* Position { get; set; } = start;

    /// <summary>Where the block began in the source, for messages.</summary>
    public long BlockOffset { get; set; }

    /// <summary>Adds bytes.</summary>
    public void Append(byte* bytes, long byteLength, long offset)
    {
        if (byteLength > End - Position)
            ZstdErrors.ThrowTooLong(offset);
        Unsafe.CopyBlockUnaligned(Position, bytes, (uint)byteLength);
        Position += byteLength;
    }

    /// <summary>Adds one byte many times.</summary>
    public void Fill(byte value, long byteLength, long offset)
    {
        if (byteLength > End - Position)
            ZstdErrors.ThrowTooLong(offset);
        Unsafe.InitBlockUnaligned(Position, value, (uint)byteLength);
        Position += byteLength;
    }

    /// <summary>A sequence of the block is impossible.</summary>
    public readonly void ThrowBadSequence() => ZstdErrors.ThrowBadSequence(BlockOffset);
}

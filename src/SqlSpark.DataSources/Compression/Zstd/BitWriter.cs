using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Writes bits from the lowest of a byte on. A store reaches 8 bytes past the position.</summary>
/// <param name="position">Where the first byte goes.</param>
internal unsafe struct BitWriter(byte* position)
{
    /// <summary>How many bits may be added between two calls of <see cref="Flush"/>.</summary>
    public const int MaxPending = 56;

    private ulong _pending;
    private int _pendingBits;

    /// <summary>Where the next whole byte goes.</summary>
    public byte* Position { get; private set; } = position;

    /// <summary>Adds the lowest <paramref name="count"/> bits of a value, whose other bits are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint value, int count)
    {
        _pending |= (ulong)value << _pendingBits;
        _pendingBits += count;
    }

    /// <summary>Stores the whole bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flush()
    {
        Unsafe.WriteUnaligned(Position, _pending);
        Position += _pendingBits >> 3;
        _pending >>= _pendingBits & ~7;
        _pendingBits &= 7;
    }

    /// <summary>Marks the end of a stream that is read backward, and fills the last byte.</summary>
    /// <returns>The end of the stream.</returns>
    public byte* Close()
    {
        Add(1, 1);
        return Fill();
    }

    /// <summary>Fills the last byte with zeros.</summary>
    /// <returns>The end of the bytes.</returns>
    public byte* Fill()
    {
        _pendingBits = (_pendingBits + 7) & ~7;
        Flush();
        return Position;
    }
}

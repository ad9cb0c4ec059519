using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>
/// A bit stream that is read from its end to its start. The highest set bit of the last byte marks where it begins; numbers
/// have their highest bit first.
/// </summary>
/// <remarks>
/// Loads reach up to 8 bytes before the start of the stream. Those are always there: a frame begins with at least 10 other bytes.
/// Whether bits that do not exist were used shows in <see cref="Remaining"/> being negative.
/// </remarks>
internal unsafe struct ReverseBits
{
    /// <summary>How many bits a load gives at least.</summary>
    public const int LoadBits = 57;

    /// <summary>Opens the stream that fills the rest of a part.</summary>
    public ReverseBits(ByteCursor part)
    {
        if (part.Remaining == 0)
            ZstdErrors.ThrowCutOff(part.Offset);
        var last = *(part.End - 1);
        if (last == 0)
            ZstdErrors.ThrowBadBits(part.Offset + part.Remaining);
        Start = part.Position;
        Remaining = ((part.Remaining - 1) * 8) + BitOperations.Log2(last);
    }

    /// <summary>Continues a stream that another reader has begun.</summary>
    public ReverseBits(byte* start, long remaining)
    {
        Start = start;
        Remaining = remaining;
    }

    /// <summary>The first byte, which is read last.</summary>
    public readonly byte* Start { get; }

    /// <summary>How many bits are left.</summary>
    public long Remaining { get; set; }

    /// <summary>The next <see cref="LoadBits"/> bits or more from the top down, without passing over them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Load() => Load(Start, Remaining);

    /// <summary>The same for loops that keep both in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte* start, long remaining)
    {
        var end = (remaining + 7) >> 3;
        return Unsafe.ReadUnaligned<ulong>(start + end - sizeof(ulong)) << (int)((end * 8) - remaining);
    }

    /// <summary>The top <paramref name="count"/> bits of a word, 0 to 63.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Top(ulong word, int count) => (uint)(word >> 1 >> (63 - count));

    /// <summary>Reads up to 32 bits; those that do not exist are unspecified.</summary>
    public uint Read(int count)
    {
        var value = Remaining > 0 ? Top(Load(), count) : 0;
        Remaining -= count;
        return value;
    }
}

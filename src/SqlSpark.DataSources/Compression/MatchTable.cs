using System.Numerics;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression;

/// <summary>The hash table of <see cref="GreedyMatcher"/>, taken from the account at the first use and kept.</summary>
/// <param name="account">Who pays.</param>
/// <param name="maxBits">The size of the table for large blocks, as a power of two.</param>
internal sealed unsafe class MatchTable(MemoryAccount account, int maxBits) : IDisposable
{
    /// <summary>A table that fits the first-level cache together with what it is used for.</summary>
    public const int FastBits = 13;

    private const int MinBits = 8;

    private NativeBuffer? _buffer;

    /// <summary>How many bits of a hash index the table.</summary>
    public int Bits { get; private set; }

    /// <summary>The first entry: positions in the block.</summary>
    public uint* Entries => (uint*)_buffer!.Address;

    /// <summary>Makes the table ready for a block; small blocks need less of it.</summary>
    public void Reset(int byteLength)
    {
        _buffer ??= account.Allocate(sizeof(uint) << maxBits);
        Bits = Math.Clamp(BitOperations.Log2((uint)byteLength | 1), MinBits, maxBits);
        new Span<uint>(Entries, 1 << Bits).Clear();
    }

    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
    }
}

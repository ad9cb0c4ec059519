using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>Spark's generator of random numbers: the same seed gives the numbers that Spark gives. A mutable value; copies go their own ways.</summary>
/// <remarks>Spark: <c>XORShiftRandom</c>, over Marsaglia's xorshift (Journal of Statistical Software 8, 2003).</remarks>
public struct XorShiftRandom
{
    private const int ArraySeed = 0x3C074A61;

    private long _state;

    /// <summary>A generator. The seed is hashed twice into 64 bits.</summary>
    public XorShiftRandom(long seed)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seed);
        var low = Hash(bytes, ArraySeed);
        var high = Hash(bytes, low);
        _state = ((long)high << 32) | (uint)low;
    }

    /// <summary>The next number from 0 inclusive to 1 exclusive, with 53 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (((long)Next(26) << 27) + Next(27)) * (1.0 / (1L << 53));

    /// <summary>The next number of 32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextInt32() => Next(32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next(int bits)
    {
        var next = _state ^ (_state << 21);
        next ^= next >>> 35;
        next ^= next << 4;
        _state = next;
        return (int)(next & ((1L << bits) - 1));
    }

    /// <summary>MurmurHash3 of a multiple of four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Hash(ReadOnlySpan<byte> bytes, int seed)
    {
        var hash = (uint)seed;
        for (var i = 0; i < bytes.Length; i += 4)
        {
            var k = BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]) * 0xcc9e2d51u;
            k = uint.RotateLeft(k, 15) * 0x1b873593u;
            hash = (uint.RotateLeft(hash ^ k, 13) * 5) + 0xe6546b64u;
        }

        hash ^= (uint)bytes.Length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35u;
        return (int)(hash ^ (hash >>> 16));
    }
}

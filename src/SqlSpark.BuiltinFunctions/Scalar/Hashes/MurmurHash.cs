using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>MurmurHash3, 32 bits, as Spark computes it: bytes past the last multiple of four are mixed one by one.</summary>
/// <remarks>Spark: <c>Murmur3_x86_32.hashInt</c>, <c>hashLong</c>, <c>hashUnsafeBytes</c>.</remarks>
internal readonly struct MurmurHash : IRowHash<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Hash(int value, int seed) => (int)Finish(Mix((uint)seed, (uint)value), 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Hash(long value, int seed) => (int)Finish(Mix(Mix((uint)seed, (uint)value), (uint)(value >>> 32)), 8);

    public static int Hash(ReadOnlySpan<byte> bytes, int seed)
    {
        var hash = (uint)seed;
        var i = 0;
        for (; i + 4 <= bytes.Length; i += 4)
            hash = Mix(hash, BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]));
        for (; i < bytes.Length; i++)
            hash = Mix(hash, (uint)(sbyte)bytes[i]);
        return (int)Finish(hash, (uint)bytes.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint hash, uint value)
    {
        value = uint.RotateLeft(value * 0xcc9e2d51u, 15) * 0x1b873593u;
        return (uint.RotateLeft(hash ^ value, 13) * 5) + 0xe6546b64u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Finish(uint hash, uint length)
    {
        hash ^= length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35u;
        return hash ^ (hash >>> 16);
    }
}

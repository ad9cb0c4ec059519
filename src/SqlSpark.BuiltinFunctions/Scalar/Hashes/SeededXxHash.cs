using System.Buffers.Binary;
using System.Numerics;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>XXH64 with a seed, as Spark computes it. Spark: <c>XXH64.java</c>.</summary>
internal readonly struct SeededXxHash : IRowHash<long>
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    public static long Hash(int value, long seed) => (long)Finish(AddInt((ulong)seed + Prime5 + 4, (uint)value));

    public static long Hash(long value, long seed) => (long)Finish(AddLong((ulong)seed + Prime5 + 8, (ulong)value));

    public static long Hash(ReadOnlySpan<byte> bytes, long seed)
    {
        var length = (ulong)bytes.Length;
        var start = (ulong)seed;
        var hash = start + Prime5;
        if (bytes.Length >= 32)
        {
            var (a, b, c, d) = (unchecked(start + Prime1 + Prime2), unchecked(start + Prime2), start, unchecked(start - Prime1));
            for (; bytes.Length >= 32; bytes = bytes[32..])
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
            }

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }

        hash += length;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = AddLong(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        if (bytes.Length >= 4)
        {
            hash = AddInt(hash, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            bytes = bytes[4..];
        }

        foreach (var octet in bytes)
            hash = BitOperations.RotateLeft(hash ^ (octet * Prime5), 11) * Prime1;
        return (long)Finish(hash);
    }

    private static ulong Round(ulong hash, ulong value) => BitOperations.RotateLeft(hash + (value * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private static ulong AddLong(ulong hash, ulong value) => (BitOperations.RotateLeft(hash ^ Round(0, value), 27) * Prime1) + Prime4;

    private static ulong AddInt(ulong hash, uint value) => (BitOperations.RotateLeft(hash ^ (value * Prime1), 23) * Prime2) + Prime3;

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >>> 33)) * Prime2;
        hash = (hash ^ (hash >>> 29)) * Prime3;
        return hash ^ (hash >>> 32);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>The checksum of zstd frames: XXH64 with seed 0.</summary>
/// <remarks>Source: xxhash_spec.md of xxHash.</remarks>
internal static unsafe class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 4 * sizeof(ulong);

    /// <summary>The hash of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Hash(byte* source, long byteLength)
    {
        var end = source + byteLength;
        ulong hash;
        if (byteLength >= StripeBytes)
        {
            var lane1 = unchecked(Prime1 + Prime2);
            var lane2 = Prime2;
            var lane3 = 0UL;
            var lane4 = unchecked(0UL - Prime1);
            for (; end - source >= StripeBytes; source += StripeBytes)
            {
                lane1 = Round(lane1, Unsafe.ReadUnaligned<ulong>(source));
                lane2 = Round(lane2, Unsafe.ReadUnaligned<ulong>(source + 8));
                lane3 = Round(lane3, Unsafe.ReadUnaligned<ulong>(source + 16));
                lane4 = Round(lane4, Unsafe.ReadUnaligned<ulong>(source + 24));
            }

            hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
            hash = Merge(Merge(Merge(Merge(hash, lane1), lane2), lane3), lane4);
        }
        else
        {
            hash = Prime5;
        }

        hash += (ulong)byteLength;
        for (; end - source >= sizeof(ulong); source += sizeof(ulong))
            hash = (BitOperations.RotateLeft(hash ^ Round(0, Unsafe.ReadUnaligned<ulong>(source)), 27) * Prime1) + Prime4;
        if (end - source >= sizeof(uint))
        {
            hash = (BitOperations.RotateLeft(hash ^ (Unsafe.ReadUnaligned<uint>(source) * Prime1), 23) * Prime2) + Prime3;
            source += sizeof(uint);
        }

        for (; source < end; source++)
            hash = BitOperations.RotateLeft(hash ^ (*source * Prime5), 11) * Prime1;
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Round(ulong lane, ulong word) => BitOperations.RotateLeft(lane + (word * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>The checksum of LZ4 frames: XXH32 with seed 0.</summary>
/// <remarks>Source: xxhash_spec.md of xxHash.</remarks>
internal static class XxHash32
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;
    private const int StripeBytes = 4 * sizeof(uint);

    /// <summary>The hash of bytes.</summary>
    public static uint Hash(ReadOnlySpan<byte> source)
    {
        var rest = source;
        uint hash;
        if (source.Length >= StripeBytes)
        {
            var lane1 = unchecked(Prime1 + Prime2);
            var lane2 = Prime2;
            var lane3 = 0U;
            var lane4 = unchecked(0U - Prime1);
            for (; rest.Length >= StripeBytes; rest = rest[StripeBytes..])
            {
                var words = MemoryMarshal.Cast<byte, uint>(rest[..StripeBytes]);
                lane1 = Round(lane1, words[0]);
                lane2 = Round(lane2, words[1]);
                lane3 = Round(lane3, words[2]);
                lane4 = Round(lane4, words[3]);
            }

            hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
        }
        else
        {
            hash = Prime5;
        }

        hash += (uint)source.Length;
        for (; rest.Length >= sizeof(uint); rest = rest[sizeof(uint)..])
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime3), 17) * Prime4;
        foreach (var value in rest)
            hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;
        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint Round(uint lane, uint word) => BitOperations.RotateLeft(lane + (word * Prime2), 13) * Prime1;
}

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

        return AddRest(hash + (uint)source.Length, rest);
    }

    /// <summary>Ends a hash with the bytes behind the last 16.</summary>
    private static uint AddRest(uint hash, ReadOnlySpan<byte> rest)
    {
        for (; rest.Length >= sizeof(uint); rest = rest[sizeof(uint)..])
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime3), 17) * Prime4;
        foreach (var value in rest)
            hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;
        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint Round(uint lane, uint word) => BitOperations.RotateLeft(lane + (word * Prime2), 13) * Prime1;

    /// <summary>The hash of bytes that come piece by piece.</summary>
    public struct Pieces
    {
        private readonly byte[] _rest;
        private uint _lane1;
        private uint _lane2;
        private uint _lane3;
        private uint _lane4;
        private ulong _length;

        /// <summary>A hash of nothing so far.</summary>
        public Pieces()
        {
            _rest = new byte[StripeBytes];
            (_lane1, _lane2, _lane3, _lane4) = (unchecked(Prime1 + Prime2), Prime2, 0U, unchecked(0U - Prime1));
        }

        private readonly int RestLength => (int)(_length % StripeBytes);

        /// <summary>Adds bytes behind those that came before.</summary>
        public void Append(ReadOnlySpan<byte> bytes)
        {
            var filled = RestLength;
            _length += (ulong)bytes.Length;
            if (filled > 0)
            {
                var count = Math.Min(StripeBytes - filled, bytes.Length);
                bytes[..count].CopyTo(_rest.AsSpan(filled));
                bytes = bytes[count..];
                if (filled + count < StripeBytes)
                    return;
                AddStripe(_rest);
            }

            for (; bytes.Length >= StripeBytes; bytes = bytes[StripeBytes..])
                AddStripe(bytes);
            bytes.CopyTo(_rest);
        }

        /// <summary>The hash of all bytes.</summary>
        public readonly uint Finish()
        {
            var hash = _length >= StripeBytes
                ? BitOperations.RotateLeft(_lane1, 1) + BitOperations.RotateLeft(_lane2, 7) + BitOperations.RotateLeft(_lane3, 12) + BitOperations.RotateLeft(_lane4, 18)
                : Prime5;
            return AddRest(hash + (uint)_length, _rest.AsSpan(0, RestLength));
        }

        private void AddStripe(ReadOnlySpan<byte> bytes)
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes[..StripeBytes]);
            _lane1 = Round(_lane1, words[0]);
            _lane2 = Round(_lane2, words[1]);
            _lane3 = Round(_lane3, words[2]);
            _lane4 = Round(_lane4, words[3]);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>XXH64 with seed 0: the checksum of zstd frames, and the hash of Parquet's Bloom filters over what encoding PLAIN gives a value (without a length).</summary>
/// <remarks>Source: xxhash_spec.md of xxHash.</remarks>
public static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>The hash of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var length = (ulong)bytes.Length;
        var hash = Prime5;
        if (bytes.Length >= 32)
        {
            var (a, b, c, d) = (unchecked(Prime1 + Prime2), Prime2, 0UL, unchecked(0 - Prime1));
            for (; bytes.Length >= 32; bytes = bytes[32..])
            {
                a = Round(a, Read64(bytes));
                b = Round(b, Read64(bytes[8..]));
                c = Round(c, Read64(bytes[16..]));
                d = Round(d, Read64(bytes[24..]));
            }

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }

        return AddRest(hash + length, bytes);
    }

    /// <summary>Ends a hash with the bytes behind the last 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong AddRest(ulong hash, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = AddLong(hash, Read64(bytes));
        if (bytes.Length >= 4)
        {
            hash = AddInt(hash, Unsafe.ReadUnaligned<uint>(in bytes[0]));
            bytes = bytes[4..];
        }

        foreach (var value in bytes)
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        return Avalanche(hash);
    }

    /// <summary>The hash of an INT32 or the bits of a FLOAT.</summary>
    public static ulong Hash(int value) => Avalanche(AddInt(Prime5 + 4, (uint)value));

    /// <summary>The hash of an INT64 or the bits of a DOUBLE.</summary>
    public static ulong Hash(long value) => Avalanche(AddLong(Prime5 + 8, (ulong)value));

    private static ulong Round(ulong accumulator, ulong input) => BitOperations.RotateLeft(accumulator + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong accumulator) => ((hash ^ Round(0, accumulator)) * Prime1) + Prime4;

    private static ulong AddLong(ulong hash, ulong value) => (BitOperations.RotateLeft(hash ^ Round(0, value), 27) * Prime1) + Prime4;

    private static ulong AddInt(ulong hash, uint value) => (BitOperations.RotateLeft(hash ^ (value * Prime1), 23) * Prime2) + Prime3;

    private static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >>> 33)) * Prime2;
        hash = (hash ^ (hash >>> 29)) * Prime3;
        return hash ^ (hash >>> 32);
    }

    private static ulong Read64(ReadOnlySpan<byte> bytes) => Unsafe.ReadUnaligned<ulong>(in bytes[0]);

    /// <summary>The hash of bytes that come piece by piece.</summary>
    public struct Pieces
    {
        private const int StripeBytes = 32;

        private readonly byte[] _rest;
        private ulong _a;
        private ulong _b;
        private ulong _c;
        private ulong _d;
        private ulong _length;

        /// <summary>A hash of nothing so far.</summary>
        public Pieces()
        {
            _rest = new byte[StripeBytes];
            (_a, _b, _c, _d) = (unchecked(Prime1 + Prime2), Prime2, 0UL, unchecked(0 - Prime1));
        }

        private readonly int RestLength => (int)(_length % StripeBytes);

        /// <summary>Adds bytes behind those that came before.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        public readonly ulong Finish()
        {
            var hash = Prime5;
            if (_length >= StripeBytes)
            {
                hash = BitOperations.RotateLeft(_a, 1) + BitOperations.RotateLeft(_b, 7) + BitOperations.RotateLeft(_c, 12) + BitOperations.RotateLeft(_d, 18);
                hash = Merge(Merge(Merge(Merge(hash, _a), _b), _c), _d);
            }

            return AddRest(hash + _length, _rest.AsSpan(0, RestLength));
        }

        private void AddStripe(ReadOnlySpan<byte> bytes)
        {
            _a = Round(_a, Read64(bytes));
            _b = Round(_b, Read64(bytes[8..]));
            _c = Round(_c, Read64(bytes[16..]));
            _d = Round(_d, Read64(bytes[24..]));
        }
    }
}

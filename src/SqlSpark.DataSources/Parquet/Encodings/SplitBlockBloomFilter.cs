using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Parquet's Bloom filter: blocks of 256 bits, eight bits a value, one in each word of a block. Parquet: BloomFilter.md.
/// </summary>
/// <remarks>Insertion is not thread-safe; asking is.</remarks>
internal readonly unsafe struct SplitBlockBloomFilter
{
    /// <summary>Bytes of a block: of the smallest filter.</summary>
    public const int BlockBytes = 32;

    private const int MaxBytes = 128 << 20;

    private readonly uint* _blocks;
    private readonly uint _blockCount;

    /// <summary>A filter over bytes that outlive it, all zero for an empty one.</summary>
    /// <param name="bits">The first block.</param>
    /// <param name="byteLength">A multiple of 32 and at least 32; anything else is malformed data.</param>
    public SplitBlockBloomFilter(byte* bits, int byteLength)
    {
        if (byteLength < BlockBytes || byteLength % BlockBytes != 0)
            MalformedDataException.Throw($"a Bloom filter of {byteLength} bytes", 0);
        _blocks = (uint*)bits;
        _blockCount = (uint)byteLength / BlockBytes;
    }

    /// <summary>The bytes of a filter for so many distinct values and that share of false positives: a power of two.</summary>
    public static int OptimalByteLength(long distinctCount, double falsePositiveRate)
    {
        var bits = -8.0 * distinctCount / Math.Log(1 - Math.Pow(falsePositiveRate, 1.0 / 8));
        return bits >= MaxBytes * 8L ? MaxBytes : (int)Math.Max(BlockBytes, (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(bits, 1)) / 8);
    }

    /// <summary>Whether a value of that hash may have been inserted; false is certain.</summary>
    public bool MayContain(ulong hash)
    {
        var mask = MaskOf((uint)hash);
        return Vector256.EqualsAll(Vector256.Load(BlockOf(hash)) & mask, mask);
    }

    /// <summary>Adds the value of that hash.</summary>
    public void Insert(ulong hash)
    {
        var block = BlockOf(hash);
        (Vector256.Load(block) | MaskOf((uint)hash)).Store(block);
    }

    private uint* BlockOf(ulong hash) => _blocks + ((hash >>> 32) * _blockCount >>> 32) * (BlockBytes / sizeof(uint));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> MaskOf(uint key)
    {
        var salted = Vector256.Create(key) * Vector256.Create(
            0x47b6137bU, 0x44974d91U, 0x8824ad5bU, 0xa2b7289dU, 0x705495c7U, 0x2df1424bU, 0x9efc4947U, 0x5c6bfb31U);
        if (Avx2.IsSupported)
            return Avx2.ShiftLeftLogicalVariable(Vector256<uint>.One, salted >>> 27);
        var mask = Vector256<uint>.Zero;
        for (var word = 0; word < Vector256<uint>.Count; word++)
            mask = mask.WithElement(word, 1U << (int)(salted[word] >>> 27));
        return mask;
    }
}

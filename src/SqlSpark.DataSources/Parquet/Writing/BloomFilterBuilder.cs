using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Collects the hashes of a column chunk's values, 8 bytes each, and makes the Bloom filter when it is known how many there are.</summary>
/// <remarks>parquet-java, <c>BlockSplitBloomFilter</c>, takes the largest filter where nobody says how many values are distinct; here it is no larger than the chunk needs.</remarks>
internal sealed unsafe class BloomFilterBuilder(BloomOptions options, MemoryAccount account) : IDisposable
{
    private readonly EncodingBuffer _hashes = new(account);

    /// <summary>Adds a value by the XXH64 of its bytes in encoding PLAIN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Insert(ulong hash)
    {
        Unsafe.WriteUnaligned(_hashes.Reserve(sizeof(ulong)), hash);
        _hashes.Advance(sizeof(ulong));
    }

    /// <summary>Makes the filter and forgets the hashes.</summary>
    /// <returns>The bits, which are the caller's; null when there were no values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public NativeBuffer? Build()
    {
        var hashes = new ReadOnlySpan<ulong>(_hashes.Address, _hashes.Length / sizeof(ulong));
        if (hashes.IsEmpty)
            return null;

        // A filter is a power of two, and at least a block.
        var wanted = SplitBlockBloomFilter.OptimalByteLength(options.DistinctCount ?? hashes.Length, options.FalsePositiveRate);
        var byteLength = Math.Max(SplitBlockBloomFilter.BlockBytes, Math.Min(wanted, 1 << BitOperations.Log2((uint)options.MaxBytes)));
        var bits = account.Allocate(byteLength, zeroed: true);
        var filter = new SplitBlockBloomFilter(bits.Address, byteLength);
        foreach (var hash in hashes)
            filter.Insert(hash);
        _hashes.Clear();
        return bits;
    }

    /// <inheritdoc />
    public void Dispose() => _hashes.Dispose();
}

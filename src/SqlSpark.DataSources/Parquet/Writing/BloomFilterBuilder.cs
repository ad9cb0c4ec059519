using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>The Bloom filter of a column chunk while it is filled.</summary>
/// <remarks>parquet-java: <c>BlockSplitBloomFilter</c>. A filter of nothing is not written.</remarks>
internal sealed unsafe class BloomFilterBuilder : IDisposable
{
    private NativeBuffer? _bits;
    private readonly SplitBlockBloomFilter _filter;

    /// <summary>An empty filter.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="distinctCount">Distinct values, or null when they are not known.</param>
    /// <param name="account">Pays for the bits.</param>
    public BloomFilterBuilder(BloomOptions options, long? distinctCount, MemoryAccount account)
    {
        var expected = options.DistinctCount ?? distinctCount;
        var wanted = expected is { } count ? SplitBlockBloomFilter.OptimalByteLength(count, options.FalsePositiveRate) : int.MaxValue;

        // The bits are a power of two, at least a block.
        var byteLength = Math.Max(32, Math.Min(wanted, 1 << System.Numerics.BitOperations.Log2((uint)options.MaxBytes)));
        _bits = account.Allocate(byteLength, zeroed: true);
        _filter = new SplitBlockBloomFilter(_bits.Address, byteLength);
    }

    /// <summary>Adds a value by the XXH64 of its bytes in encoding PLAIN.</summary>
    public void Insert(ulong hash) => _filter.Insert(hash);

    /// <summary>The bits; they are the caller's from now on.</summary>
    public NativeBuffer Take()
    {
        var bits = _bits!;
        _bits = null;
        return bits;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _bits?.Release();
        _bits = null;
    }
}

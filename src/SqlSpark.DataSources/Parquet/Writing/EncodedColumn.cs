using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>A column chunk in memory as it will be in the file: the bytes of its pages and what the footer says of them.</summary>
/// <remarks>Places count from the first byte of the chunk, so it can be put anywhere.</remarks>
internal sealed class EncodedColumn(WriteLeaf leaf, IBoundOrder order, MemoryAccount account) : IDisposable
{
    private readonly List<EncodedPage> _pages = [];

    /// <summary>The column.</summary>
    public WriteLeaf Leaf => leaf;

    /// <summary>How its bounds are ordered.</summary>
    public IBoundOrder Order => order;

    /// <summary>The pages with their headers, that of the dictionary first.</summary>
    public EncodingBuffer Pages { get; } = new(account);

    /// <summary>The data pages in order.</summary>
    public IReadOnlyList<EncodedPage> DataPages => _pages;

    /// <summary>Whether the first page is a dictionary.</summary>
    public bool HasDictionary { get; set; }

    /// <summary>Bytes of all pages with their headers once decompressed.</summary>
    public long UncompressedBytes { get; set; }

    /// <summary>Values, NULLs and empty lists.</summary>
    public long EntryCount { get; private set; }

    /// <summary>Entries that are no values.</summary>
    public long NullCount { get; private set; }

    /// <summary>How the values of all data pages are encoded.</summary>
    public ParquetEncoding Encoding { get; private set; }

    /// <summary>Distinct values, or null when nobody counted.</summary>
    public long? DistinctCount { get; set; }

    /// <summary>Bytes of all strings and binaries without lengths, or null for other columns.</summary>
    public long? ByteArrayBytes { get; set; }

    /// <summary>The bounds of all values.</summary>
    public PageBounds Bounds { get; set; }

    /// <summary>The bits of the Bloom filter, owned; or null.</summary>
    public NativeBuffer? BloomFilter { get; set; }

    /// <summary>Notes a data page that was written.</summary>
    /// <param name="byteLength">Its bytes with the header, the last ones of <see cref="Pages"/>.</param>
    /// <param name="extent">What it holds.</param>
    /// <param name="encoding">How its values are encoded.</param>
    public void AddPage(int byteLength, in PageExtent extent, ParquetEncoding encoding)
    {
        _pages.Add(new EncodedPage(Pages.Length - byteLength, byteLength, extent.RowCount, extent.LevelCount, extent.NullCount));
        EntryCount += extent.LevelCount;
        NullCount += extent.NullCount;
        Encoding = encoding;
    }

    /// <summary>Notes the bounds of the data page that was added last.</summary>
    public void SetBounds(PageBounds bounds) => _pages[^1].Bounds = bounds;

    /// <inheritdoc />
    public void Dispose()
    {
        Pages.Dispose();
        BloomFilter?.Release();
        BloomFilter = null;
    }
}

/// <summary>A data page of a column chunk.</summary>
/// <param name="Offset">Its first byte in the chunk.</param>
/// <param name="ByteLength">Its bytes with the header.</param>
/// <param name="RowCount">Rows.</param>
/// <param name="EntryCount">Values, NULLs and empty lists.</param>
/// <param name="NullCount">Entries that are no values.</param>
internal sealed record EncodedPage(int Offset, int ByteLength, int RowCount, int EntryCount, int NullCount)
{
    /// <summary>The bounds of its values.</summary>
    public PageBounds Bounds { get; set; }
}

using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>One column of one row group. parquet.thrift: <c>ColumnChunk</c> with its <c>ColumnMetaData</c>.</summary>
internal sealed record ColumnChunkMetadata
{
    /// <summary>The file that holds the pages, for summary files; null for this one.</summary>
    public string? FilePath { get; init; }

    /// <summary>How the values are stored.</summary>
    public ParquetType Type { get; init; }

    /// <summary>The names from below the root down to the leaf.</summary>
    public ImmutableArray<string> Path { get; init; } = [];

    /// <summary>The encodings that occur, those of levels among them.</summary>
    public ImmutableArray<ParquetEncoding> Encodings { get; init; } = [];

    /// <summary>How pages are compressed; may be a number that this reader does not know.</summary>
    public ParquetCodec Codec { get; init; }

    /// <summary>Values, NULLs and empty lists included.</summary>
    public long ValueCount { get; init; }

    /// <summary>Bytes of all pages with their headers once decompressed.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>Bytes of all pages with their headers in the file.</summary>
    public long CompressedSize { get; init; }

    /// <summary>Where the first data page begins.</summary>
    public long DataPageOffset { get; init; }

    /// <summary>Where the dictionary page begins, or null. Some writers say 0 where there is none.</summary>
    public long? DictionaryPageOffset { get; init; }

    /// <summary>What is known of the values, or null.</summary>
    public ParquetStatistics? Statistics { get; init; }

    /// <summary>How many pages there are of each kind and encoding, for writing; what is read of it is <see cref="IsDictionaryOnly"/>.</summary>
    public ImmutableArray<PageEncodingCount> PageCounts { get; init; } = [];

    /// <summary>Whether all data pages are known to hold dictionary codes.</summary>
    public bool IsDictionaryOnly { get; init; }

    /// <summary>How many data pages there are, or null when not said.</summary>
    public int? DataPageCount { get; init; }

    /// <summary>
    /// Whether all data pages hold dictionary codes, as their statistics or the list of encodings say: writers of PLAIN_DICTIONARY list PLAIN only for pages
    /// without codes.
    /// </summary>
    public bool HasOnlyCodes => IsDictionaryOnly
        || (Encodings.Contains(ParquetEncoding.PlainDictionary) && Encodings.All(static e => e is ParquetEncoding.PlainDictionary or ParquetEncoding.Rle or ParquetEncoding.BitPacked));

    /// <summary>Where the Bloom filter begins, or null.</summary>
    public long? BloomFilterOffset { get; init; }

    /// <summary>Bytes of the Bloom filter with its header, or null when not said.</summary>
    public int? BloomFilterLength { get; init; }

    /// <summary>Bytes of all BYTE_ARRAY values without lengths, or null when not said.</summary>
    public long? ByteArrayBytes { get; init; }

    /// <summary>Where the offset index is, or null.</summary>
    public FileRange? OffsetIndex { get; init; }

    /// <summary>Where the column index is, or null.</summary>
    public FileRange? ColumnIndex { get; init; }

    /// <summary>Whether the column is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Where the pages begin: at the dictionary page where there is one.</summary>
    public long StartOffset => DictionaryPageOffset is { } dictionary && dictionary > 0 && dictionary < DataPageOffset ? dictionary : DataPageOffset;

    /// <summary>The path with dots, for messages.</summary>
    public string DottedPath => string.Join('.', Path);
}

/// <summary>How many pages there are of a kind and encoding. parquet.thrift: <c>PageEncodingStats</c>.</summary>
internal readonly record struct PageEncodingCount(PageType Page, ParquetEncoding Encoding, int Count);

/// <summary>A part of a file.</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="ByteLength">How many bytes.</param>
internal readonly record struct FileRange(long Offset, int ByteLength);

using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>A file that was written, as bytes and footer: what lies where, page by page.</summary>
internal sealed class WrittenFile(string path)
{
    private readonly byte[] _bytes = File.ReadAllBytes(path);

    public ParquetFile Footer { get; } = ParquetWriting.Footer(path);

    public RowGroupMetadata RowGroup(int ordinal = 0) => Footer.Metadata.RowGroups[ordinal];

    public ColumnChunkMetadata Chunk(int column = 0, int rowGroup = 0) => RowGroup(rowGroup).Columns[column];

    public ColumnIndex? ColumnIndex(ColumnChunkMetadata chunk) =>
        chunk.ColumnIndex is { } range ? SqlSpark.DataSources.Parquet.Format.ColumnIndex.Read(_bytes.AsSpan((int)range.Offset, range.ByteLength)) : null;

    public OffsetIndex OffsetIndex(ColumnChunkMetadata chunk)
    {
        var range = chunk.OffsetIndex!.Value;
        return SqlSpark.DataSources.Parquet.Format.OffsetIndex.Read(_bytes.AsSpan((int)range.Offset, range.ByteLength));
    }

    /// <summary>The headers of all pages of a chunk, and where each page begins.</summary>
    public List<(long Offset, int HeaderLength, PageHeader Header)> Pages(ColumnChunkMetadata chunk)
    {
        var pages = new List<(long, int, PageHeader)>();
        for (var offset = chunk.StartOffset; offset < chunk.StartOffset + chunk.CompressedSize;)
        {
            var header = PageHeader.Read(_bytes.AsSpan((int)offset), out var headerLength);
            pages.Add((offset, headerLength, header));
            offset += headerLength + header.CompressedSize;
        }

        return pages;
    }

    public ReadOnlySpan<byte> Body((long Offset, int HeaderLength, PageHeader Header) page) =>
        _bytes.AsSpan((int)page.Offset + page.HeaderLength, page.Header.CompressedSize);

    /// <summary>Asks a chunk's Bloom filter.</summary>
    public unsafe bool MayContain(ColumnChunkMetadata chunk, ulong hash)
    {
        var bytes = _bytes.AsSpan((int)chunk.BloomFilterOffset!.Value, chunk.BloomFilterLength!.Value);
        var header = BloomFilterHeader.Read(bytes, out var headerLength);
        fixed (byte* bits = bytes[headerLength..])
            return new SplitBlockBloomFilter(bits, header.ByteLength).MayContain(hash);
    }
}

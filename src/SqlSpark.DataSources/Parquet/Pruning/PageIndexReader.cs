using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Reads the indexes of column chunks. One that is missing, damaged or out of all proportion counts as none: the pages can be read without it.</summary>
/// <param name="file">The open file.</param>
internal sealed class PageIndexReader(IReadableFile file)
{
    // Entries of some dozen bytes for each page: a chunk of a million pages.
    private const int MaxByteLength = 64 << 20;

    /// <summary>The bounds of pages; null when there are none.</summary>
    public ColumnIndex? ReadBounds(ColumnChunkMetadata chunk) => Read(chunk.ColumnIndex, ColumnIndex.Read);

    /// <summary>The places of pages; null when they are not known.</summary>
    public OffsetIndex? ReadPlaces(ColumnChunkMetadata chunk) => Read(chunk.OffsetIndex, OffsetIndex.Read) is { Pages.IsEmpty: false } places ? places : null;

    private T? Read<T>(FileRange? range, Func<ReadOnlySpan<byte>, T> parse)
        where T : class
    {
        if (range is not { } place || place.ByteLength is <= 0 or > MaxByteLength || place.Offset < 0 || place.Offset > file.ByteLength - place.ByteLength)
            return null;
        var bytes = new byte[place.ByteLength];
        if (file.Read(place.Offset, bytes) < bytes.Length)
            return null;
        try
        {
            return parse(bytes);
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }
}

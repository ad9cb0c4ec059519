using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Puts encoded row groups into a file, one behind the other, then the index of pages and the footer.</summary>
/// <remarks>parquet-format: README.md, "File format"; PageIndex.md; BloomFilter.md: filters stand behind the row group they belong to. Not thread-safe.</remarks>
internal sealed class ParquetFileAppender
{
    private static readonly string CreatedBy =
        $"SqlSpark version {typeof(ParquetFileAppender).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    private readonly IWritableFile _target;
    private readonly WriteSchema _schema;
    private readonly ParquetWriteOptions _options;
    private readonly ImmutableArray<SortingColumn> _sortedBy;
    private readonly List<WrittenRowGroup> _rowGroups = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly long _start;
    private long _rowCount;

    /// <summary>Begins the file.</summary>
    /// <param name="target">Where it goes; the caller's.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="sortedBy">By what rows are sorted.</param>
    public ParquetFileAppender(IWritableFile target, WriteSchema schema, ParquetWriteOptions options, ImmutableArray<SortedColumn> sortedBy)
    {
        _target = target;
        _schema = schema;
        _options = options;
        _sortedBy = [.. sortedBy.Select(column => new SortingColumn(OrdinalOf(column.Path), column.IsDescending, column.NullsFirst))];
        _start = target.ByteLength;
        target.Append("PAR1"u8);
    }

    /// <summary>Appends a row group, which stays the caller's.</summary>
    public void Append(EncodedRowGroup rowGroup)
    {
        var offsets = new long[rowGroup.Columns.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = Position;
            _target.Append(rowGroup.Columns[i].Pages.Bytes);
        }

        var filters = new FileRange?[offsets.Length];
        for (var i = 0; i < offsets.Length; i++)
            filters[i] = AppendFilter(rowGroup.Columns[i]);
        _rowGroups.Add(new WrittenRowGroup(
            rowGroup.RowCount,
            [.. rowGroup.Columns.Select((column, i) => new WrittenColumn(ToMetadata(column, offsets[i], filters[i]), [.. column.DataPages], column.Order, offsets[i]))]));
        _rowCount += rowGroup.RowCount;
    }

    /// <summary>Writes the index of pages and the footer. Nothing can be appended afterwards.</summary>
    public void Finish()
    {
        var columnIndexes = _rowGroups.ConvertAll(group => group.Columns.Select(AppendColumnIndex).ToArray());
        var offsetIndexes = _rowGroups.ConvertAll(group => group.Columns.Select(AppendOffsetIndex).ToArray());
        var footer = new FileMetadata
        {
            Schema = _schema.Elements,
            RowCount = _rowCount,
            RowGroups = [.. _rowGroups.Select((group, g) => new RowGroupMetadata
            {
                Columns = [.. group.Columns.Select((column, i) => column.Metadata with { ColumnIndex = columnIndexes[g][i], OffsetIndex = offsetIndexes[g][i] })],
                UncompressedSize = group.Columns.Sum(static column => column.Metadata.UncompressedSize),
                RowCount = group.RowCount,
                SortingColumns = _sortedBy,
                Ordinal = g,
            })],
            KeyValues =
            [
                KeyValuePair.Create<string, string?>(SparkSchemaJson.VersionKey, SparkSchemaJson.Version),
                KeyValuePair.Create<string, string?>(SparkSchemaJson.SchemaKey, SparkSchemaJson.Write(_schema.Type)),
            ],
            CreatedBy = CreatedBy,
            ColumnOrders = [.. _schema.Leaves.Select(static _ => ColumnOrder.TypeDefined)],
        };
        _buffer.ResetWrittenCount();
        footer.Write(new ThriftWriter(_buffer));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), _buffer.WrittenCount);
        _buffer.Advance(sizeof(int));
        _buffer.Write("PAR1"u8);
        _target.Append(_buffer.WrittenSpan);
    }

    private long Position => _target.ByteLength - _start;

    private FileRange? AppendFilter(EncodedColumn column)
    {
        if (column.BloomFilter is not { } bits)
            return null;
        var offset = Position;
        _buffer.ResetWrittenCount();
        new BloomFilterHeader((int)bits.ByteLength, IsSupported: true).Write(new ThriftWriter(_buffer));
        _target.Append(_buffer.WrittenSpan);
        _target.Append(bits.AsSpan<byte>());
        return new FileRange(offset, (int)(Position - offset));
    }

    private ColumnChunkMetadata ToMetadata(EncodedColumn column, long offset, FileRange? filter)
    {
        var hasPages = column.DataPages.Count > 0;
        var valueEncoding = hasPages ? column.Encoding : ParquetEncoding.Plain;
        var dataPageType = _options.IsVersion2 ? PageType.DataPageV2 : PageType.DataPage;
        ImmutableArray<PageEncodingCount> pageCounts = [new(dataPageType, valueEncoding, column.DataPages.Count)];
        if (column.HasDictionary)
            pageCounts = pageCounts.Insert(0, new(PageType.DictionaryPage, ParquetEncoding.Plain, 1));
        return new ColumnChunkMetadata
        {
            Type = column.Leaf.Element.Type!.Value,
            Path = column.Leaf.Path,
            Encodings = [.. pageCounts.Select(static count => count.Encoding).Append(ParquetEncoding.Rle).Distinct()],
            Codec = _options.Codec,
            ValueCount = column.EntryCount,
            UncompressedSize = column.UncompressedBytes,
            CompressedSize = column.Pages.Length,
            DataPageOffset = offset + (hasPages ? column.DataPages[0].Offset : 0),
            DictionaryPageOffset = column.HasDictionary ? offset : null,
            Statistics = StatisticsOf(column),
            PageCounts = pageCounts,
            BloomFilterOffset = filter?.Offset,
            BloomFilterLength = filter?.ByteLength,
            ByteArrayBytes = column.ByteArrayBytes,
        };
    }

    private ParquetStatistics StatisticsOf(EncodedColumn column)
    {
        var bounds = column.Bounds;
        var min = bounds.Min is { } low ? column.Order.Shorten(low, isMax: false, _options.BoundBytes) : null;
        var max = bounds.Max is { } high ? column.Order.Shorten(high, isMax: true, _options.BoundBytes) : null;
        return new ParquetStatistics
        {
            NullCount = column.NullCount,
            DistinctCount = column.DistinctCount,
            Min = min?.Bytes,
            Max = max?.Bytes,
            IsMinExact = min?.IsExact,
            IsMaxExact = max?.IsExact,
            NanCount = bounds.NanCount,
        };
    }

    /// <summary>Writes the bounds of pages; not where a page has values and no bounds, for the format cannot say so.</summary>
    private FileRange? AppendColumnIndex(WrittenColumn column)
    {
        if (column.Pages.IsEmpty)
            return null;
        var mins = ImmutableArray.CreateBuilder<byte[]>();
        var maxes = ImmutableArray.CreateBuilder<byte[]>();
        foreach (var page in column.Pages)
        {
            if (page.NullCount == page.EntryCount)
            {
                mins.Add([]);
                maxes.Add([]);
                continue;
            }

            if (page.Bounds is not { Min: { } min, Max: { } max }
                || column.Order.Shorten(min, isMax: false, _options.PageBoundBytes) is not { } low
                || column.Order.Shorten(max, isMax: true, _options.PageBoundBytes) is not { } high)
                return null;
            mins.Add(low.Bytes);
            maxes.Add(high.Bytes);
        }

        var nullPages = column.Pages.Select(static page => page.NullCount == page.EntryCount).ToImmutableArray();
        var index = new ColumnIndex(
            nullPages, mins.ToImmutable(), maxes.ToImmutable(), OrderOf(column.Order, nullPages, mins, maxes), [.. column.Pages.Select(static page => (long)page.NullCount)]);
        return AppendStruct(index.Write);
    }

    private FileRange? AppendOffsetIndex(WrittenColumn column)
    {
        if (column.Pages.IsEmpty)
            return null;
        var locations = ImmutableArray.CreateBuilder<PageLocation>(column.Pages.Length);
        var row = 0L;
        foreach (var page in column.Pages)
        {
            locations.Add(new PageLocation(column.Offset + page.Offset, page.ByteLength, row));
            row += page.RowCount;
        }

        return AppendStruct(new OffsetIndex(locations.MoveToImmutable()).Write);
    }

    private FileRange AppendStruct(Action<ThriftWriter> write)
    {
        var offset = Position;
        _buffer.ResetWrittenCount();
        write(new ThriftWriter(_buffer));
        _target.Append(_buffer.WrittenSpan);
        return new FileRange(offset, _buffer.WrittenCount);
    }

    /// <summary>Whether bounds of pages ascend or descend, those of pages of NULLs left out.</summary>
    private static BoundaryOrder OrderOf(
        IBoundOrder order, ImmutableArray<bool> nullPages, ImmutableArray<byte[]>.Builder mins, ImmutableArray<byte[]>.Builder maxes)
    {
        var (ascends, descends, last) = (true, true, -1);
        for (var i = 0; i < nullPages.Length; i++)
        {
            if (nullPages[i])
                continue;
            if (last >= 0)
            {
                var (min, max) = (order.Compare(mins[last], mins[i]), order.Compare(maxes[last], maxes[i]));
                ascends &= min <= 0 && max <= 0;
                descends &= min >= 0 && max >= 0;
            }

            last = i;
        }

        return ascends ? BoundaryOrder.Ascending : descends ? BoundaryOrder.Descending : BoundaryOrder.Unordered;
    }

    private int OrdinalOf(string path) => _schema.Leaves.FirstOrDefault(leaf => leaf.DottedPath == path)?.Ordinal
        ?? throw new ArgumentException($"rows sorted by {path}, which is no column", nameof(path));

    private sealed record WrittenRowGroup(long RowCount, ImmutableArray<WrittenColumn> Columns);

    private sealed record WrittenColumn(ColumnChunkMetadata Metadata, ImmutableArray<EncodedPage> Pages, IBoundOrder Order, long Offset);
}

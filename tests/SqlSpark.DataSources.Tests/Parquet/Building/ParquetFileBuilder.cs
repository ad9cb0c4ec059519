using System.Buffers;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Tests.Parquet.Building;

/// <summary>Builds files out of stored rows: layout, encodings and codecs are random where nothing is asked for.</summary>
/// <param name="random">Decides what is left open.</param>
/// <param name="account">Pays for encoders and codecs.</param>
internal sealed class ParquetFileBuilder(Random random, MemoryAccount account)
{
    private static readonly int[] PageEntries = [1, 63, 64, 65, 300, 4096, 4097, 100_000];

    private static readonly (ParquetCodec File, CompressionCodec Engine)[] Codecs =
    [
        (ParquetCodec.Uncompressed, CompressionCodec.Uncompressed), (ParquetCodec.Snappy, CompressionCodec.Snappy), (ParquetCodec.Gzip, CompressionCodec.Gzip),
        (ParquetCodec.Brotli, CompressionCodec.Brotli), (ParquetCodec.Lz4, CompressionCodec.Lz4Hadoop), (ParquetCodec.Zstd, CompressionCodec.Zstd),
        (ParquetCodec.Lz4Raw, CompressionCodec.Lz4Raw),
    ];

    private readonly MemoryStream _file = new();

    /// <summary>How pages are compressed; null for any.</summary>
    public ParquetCodec? Codec { get; init; }

    /// <summary>The statistics of a chunk, by leaf and its values, NULLs included; null for none.</summary>
    public Func<int, LeafEntries, ParquetStatistics?>? Statistics { get; init; }

    /// <summary>How bounds are ordered, for all leaves; null to leave it out.</summary>
    public ColumnOrder? Order { get; init; }

    /// <summary>Notes in the footer.</summary>
    public KeyValuePair<string, string?>[] KeyValues { get; init; } = [];

    /// <summary>Entries of a page at most; null for any.</summary>
    public int? EntriesPerPage { get; init; }

    /// <summary>The statistics of a page for the column index, as <see cref="Statistics"/>; null for no index. Bounds are left out where it gives none.</summary>
    public Func<int, LeafEntries, ParquetStatistics?>? PageStatistics { get; init; }

    /// <summary>Whether values are dictionary codes, all of them; null for either, or some.</summary>
    public bool? HasDictionary { get; init; }

    /// <summary>Whether numbers and byte arrays get Bloom filters.</summary>
    public bool HasBloomFilters { get; init; }

    public byte[] Build(IReadOnlyList<ParquetNode> columns, IReadOnlyList<IReadOnlyList<object?[]>> rowGroups)
    {
        _file.Write("PAR1"u8);
        var root = new SchemaElement { Name = "root", ChildCount = columns.Count };
        var leaves = columns.SelectMany(column => Paths(column, [])).ToList();
        var groups = rowGroups.Select((rows, ordinal) => new RowGroupMetadata
        {
            Ordinal = ordinal,
            RowCount = rows.Count,
            Columns = [.. Shredder.Shred(columns, rows).Select((entries, leaf) => WriteChunk(leaves[leaf].Leaf, leaves[leaf].Path, leaf, entries))],
        }).ToList();
        var metadata = new FileMetadata
        {
            Schema = [root, .. columns.SelectMany(column => column.Elements)],
            RowCount = rowGroups.Sum(rows => rows.Count),
            RowGroups = [.. groups],
            KeyValues = [.. KeyValues],
            CreatedBy = "sqlspark tests",
            ColumnOrders = Order is { } order ? [.. leaves.Select(_ => order)] : [],
        };
        var footer = new ArrayBufferWriter<byte>();
        metadata.Write(new ThriftWriter(footer));
        _file.Write(footer.WrittenSpan);
        _file.Write(BitConverter.GetBytes(footer.WrittenCount));
        _file.Write("PAR1"u8);
        return _file.ToArray();
    }

    private static IEnumerable<(ParquetNode Leaf, string[] Path)> Paths(ParquetNode node, string[] parents)
    {
        string[] path = [.. parents, node.Name];
        return node.Element.Type is null ? node.Children.SelectMany(child => Paths(child, path)) : [(node, path)];
    }

    private ColumnChunkMetadata WriteChunk(ParquetNode leaf, string[] path, int ordinal, LeafEntries entries)
    {
        var codec = Codec is { } wanted ? Codecs.Single(c => c.File == wanted) : Codecs[random.Next(Codecs.Length)];
        BlockCodecs.TryCreate(codec.Engine, account, out var compressor);
        using var block = compressor!;
        using var encoder = new ValueEncoder(leaf.Element, account);
        var start = _file.Position;
        var hasDictionary = leaf.Element.Type != ParquetType.Boolean && (HasDictionary ?? random.Next(2) == 0);
        var entriesPerPage = EntriesPerPage ?? PageEntries[random.Next(entries.Count > 1000 ? 1 : 0, PageEntries.Length)];
        var isV2 = random.Next(2) == 0;
        var pages = Split(entries, entriesPerPage, atRows: isV2);

        // From some page on the dictionary is given up, as writers do when it grows too large.
        var codedPages = !hasDictionary ? 0 : HasDictionary == true || random.Next(2) == 0 ? pages.Count : random.Next(1, pages.Count + 1);
        var coded = pages.Take(codedPages).SelectMany(page => entries.Values[page]).Where(value => value is not null).ToList();
        var dictionary = hasDictionary ? encoder.ToDictionary(coded!) : null;
        if (dictionary is not null)
        {
            var body = encoder.Encode(dictionary.Entries, ParquetEncoding.Plain);
            WritePage(new PageHeader { Type = PageType.DictionaryPage, ValueCount = dictionary.Entries.Count, Encoding = random.Next(2) == 0 ? ParquetEncoding.Plain : ParquetEncoding.PlainDictionary }, [], body, block);
        }

        var dataStart = _file.Position;
        var places = new List<PageLocation>();
        for (var i = 0; i < pages.Count; i++)
        {
            var pageStart = _file.Position;
            WriteDataPage(entries, pages[i], encoder, i < codedPages ? dictionary : null, isV2, block);
            places.Add(new PageLocation(pageStart, (int)(_file.Position - pageStart), entries.Repetition[..pages[i].Start.Value].Count(level => level == 0)));
        }

        var byteLength = _file.Position - start;
        var hasIndex = PageStatistics is not null && entries.MaxRepetition == 0;
        return new ColumnChunkMetadata
        {
            Encodings = hasDictionary && codedPages == pages.Count ? [ParquetEncoding.PlainDictionary, ParquetEncoding.Rle] : [],
            OffsetIndex = hasIndex ? WriteStruct(new OffsetIndex([.. places]).Write) : null,
            ColumnIndex = hasIndex && IndexOf(ordinal, entries, pages) is { } index ? WriteStruct(index.Write) : null,
            BloomFilterOffset = HasBloomFilters ? WriteBloomFilter(leaf.Element, entries) : null,
            Type = leaf.Element.Type!.Value,
            Path = [.. path],
            Codec = codec.File,
            ValueCount = entries.Count,
            CompressedSize = byteLength,
            UncompressedSize = byteLength,
            DataPageOffset = dataStart,
            DictionaryPageOffset = dictionary is null ? null : start,
            Statistics = Statistics?.Invoke(ordinal, entries),
        };
    }

    /// <summary>The bounds of all pages; null when those of one are not noted.</summary>
    private ColumnIndex? IndexOf(int leaf, LeafEntries entries, List<Range> pages)
    {
        var statistics = new List<ParquetStatistics>();
        var nullPages = new List<bool>();
        foreach (var page in pages)
        {
            var part = new LeafEntries { MaxDefinition = entries.MaxDefinition };
            for (var i = page.Start.Value; i < page.End.Value; i++)
                part.Add(entries.Repetition[i], entries.Definition[i], entries.Values[i]);
            nullPages.Add(part.Values.All(value => value is null));
            if (PageStatistics!(leaf, part) is not { } known || (known.Min is null && !nullPages[^1]))
                return null;
            statistics.Add(known);
        }

        return new ColumnIndex(
            [.. nullPages],
            [.. statistics.Select(s => s.Min ?? [])],
            [.. statistics.Select(s => s.Max ?? [])],
            BoundaryOrder.Unordered,
            statistics.All(s => s.NullCount is not null) ? [.. statistics.Select(s => s.NullCount!.Value)] : []);
    }

    private unsafe long? WriteBloomFilter(SchemaElement element, LeafEntries entries)
    {
        if (element.Type is not (ParquetType.Int32 or ParquetType.Int64 or ParquetType.ByteArray or ParquetType.FixedLenByteArray))
            return null;
        var bits = new byte[SplitBlockBloomFilter.OptimalByteLength(entries.Count, 0.01)];
        fixed (byte* first = bits)
        {
            var filter = new SplitBlockBloomFilter(first, bits.Length);
            foreach (var value in entries.Values)
            {
                switch (value)
                {
                    case int number:
                        filter.Insert(XxHash64.Hash(number));
                        break;
                    case long number:
                        filter.Insert(XxHash64.Hash(number));
                        break;
                    case byte[] bytes:
                        filter.Insert(XxHash64.Hash(bytes));
                        break;
                }
            }
        }

        var offset = _file.Position;
        WriteStruct(new BloomFilterHeader(bits.Length, true).Write);
        _file.Write(bits);
        return offset;
    }

    private FileRange WriteStruct(Action<ThriftWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(new ThriftWriter(bytes));
        var range = new FileRange(_file.Position, bytes.WrittenCount);
        _file.Write(bytes.WrittenSpan);
        return range;
    }

    /// <summary>Where pages begin and end. Rows of pages v2 are not cut in two.</summary>
    private static List<Range> Split(LeafEntries entries, int entriesPerPage, bool atRows)
    {
        var pages = new List<Range>();
        for (var first = 0; first < entries.Count;)
        {
            var end = Math.Min(first + entriesPerPage, entries.Count);
            while (atRows && end < entries.Count && entries.Repetition[end] != 0)
                end++;
            pages.Add(first..end);
            first = end;
        }

        return pages;
    }

    private void WriteDataPage(LeafEntries entries, Range page, ValueEncoder encoder, TestDictionary? dictionary, bool isV2, IBlockCodec codec)
    {
        var (first, count) = page.GetOffsetAndLength(entries.Count);
        var values = entries.Values[page].Where(value => value is not null).ToList();
        var encodings = encoder.Encodings;
        var encoding = dictionary is null ? encodings[random.Next(encodings.Length)]
            : random.Next(2) == 0 ? ParquetEncoding.RleDictionary : ParquetEncoding.PlainDictionary;
        var body = dictionary is null ? encoder.Encode(values!, encoding) : encoder.EncodeCodes(values!, dictionary);
        var header = new PageHeader { ValueCount = count, Encoding = encoding };
        if (isV2)
        {
            var repetition = entries.MaxRepetition == 0 ? [] : encoder.EncodeLevels(entries.Repetition[page], entries.MaxRepetition);
            var definition = entries.MaxDefinition == 0 ? [] : encoder.EncodeLevels(entries.Definition[page], entries.MaxDefinition);
            header.Type = PageType.DataPageV2;
            header.NullCount = count - values.Count;
            header.RowCount = entries.Repetition[page].Count(level => level == 0);
            header.RepetitionLevelBytes = repetition.Length;
            header.DefinitionLevelBytes = definition.Length;
            WritePage(header, [.. repetition, .. definition], body, codec);
            return;
        }

        header.Type = PageType.DataPage;
        header.RepetitionLevelEncoding = AnyLevelEncoding();
        header.DefinitionLevelEncoding = AnyLevelEncoding();
        byte[] levels =
        [
            .. LevelsV1(entries.Repetition[page], entries.MaxRepetition, header.RepetitionLevelEncoding),
            .. LevelsV1(entries.Definition[page], entries.MaxDefinition, header.DefinitionLevelEncoding),
        ];
        WritePage(header, [], [.. levels, .. body], codec);

        byte[] LevelsV1(List<byte> levels, int maxLevel, ParquetEncoding levelEncoding)
        {
            if (maxLevel == 0)
                return [];
            if (levelEncoding == ParquetEncoding.BitPacked)
                return ValueEncoder.PackLevels(levels, maxLevel);
            var runs = encoder.EncodeLevels(levels, maxLevel);
            return [.. BitConverter.GetBytes(runs.Length), .. runs];
        }
    }

    private ParquetEncoding AnyLevelEncoding() => random.Next(6) == 0 ? ParquetEncoding.BitPacked : ParquetEncoding.Rle;

    private void WritePage(PageHeader header, byte[] raw, byte[] body, IBlockCodec codec)
    {
        header.IsCompressed = codec.Codec != CompressionCodec.Uncompressed && (header.Type != PageType.DataPageV2 || random.Next(4) > 0);
        var packed = body;
        if (header.IsCompressed)
        {
            packed = new byte[codec.MaxCompressedLength(body.Length)];
            packed = packed[..codec.Compress(body, packed)];
        }

        byte[] content = [.. raw, .. packed];
        header.UncompressedSize = raw.Length + body.Length;
        header.CompressedSize = content.Length;
        if (random.Next(2) == 0)
            header.Checksum = Crc32.Compute(content);
        var bytes = new ArrayBufferWriter<byte>();
        header.Write(new ThriftWriter(bytes));
        _file.Write(bytes.WrittenSpan);
        _file.Write(content);
    }
}

using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>
/// Takes the pages of a column chunk in order: reads headers, checks sizes and checksums, decompresses. Pages that nobody wants are passed over
/// without being decompressed.
/// </summary>
/// <remarks>Not thread-safe. parquet-format: README.md, "Data Pages"; Compression.md.</remarks>
internal sealed unsafe class PageReader : IDisposable
{
    private const int FirstHeaderBytes = 256;
    private const int MaxHeaderBytes = 16 << 20;

    // Older writers left the header of the dictionary page out of the length of the chunk (PARQUET-816); readers allow for as much.
    private const int UncountedBytes = 100;

    private readonly ChunkWindow _window;
    private readonly ColumnChunkMetadata _chunk;
    private readonly ParquetField _leaf;
    private readonly PageOptions _options;
    private readonly MemoryAccount _account;
    private readonly IBlockCodec _codec;
    private long _offset;
    private long _valuesLeft;
    private PageHeader _header;
    private int _headerLength;
    private bool _hasHeader;
    private OffsetIndex? _places;
    private int _page;      // the data page at hand, by _places

    /// <summary>A reader at the first page.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="chunk">The column chunk.</param>
    /// <param name="leaf">Its place in the schema.</param>
    /// <param name="codec">A codec for its pages; the caller's.</param>
    /// <param name="options">Limits and checks.</param>
    /// <param name="account">Pays for buffers.</param>
    public PageReader(IReadableFile file, ColumnChunkMetadata chunk, ParquetField leaf, IBlockCodec codec, PageOptions options, MemoryAccount account)
    {
        _chunk = chunk;
        _leaf = leaf;
        _codec = codec;
        _options = options;
        _account = account;
        _valuesLeft = chunk.ValueCount;
        _window = new ChunkWindow(file, chunk.StartOffset, Math.Min(chunk.CompressedSize + UncountedBytes, file.ByteLength - chunk.StartOffset), options.Speed, account);
    }

    /// <summary>
    /// Where the data pages of a column that does not repeat are, so that <see cref="SeekTowards"/> need not look at those between. Every page that is read is
    /// compared with it.
    /// </summary>
    public OffsetIndex? Places
    {
        init => _places = value;
    }

    /// <summary>Where the page at hand begins in the file, for messages.</summary>
    public long FileOffset => _chunk.StartOffset + _offset;

    /// <summary>Has the first pages brought while others are read.</summary>
    public void Expect() => _window.Expect(0, FirstHeaderBytes);

    /// <summary>Reads the dictionary page, which is the first one where there is any.</summary>
    /// <param name="page">The page: its values are the entries.</param>
    /// <returns>False when the chunk has none.</returns>
    /// <exception cref="MalformedDataException">A page that is not what its header says.</exception>
    public bool TryReadDictionary(out DataPage page)
    {
        page = default;
        if (!TryPeek() || _header.Type != PageType.DictionaryPage)
            return false;
        if (_header.Encoding is not (ParquetEncoding.Plain or ParquetEncoding.PlainDictionary))
            throw Malformed($"a dictionary in the encoding {_header.Encoding}");

        // An entry takes a byte at least: what is to be allocated follows the size of the page, which is limited.
        if (_header.ValueCount > _header.UncompressedSize)
            throw Malformed($"a dictionary of {_header.ValueCount} entries in {_header.UncompressedSize} bytes");
        page = new DataPage { ValueCount = _header.ValueCount, Encoding = ParquetEncoding.Plain, FileOffset = FileOffset };
        page.Body = ReadBody(0, out page.Values);
        page.ValuesLength = _header.UncompressedSize;
        Advance();
        return true;
    }

    /// <summary>Looks at the header of the next data page.</summary>
    /// <param name="valueCount">Its values, NULLs and empty lists included.</param>
    /// <returns>False after the last page.</returns>
    /// <exception cref="MalformedDataException">Bytes that are no header, or a dictionary among data pages.</exception>
    public bool TryPeekData(out int valueCount)
    {
        valueCount = 0;
        while (TryPeek())
        {
            switch (_header.Type)
            {
                case PageType.DataPage or PageType.DataPageV2:
                    valueCount = _header.ValueCount;
                    CheckPlace();
                    return true;
                case PageType.DictionaryPage:
                    throw Malformed("a dictionary after the first page");
                default:
                    Advance();   // index pages, and kinds that are not known yet
                    break;
            }
        }

        return false;
    }

    /// <summary>Goes to the page with a row, between two pages and where the places of pages are known; elsewhere does nothing.</summary>
    /// <param name="rowCount">How many rows away the row is; becomes how many it is away then.</param>
    /// <exception cref="MalformedDataException">A place outside of the column.</exception>
    public void SeekTowards(ref long rowCount)
    {
        if (_places is not { } places || _page >= places.Pages.Length)
            return;
        var first = places.Pages[_page].FirstRow;
        var page = _page;
        while (page + 1 < places.Pages.Length && places.Pages[page + 1].FirstRow <= first + rowCount)
            page++;
        if (page == _page)
            return;
        var offset = places.Pages[page].Offset - _chunk.StartOffset;
        var passed = places.Pages[page].FirstRow - first;
        if (offset <= _offset || offset >= _window.ByteLength || passed >= _valuesLeft)
            throw Malformed($"an index that has page {page} at byte {places.Pages[page].Offset}, row {places.Pages[page].FirstRow}");
        _offset = offset;
        _hasHeader = false;
        _valuesLeft -= passed;
        _page = page;
        rowCount -= passed;
    }

    /// <summary>Reads the page that <see cref="TryPeekData"/> found.</summary>
    /// <returns>The page; its <see cref="DataPage.Body"/> is the caller's to release.</returns>
    /// <exception cref="MalformedDataException">A page that is not what its header says.</exception>
    public DataPage ReadData()
    {
        var page = new DataPage { ValueCount = _header.ValueCount, Encoding = _header.Encoding, FileOffset = FileOffset };
        var levelBytes = _header.Type == PageType.DataPageV2 ? _header.DefinitionLevelBytes + _header.RepetitionLevelBytes : 0;
        page.Body = ReadBody(levelBytes, out var data);
        try
        {
            var end = data + _header.UncompressedSize;
            page.Values = _header.Type == PageType.DataPageV2 ? ReadLevelsV2(ref page, data) : ReadLevelsV1(ref page, data, end);
            page.ValuesLength = (int)(end - page.Values);
        }
        catch
        {
            page.Body.Release();
            throw;
        }

        PassData();
        return page;
    }

    /// <summary>Passes over the page that <see cref="TryPeekData"/> found.</summary>
    public void SkipData() => PassData();

    /// <inheritdoc />
    public void Dispose() => _window.Dispose();

    private bool TryPeek()
    {
        if (_hasHeader)
            return true;
        if (_valuesLeft <= 0 || _offset >= _window.ByteLength)
            return false;
        for (var wanted = FirstHeaderBytes; ; wanted *= 8)
        {
            var available = _window.Available(_offset, wanted);
            try
            {
                var bytes = new ReadOnlySpan<byte>(_window.Read(_offset, available), available);
                _header = PageHeader.Read(bytes, out _headerLength);
                break;
            }
            catch (MalformedDataException) when (available == wanted && wanted < MaxHeaderBytes)
            {
                // The header may be longer than what was looked at: statistics of long strings are in it.
            }
        }

        if (_header.CompressedSize > _window.ByteLength - _offset - _headerLength)
            throw Malformed($"a page of {_header.CompressedSize} bytes where the column has {_window.ByteLength - _offset - _headerLength} left");
        if (_header.UncompressedSize > _options.MaxPageBytes)
            throw Malformed($"a page of {_header.UncompressedSize} bytes once decompressed, where {_options.MaxPageBytes} are the limit ({PageOptions.MaxPageBytesKey})");
        if (_header.Type is PageType.DataPage or PageType.DataPageV2 && _header.ValueCount > _valuesLeft)
            throw Malformed($"a page of {_header.ValueCount} values where the column has {_valuesLeft} left");
        _hasHeader = true;
        return true;
    }

    /// <summary>Makes sure that the page at hand is the one that its index speaks of.</summary>
    private void CheckPlace()
    {
        if (_places is not { } places)
            return;
        var end = _page + 1 < places.Pages.Length ? places.Pages[_page + 1].FirstRow : _chunk.ValueCount;
        if (_page >= places.Pages.Length || places.Pages[_page].Offset != FileOffset || end - places.Pages[_page].FirstRow != _header.ValueCount)
            throw Malformed($"a page of {_header.ValueCount} values that is not where the column's index says");
    }

    private void PassData()
    {
        _valuesLeft -= _header.ValueCount;
        _page++;
        Advance();
    }

    private void Advance()
    {
        _offset += _headerLength + _header.CompressedSize;
        _hasHeader = false;
    }

    /// <summary>The page once decompressed: the first <paramref name="rawBytes"/> are not compressed.</summary>
    private NativeBuffer ReadBody(int rawBytes, out byte* data)
    {
        var compressed = _window.Read(_offset + _headerLength, _header.CompressedSize);

        // The next page is about as long as this one.
        _window.Expect(_offset + _headerLength + _header.CompressedSize, _headerLength + _header.CompressedSize + FirstHeaderBytes);
        var bytes = new ReadOnlySpan<byte>(compressed, _header.CompressedSize);
        if (_options.VerifiesChecksums && _header.Checksum is { } checksum && Crc32.Compute(bytes) != checksum)
            throw Malformed($"a page whose checksum is {Crc32.Compute(bytes):x8} where its header says {checksum:x8}");
        if (_codec.Codec == CompressionCodec.Uncompressed || !_header.IsCompressed)
        {
            if (_header.CompressedSize != _header.UncompressedSize)
                throw Malformed($"a page of {_header.CompressedSize} bytes that is not compressed where its header says {_header.UncompressedSize}");
            data = compressed;
            return _window.Buffer.Retain();
        }

        var body = _account.Allocate((long)_header.UncompressedSize + IBlockCodec.SlackBytes);
        try
        {
            data = body.Address;
            bytes[..rawBytes].CopyTo(new Span<byte>(data, rawBytes));
            var valueBytes = _header.UncompressedSize - rawBytes;

            // Some writers leave out the compressed form of nothing.
            if (valueBytes > 0 || bytes.Length > rawBytes)
                _codec.Decompress(bytes[rawBytes..], new Span<byte>(data + rawBytes, valueBytes + IBlockCodec.SlackBytes), valueBytes);
            return body;
        }
        catch
        {
            body.Release();
            throw;
        }
    }

    private byte* ReadLevelsV1(ref DataPage page, byte* data, byte* end)
    {
        if (_leaf.RepetitionLevel > 0)
            data += ReadLevels(data, (int)(end - data), _leaf.RepetitionLevel, _header.RepetitionLevelEncoding, out page.RepetitionLevels);
        if (_leaf.DefinitionLevel > 0)
            data += ReadLevels(data, (int)(end - data), _leaf.DefinitionLevel, _header.DefinitionLevelEncoding, out page.DefinitionLevels);
        return data;
    }

    private int ReadLevels(byte* data, int available, int maxLevel, ParquetEncoding encoding, out LevelDecoder levels)
    {
        int byteLength;
        levels = encoding switch
        {
            ParquetEncoding.Rle => LevelDecoder.OfPageV1(data, available, maxLevel, out byteLength),
            ParquetEncoding.BitPacked => LevelDecoder.OfBitPacked(data, available, maxLevel, _header.ValueCount, out byteLength),
            _ => throw Malformed($"levels in the encoding {encoding}"),
        };
        return byteLength;
    }

    private byte* ReadLevelsV2(ref DataPage page, byte* data)
    {
        if (_leaf.RepetitionLevel > 0)
            page.RepetitionLevels = LevelDecoder.OfPageV2(data, _header.RepetitionLevelBytes, _leaf.RepetitionLevel);
        data += _header.RepetitionLevelBytes;
        if (_leaf.DefinitionLevel > 0)
            page.DefinitionLevels = LevelDecoder.OfPageV2(data, _header.DefinitionLevelBytes, _leaf.DefinitionLevel);
        return data + _header.DefinitionLevelBytes;
    }

    private static MalformedDataException Malformed(string reason) => new(reason, 0);
}

using System.Buffers;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Puts pages together: levels, values, compression, checksum, header. One for the columns of a row group, which are written one page at a time.</summary>
/// <remarks>parquet-format: README.md, "Data Pages". Not thread-safe.</remarks>
internal sealed unsafe class PageWriter : IDisposable
{
    private readonly ParquetWriteOptions _options;
    private readonly IBlockCodec _codec;
    private readonly EncodingBuffer _levels;
    private readonly EncodingBuffer _compressed;
    private readonly ArrayBufferWriter<byte> _header = new(256);
    private int _repetitionBytes;

    /// <summary>A writer whose scratch memory <paramref name="account"/> pays.</summary>
    public PageWriter(ParquetWriteOptions options, MemoryAccount account)
    {
        _options = options;
        if (!BlockCodecs.TryCreate(options.BlockCodec, account, out var codec))
            throw InternalErrors.Unreachable($"the codec {options.BlockCodec}");
        _codec = codec;
        _levels = new EncodingBuffer(account);
        _compressed = new EncodingBuffer(account);
        Body = new EncodingBuffer(account);
    }

    /// <summary>Where a page's content is put together.</summary>
    public EncodingBuffer Body { get; }

    /// <summary>Begins a data page of version 1, where levels come first and are compressed with the values; of version 2, where they are kept apart.</summary>
    /// <param name="levels">Levels of the page's column.</param>
    /// <param name="page">Which of them.</param>
    public void Begin(LevelBuffer levels, in PageExtent page)
    {
        Body.Clear();
        _levels.Clear();
        _repetitionBytes = 0;
        if (_options.IsVersion2)
        {
            levels.WriteRepetition(page.FirstLevel, page.LevelCount, _levels);
            _repetitionBytes = _levels.Length;
            levels.WriteDefinition(page.FirstLevel, page.LevelCount, page.NullCount > 0, _levels);
            return;
        }

        if (levels.MaxRepetitionLevel > 0)
        {
            levels.WriteRepetition(page.FirstLevel, page.LevelCount, _levels);
            MoveLevels();
        }

        if (levels.MaxDefinitionLevel > 0)
        {
            levels.WriteDefinition(page.FirstLevel, page.LevelCount, page.NullCount > 0, _levels);
            MoveLevels();
        }
    }

    /// <summary>Ends the data page whose values are in <see cref="Body"/>.</summary>
    /// <param name="page">Which rows it holds.</param>
    /// <param name="encoding">How its values are encoded.</param>
    /// <param name="output">The column chunk it goes to.</param>
    public void End(in PageExtent page, ParquetEncoding encoding, EncodedColumn output)
    {
        var header = new PageHeader
        {
            Type = _options.IsVersion2 ? PageType.DataPageV2 : PageType.DataPage,
            ValueCount = page.LevelCount,
            Encoding = encoding,
            DefinitionLevelEncoding = ParquetEncoding.Rle,
            RepetitionLevelEncoding = ParquetEncoding.Rle,
            NullCount = page.NullCount,
            RowCount = page.RowCount,
            RepetitionLevelBytes = _repetitionBytes,
            DefinitionLevelBytes = _options.IsVersion2 ? _levels.Length - _repetitionBytes : 0,
            IsCompressed = _options.Codec != ParquetCodec.Uncompressed,
        };
        var values = Compress(ref header);
        output.AddPage(Write(ref header, values, output), page, encoding);
    }

    /// <summary>Writes the dictionary page from the entries in <see cref="Body"/>.</summary>
    public void WriteDictionary(int entryCount, EncodedColumn output)
    {
        _levels.Clear();
        var header = new PageHeader { Type = PageType.DictionaryPage, ValueCount = entryCount, Encoding = ParquetEncoding.Plain, IsCompressed = true };
        var values = Compress(ref header);
        Write(ref header, values, output);
        output.HasDictionary = true;
    }

    /// <summary>The bytes that the content of <see cref="Body"/> has when compressed.</summary>
    public int MeasureBody() => _options.Codec == ParquetCodec.Uncompressed ? Body.Length : CompressBody().Length;

    /// <inheritdoc />
    public void Dispose()
    {
        Body.Dispose();
        _levels.Dispose();
        _compressed.Dispose();
        _codec.Dispose();
    }

    private ReadOnlySpan<byte> Compress(ref PageHeader header)
    {
        if (_options.Codec == ParquetCodec.Uncompressed)
            return Body.Bytes;
        var compressed = CompressBody();
        if (header.Type != PageType.DataPageV2 || compressed.Length < Body.Length)
            return compressed;

        // Pages of version 2 may leave it at that where nothing is gained.
        header.IsCompressed = false;
        return Body.Bytes;
    }

    private ReadOnlySpan<byte> CompressBody()
    {
        _compressed.Clear();
        var room = _codec.MaxCompressedLength(Body.Length);
        var target = new Span<byte>(_compressed.Reserve(room), room);
        _compressed.Advance(_codec.Compress(Body.Bytes, target, _options.CodecLevel));
        return _compressed.Bytes;
    }

    /// <summary>Writes header, levels of version 2 and values; returns the bytes of the page with its header.</summary>
    private int Write(ref PageHeader header, ReadOnlySpan<byte> values, EncodedColumn output)
    {
        header.UncompressedSize = checked(_levels.Length + Body.Length);
        header.CompressedSize = checked(_levels.Length + values.Length);
        if (_options.WritesChecksums)
            header.Checksum = ChecksumOf(values);
        _header.ResetWrittenCount();
        header.Write(new ThriftWriter(_header));
        output.Pages.Write(_header.WrittenSpan);
        output.Pages.Write(_levels.Bytes);
        output.Pages.Write(values);
        output.UncompressedBytes += _header.WrittenCount + header.UncompressedSize;
        return _header.WrittenCount + header.CompressedSize;
    }

    private uint ChecksumOf(ReadOnlySpan<byte> values)
    {
        if (_levels.Length == 0)
            return Crc32.Compute(values);
        var all = ArrayPool<byte>.Shared.Rent(_levels.Length + values.Length);
        _levels.Bytes.CopyTo(all);
        values.CopyTo(all.AsSpan(_levels.Length));
        var checksum = Crc32.Compute(all.AsSpan(0, _levels.Length + values.Length));
        ArrayPool<byte>.Shared.Return(all);
        return checksum;
    }

    // Levels of version 1 have their length in four bytes before them.
    private void MoveLevels()
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, _levels.Length);
        Body.Write(length);
        Body.Write(_levels.Bytes);
        _levels.Clear();
    }
}

/// <summary>Which entries of a column chunk a page holds. Places count from the first entry that is still buffered.</summary>
/// <param name="FirstLevel">Its first entry.</param>
/// <param name="LevelCount">Entries: values, NULLs and empty lists.</param>
/// <param name="FirstValue">Its first value.</param>
/// <param name="ValueCount">Values.</param>
/// <param name="RowCount">Rows.</param>
internal readonly record struct PageExtent(int FirstLevel, int LevelCount, int FirstValue, int ValueCount, int RowCount)
{
    /// <summary>Entries that are no values.</summary>
    public int NullCount => LevelCount - ValueCount;
}

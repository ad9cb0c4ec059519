namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>What stands before each page. parquet.thrift: <c>PageHeader</c> with the header of its kind.</summary>
internal struct PageHeader
{
    /// <summary>What the page holds.</summary>
    public PageType Type;

    /// <summary>Bytes once decompressed, levels of pages v2 included.</summary>
    public int UncompressedSize;

    /// <summary>Bytes in the file.</summary>
    public int CompressedSize;

    /// <summary>The CRC-32 of the bytes in the file, or null.</summary>
    public uint? Checksum;

    /// <summary>Values, NULLs and empty lists included; entries of a dictionary.</summary>
    public int ValueCount;

    /// <summary>How the values are encoded.</summary>
    public ParquetEncoding Encoding;

    /// <summary>How definition levels are encoded, of pages v1.</summary>
    public ParquetEncoding DefinitionLevelEncoding;

    /// <summary>How repetition levels are encoded, of pages v1.</summary>
    public ParquetEncoding RepetitionLevelEncoding;

    /// <summary>How many values are NULL, of pages v2.</summary>
    public int NullCount;

    /// <summary>The number of rows, of pages v2.</summary>
    public int RowCount;

    /// <summary>Bytes of definition levels, of pages v2.</summary>
    public int DefinitionLevelBytes;

    /// <summary>Bytes of repetition levels, of pages v2.</summary>
    public int RepetitionLevelBytes;

    /// <summary>Whether the values are compressed, of pages v2; always so in others.</summary>
    public bool IsCompressed;

    /// <summary>Reads a header and says where it ends.</summary>
    /// <param name="bytes">Bytes that begin with a header.</param>
    /// <param name="byteLength">The bytes of the header.</param>
    /// <exception cref="Files.MalformedDataException">Bytes that are no header, or too few.</exception>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, out int byteLength)
    {
        var reader = new ThriftReader(bytes);
        var header = new PageHeader { Type = (PageType)(-1), UncompressedSize = -1, CompressedSize = -1, IsCompressed = true, ValueCount = -1 };
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    header.Type = (PageType)reader.ReadInt32(type);
                    break;
                case 2:
                    header.UncompressedSize = reader.ReadInt32(type);
                    break;
                case 3:
                    header.CompressedSize = reader.ReadInt32(type);
                    break;
                case 4:
                    header.Checksum = unchecked((uint)reader.ReadInt32(type));
                    break;
                case 5:
                    reader.Expect(type, ThriftType.Struct);
                    ReadDataPage(ref reader, ref header);
                    break;
                case 7:
                    reader.Expect(type, ThriftType.Struct);
                    ReadDictionaryPage(ref reader, ref header);
                    break;
                case 8:
                    reader.Expect(type, ThriftType.Struct);
                    ReadDataPageV2(ref reader, ref header);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (header.UncompressedSize < 0 || header.CompressedSize < 0)
            reader.Throw("a page header without sizes, or with negative ones");
        if (header.Type is PageType.DataPage or PageType.DataPageV2 or PageType.DictionaryPage && header.ValueCount < 0)
            reader.Throw($"a page header with {header.ValueCount} values");
        if (header.Type == PageType.DataPageV2)
            header.CheckLevels(ref reader);
        byteLength = reader.Position;
        return header;
    }

    /// <summary>Writes the header, with that of its kind.</summary>
    public readonly void Write(ThriftWriter writer)
    {
        var last = 0;
        writer.Field(ref last, 1, (int)Type);
        writer.Field(ref last, 2, UncompressedSize);
        writer.Field(ref last, 3, CompressedSize);
        if (Checksum is { } checksum)
            writer.Field(ref last, 4, unchecked((int)checksum));
        var inner = 0;
        switch (Type)
        {
            case PageType.DataPage:
                writer.Struct(ref last, 5);
                writer.Field(ref inner, 1, ValueCount);
                writer.Field(ref inner, 2, (int)Encoding);
                writer.Field(ref inner, 3, (int)DefinitionLevelEncoding);
                writer.Field(ref inner, 4, (int)RepetitionLevelEncoding);
                break;
            case PageType.DictionaryPage:
                writer.Struct(ref last, 7);
                writer.Field(ref inner, 1, ValueCount);
                writer.Field(ref inner, 2, (int)Encoding);
                break;
            default:
                writer.Struct(ref last, 8);
                writer.Field(ref inner, 1, ValueCount);
                writer.Field(ref inner, 2, NullCount);
                writer.Field(ref inner, 3, RowCount);
                writer.Field(ref inner, 4, (int)Encoding);
                writer.Field(ref inner, 5, DefinitionLevelBytes);
                writer.Field(ref inner, 6, RepetitionLevelBytes);
                writer.Field(ref inner, 7, IsCompressed);
                break;
        }

        writer.Stop();
        writer.Stop();
    }

    private static void ReadDataPage(ref ThriftReader reader, ref PageHeader header)
    {
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    header.ValueCount = reader.ReadInt32(type);
                    break;
                case 2:
                    header.Encoding = (ParquetEncoding)reader.ReadInt32(type);
                    break;
                case 3:
                    header.DefinitionLevelEncoding = (ParquetEncoding)reader.ReadInt32(type);
                    break;
                case 4:
                    header.RepetitionLevelEncoding = (ParquetEncoding)reader.ReadInt32(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private static void ReadDictionaryPage(ref ThriftReader reader, ref PageHeader header)
    {
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    header.ValueCount = reader.ReadInt32(type);
                    break;
                case 2:
                    header.Encoding = (ParquetEncoding)reader.ReadInt32(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private static void ReadDataPageV2(ref ThriftReader reader, ref PageHeader header)
    {
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    header.ValueCount = reader.ReadInt32(type);
                    break;
                case 2:
                    header.NullCount = reader.ReadInt32(type);
                    break;
                case 3:
                    header.RowCount = reader.ReadInt32(type);
                    break;
                case 4:
                    header.Encoding = (ParquetEncoding)reader.ReadInt32(type);
                    break;
                case 5:
                    header.DefinitionLevelBytes = reader.ReadInt32(type);
                    break;
                case 6:
                    header.RepetitionLevelBytes = reader.ReadInt32(type);
                    break;
                case 7:
                    header.IsCompressed = reader.ReadBoolean(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private readonly void CheckLevels(ref ThriftReader reader)
    {
        var levelBytes = (long)DefinitionLevelBytes + RepetitionLevelBytes;
        if (DefinitionLevelBytes < 0 || RepetitionLevelBytes < 0 || levelBytes > CompressedSize || levelBytes > UncompressedSize)
            reader.Throw("a page header with levels that are longer than the page");
        if (NullCount < 0 || NullCount > ValueCount)
            reader.Throw($"a page header with {NullCount} NULLs among {ValueCount} values");
    }
}

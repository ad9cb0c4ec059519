using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>Reads and writes <see cref="ColumnChunkMetadata"/>.</summary>
internal static class ColumnChunkThrift
{
    /// <summary>Reads a column chunk.</summary>
    public static ColumnChunkMetadata Read(ref ThriftReader reader)
    {
        var chunk = new ColumnChunkMetadata();
        string? filePath = null;
        long offsetIndexOffset = -1, columnIndexOffset = -1;
        int offsetIndexLength = 0, columnIndexLength = 0;
        bool hasMetadata = false, isEncrypted = false;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    filePath = reader.ReadString(type);
                    break;
                case 3:
                    reader.Expect(type, ThriftType.Struct);
                    chunk = ReadMetadata(ref reader);
                    hasMetadata = true;
                    break;
                case 4:
                    offsetIndexOffset = reader.ReadInt64(type);
                    break;
                case 5:
                    offsetIndexLength = reader.ReadInt32(type);
                    break;
                case 6:
                    columnIndexOffset = reader.ReadInt64(type);
                    break;
                case 7:
                    columnIndexLength = reader.ReadInt32(type);
                    break;
                case 8 or 9:
                    isEncrypted = true;
                    reader.Skip(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (!hasMetadata && !isEncrypted)
            reader.Throw("a column chunk without metadata");
        return chunk with
        {
            FilePath = filePath,
            IsEncrypted = isEncrypted,
            OffsetIndex = ToRange(offsetIndexOffset, offsetIndexLength),
            ColumnIndex = ToRange(columnIndexOffset, columnIndexLength),
        };
    }

    /// <summary>Writes a column chunk.</summary>
    public static void Write(ColumnChunkMetadata chunk, ThriftWriter writer)
    {
        var last = 0;
        writer.Field(ref last, 2, 0L);
        writer.Struct(ref last, 3);
        WriteMetadata(chunk, writer);
        if (chunk.OffsetIndex is { } offsetIndex)
        {
            writer.Field(ref last, 4, offsetIndex.Offset);
            writer.Field(ref last, 5, offsetIndex.ByteLength);
        }

        if (chunk.ColumnIndex is { } columnIndex)
        {
            writer.Field(ref last, 6, columnIndex.Offset);
            writer.Field(ref last, 7, columnIndex.ByteLength);
        }

        writer.Stop();
    }

    private static FileRange? ToRange(long offset, int byteLength) => offset > 0 && byteLength > 0 ? new FileRange(offset, byteLength) : null;

    /// <remarks>What nobody needs to read values is passed over where it has another type: forks of the format use numbers of their own (Dremio's 15).</remarks>
    private static ColumnChunkMetadata ReadMetadata(ref ThriftReader reader)
    {
        ImmutableArray<string> path = [];
        ImmutableArray<ParquetEncoding> encodings = [];
        var physicalType = (ParquetType)(-1);
        ParquetCodec codec = default;
        long valueCount = 0, uncompressedSize = 0, compressedSize = 0, dataPageOffset = -1;
        long? dictionaryPageOffset = null, bloomFilterOffset = null, byteArrayBytes = null;
        int? bloomFilterLength = null;
        ParquetStatistics? statistics = null;
        var isDictionaryOnly = false;
        int? dataPageCount = null;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    physicalType = (ParquetType)reader.ReadInt32(type);
                    break;
                case 2:
                    encodings = ReadEncodings(ref reader, type);
                    break;
                case 3:
                    path = ReadPath(ref reader, type);
                    break;
                case 4:
                    codec = (ParquetCodec)reader.ReadInt32(type);
                    break;
                case 5:
                    valueCount = reader.ReadInt64(type);
                    break;
                case 6:
                    uncompressedSize = reader.ReadInt64(type);
                    break;
                case 7:
                    compressedSize = reader.ReadInt64(type);
                    break;
                case 9:
                    dataPageOffset = reader.ReadInt64(type);
                    break;
                case 11:
                    dictionaryPageOffset = reader.ReadInt64(type);
                    break;
                case 12 when type == ThriftType.Struct:
                    statistics = ParquetStatistics.Read(ref reader);
                    break;
                case 13 when type == ThriftType.List:
                    isDictionaryOnly = ReadEncodingStatistics(ref reader, type, out dataPageCount);
                    break;
                case 14 when type == ThriftType.I64:
                    bloomFilterOffset = reader.ReadInt64(type);
                    break;
                case 15 when type == ThriftType.I32:
                    bloomFilterLength = reader.ReadInt32(type);
                    break;
                case 16 when type == ThriftType.Struct:
                    byteArrayBytes = ReadSizeStatistics(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (physicalType is < ParquetType.Boolean or > ParquetType.FixedLenByteArray)
            reader.Throw($"a column chunk of the physical type {(int)physicalType}");
        if (valueCount < 0 || uncompressedSize < 0 || compressedSize < 0 || dataPageOffset < 0)
            reader.Throw("a column chunk with a negative count, size or offset");
        return new ColumnChunkMetadata
        {
            Type = physicalType,
            Path = path,
            Encodings = encodings,
            Codec = codec,
            ValueCount = valueCount,
            UncompressedSize = uncompressedSize,
            CompressedSize = compressedSize,
            DataPageOffset = dataPageOffset,
            DictionaryPageOffset = dictionaryPageOffset,
            Statistics = statistics,
            IsDictionaryOnly = isDictionaryOnly,
            DataPageCount = dataPageCount,
            BloomFilterOffset = bloomFilterOffset,
            BloomFilterLength = bloomFilterLength,
            ByteArrayBytes = byteArrayBytes,
        };
    }

    private static void WriteMetadata(ColumnChunkMetadata chunk, ThriftWriter writer)
    {
        var last = 0;
        writer.Field(ref last, 1, (int)chunk.Type);
        writer.List(ref last, 2, ThriftType.I32, chunk.Encodings.Length);
        foreach (var encoding in chunk.Encodings)
            writer.ZigZag((int)encoding);
        writer.List(ref last, 3, ThriftType.Binary, chunk.Path.Length);
        foreach (var name in chunk.Path)
            writer.Binary(System.Text.Encoding.UTF8.GetBytes(name));
        writer.Field(ref last, 4, (int)chunk.Codec);
        writer.Field(ref last, 5, chunk.ValueCount);
        writer.Field(ref last, 6, chunk.UncompressedSize);
        writer.Field(ref last, 7, chunk.CompressedSize);
        writer.Field(ref last, 9, chunk.DataPageOffset);
        if (chunk.DictionaryPageOffset is { } dictionaryPageOffset)
            writer.Field(ref last, 11, dictionaryPageOffset);
        if (chunk.Statistics is not null)
        {
            writer.Struct(ref last, 12);
            chunk.Statistics.Write(writer);
        }

        WritePageCounts(chunk, writer, ref last);
        if (chunk.BloomFilterOffset is { } bloomFilterOffset)
            writer.Field(ref last, 14, bloomFilterOffset);
        if (chunk.BloomFilterLength is { } bloomFilterLength)
            writer.Field(ref last, 15, bloomFilterLength);
        if (chunk.ByteArrayBytes is { } byteArrayBytes)
        {
            writer.Struct(ref last, 16);
            var inner = 0;
            writer.Field(ref inner, 1, byteArrayBytes);
            writer.Stop();
        }

        writer.Stop();
    }

    private static void WritePageCounts(ColumnChunkMetadata chunk, ThriftWriter writer, ref int last)
    {
        if (chunk.PageCounts.IsEmpty)
            return;
        writer.List(ref last, 13, ThriftType.Struct, chunk.PageCounts.Length);
        foreach (var (page, encoding, count) in chunk.PageCounts)
        {
            var inner = 0;
            writer.Field(ref inner, 1, (int)page);
            writer.Field(ref inner, 2, (int)encoding);
            writer.Field(ref inner, 3, count);
            writer.Stop();
        }
    }

    private static ImmutableArray<string> ReadPath(ref ThriftReader reader, ThriftType type)
    {
        var path = ImmutableArray.CreateBuilder<string>();
        for (var count = reader.ReadList(type, ThriftType.Binary); count > 0; count--)
            path.Add(reader.ReadString());
        return path.ToImmutable();
    }

    private static ImmutableArray<ParquetEncoding> ReadEncodings(ref ThriftReader reader, ThriftType type)
    {
        var encodings = ImmutableArray.CreateBuilder<ParquetEncoding>();
        for (var count = reader.ReadList(type, ThriftType.I32); count > 0; count--)
            encodings.Add((ParquetEncoding)reader.ReadInt32());
        return encodings.ToImmutable();
    }

    /// <summary>Reads the counts of pages by kind and encoding: true when all data pages hold dictionary codes.</summary>
    private static bool ReadEncodingStatistics(ref ThriftReader reader, ThriftType type, out int? dataPageCount)
    {
        var pages = 0L;
        bool hasCodes = false, hasOthers = false;
        for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
        {
            var page = (PageType)(-1);
            var encoding = (ParquetEncoding)(-1);
            var pageCount = 0;
            var field = 0;
            while (reader.NextField(ref field, out var fieldType))
            {
                switch (field)
                {
                    case 1:
                        page = (PageType)reader.ReadInt32(fieldType);
                        break;
                    case 2:
                        encoding = (ParquetEncoding)reader.ReadInt32(fieldType);
                        break;
                    case 3:
                        pageCount = reader.ReadInt32(fieldType);
                        break;
                    default:
                        reader.Skip(fieldType);
                        break;
                }
            }

            if (page is not (PageType.DataPage or PageType.DataPageV2) || pageCount == 0)
                continue;
            pages += pageCount;
            if (encoding is ParquetEncoding.PlainDictionary or ParquetEncoding.RleDictionary)
                hasCodes = true;
            else
                hasOthers = true;
        }

        dataPageCount = (int)Math.Clamp(pages, 0, int.MaxValue);
        return hasCodes && !hasOthers;
    }

    private static long? ReadSizeStatistics(ref ThriftReader reader)
    {
        long? bytes = null;
        var field = 0;
        while (reader.NextField(ref field, out var fieldType))
        {
            if (field == 1)
                bytes = reader.ReadInt64(fieldType);
            else
                reader.Skip(fieldType);
        }

        return bytes;
    }
}

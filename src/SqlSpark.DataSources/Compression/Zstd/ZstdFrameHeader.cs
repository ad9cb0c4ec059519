namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>What a frame says of itself. RFC 8878, 3.1.1.1.</summary>
/// <param name="WindowBytes">How far back its matches may reach.</param>
/// <param name="ContentBytes">How much it holds, if it says so.</param>
/// <param name="HasChecksum">Whether a checksum of the content follows the blocks.</param>
internal readonly record struct ZstdFrameHeader(ulong WindowBytes, ulong? ContentBytes, bool HasChecksum)
{
    private const int SingleSegmentFlag = 1 << 5;
    private const int ReservedFlag = 1 << 3;
    private const int ChecksumFlag = 1 << 2;
    private const int DictionaryMask = 3;
    private const int MinWindowLog = 10;
    private const int MaxWindowLog = 31;
    private const int ShortContentBase = 256;

    /// <summary>Reads what follows the magic number.</summary>
    public static ZstdFrameHeader Read(ref ByteCursor cursor)
    {
        var offset = cursor.Offset;
        var descriptor = cursor.ReadByte();
        if ((descriptor & ReservedFlag) != 0)
            ZstdErrors.ThrowUnknown("a bit in the frame header", offset);
        var isSingleSegment = (descriptor & SingleSegmentFlag) != 0;
        var windowBytes = isSingleSegment ? 0 : ReadWindow(ref cursor);
        var dictionaryField = descriptor & DictionaryMask;
        if (dictionaryField != 0 && cursor.ReadNumber(1 << (dictionaryField - 1)) != 0)
            throw new Files.MalformedDataException("The zstd data need a dictionary, which is not supported.", offset);
        var contentBytes = ReadContentSize(ref cursor, descriptor >> 6, isSingleSegment);
        return new ZstdFrameHeader(isSingleSegment ? contentBytes!.Value : windowBytes, contentBytes, (descriptor & ChecksumFlag) != 0);
    }

    private static ulong ReadWindow(ref ByteCursor cursor)
    {
        var offset = cursor.Offset;
        var descriptor = cursor.ReadByte();
        var log = MinWindowLog + (descriptor >> 3);
        if (log > MaxWindowLog)
            throw new Files.MalformedDataException($"The zstd data need a window of 2^{log} bytes.", offset);
        return (1UL << log) + ((1UL << log) / 8 * (uint)(descriptor & 7));
    }

    private static ulong? ReadContentSize(ref ByteCursor cursor, int field, bool isSingleSegment) => field switch
    {
        0 => isSingleSegment ? cursor.ReadByte() : null,
        1 => cursor.ReadNumber(sizeof(ushort)) + ShortContentBase,
        2 => cursor.ReadNumber(sizeof(uint)),
        _ => cursor.ReadNumber(sizeof(ulong)),
    };
}

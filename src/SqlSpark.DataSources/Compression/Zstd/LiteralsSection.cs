using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>
/// The literals of a block, at least <see cref="ZstdScratch.LiteralSlack"/> / 2 bytes before the end of readable memory.
/// </summary>
/// <remarks>RFC 8878, 3.1.1.3.1.</remarks>
/// <param name="start">The first literal.</param>
/// <param name="count">How many there are.</param>
internal readonly unsafe ref struct LiteralsSection(byte* start, int count)
{
    private const int ReadableSlack = ZstdScratch.LiteralSlack / 2;

    /// <summary>The first literal.</summary>
    public byte* Start => start;

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>Reads the section and passes over it.</summary>
    /// <param name="cursor">The block.</param>
    /// <param name="sourceEnd">The end of readable memory.</param>
    /// <param name="scratch">Keeps the code from block to block, and holds the literals.</param>
    /// <param name="maxCount">How many literals there may be.</param>
    public static LiteralsSection Read(ref ByteCursor cursor, byte* sourceEnd, ZstdScratch scratch, int maxCount)
    {
        var header = cursor.ReadByte();
        var type = (LiteralsType)(header & 3);
        var sizeFormat = (header >> 2) & 3;
        return type is LiteralsType.Raw or LiteralsType.Repeated
            ? ReadPlain(ref cursor, header, type, sizeFormat, sourceEnd, scratch, maxCount)
            : ReadCompressed(ref cursor, header, type, sizeFormat, scratch, maxCount);
    }

    private static LiteralsSection ReadPlain(
        ref ByteCursor cursor, byte header, LiteralsType type, int sizeFormat, byte* sourceEnd, ZstdScratch scratch, int maxCount)
    {
        var count = sizeFormat switch
        {
            1 => (header >> 4) | ((int)cursor.ReadNumber(1) << 4),
            3 => (header >> 4) | ((int)cursor.ReadNumber(2) << 4),
            _ => header >> 3,
        };
        if (count > maxCount)
            ZstdErrors.ThrowTooLong(cursor.Offset);
        if (type == LiteralsType.Repeated)
        {
            new Span<byte>(scratch.Literals, count).Fill(cursor.ReadByte());
            return new LiteralsSection(scratch.Literals, count);
        }

        var start = cursor.Take(count);
        if (sourceEnd - cursor.Position >= ReadableSlack)
            return new LiteralsSection(start, count);
        Unsafe.CopyBlockUnaligned(scratch.Literals, start, (uint)count);
        return new LiteralsSection(scratch.Literals, count);
    }

    private static LiteralsSection ReadCompressed(
        ref ByteCursor cursor, byte header, LiteralsType type, int sizeFormat, ZstdScratch scratch, int maxCount)
    {
        // Both sizes have this many bits, behind four bits of type and format.
        var (sizeBits, headerBytes) = sizeFormat switch
        {
            2 => (14, 3),
            3 => (18, 4),
            _ => (10, 2),
        };
        var sizes = (header | (cursor.ReadNumber(headerBytes) << 8)) >> 4;
        var count = (int)(sizes & ((1UL << sizeBits) - 1));
        var part = cursor.TakePart((long)(sizes >> sizeBits));
        if (count > maxCount)
            ZstdErrors.ThrowTooLong(cursor.Offset);
        if (type == LiteralsType.Compressed)
            scratch.HuffmanBits = HuffmanTable.Read(ref part, scratch.Huffman);
        else if (scratch.HuffmanBits == 0)
            ZstdErrors.ThrowNothingToRepeat(cursor.Offset);
        if (sizeFormat == 0)
            HuffmanDecoder.DecodeOne(part, scratch.Huffman, scratch.HuffmanBits, scratch.Literals, count);
        else
            HuffmanDecoder.DecodeFour(part, scratch.Huffman, scratch.HuffmanBits, scratch.Literals, count);
        return new LiteralsSection(scratch.Literals, count);
    }
}

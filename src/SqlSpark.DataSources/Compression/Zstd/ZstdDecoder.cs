using SqlSpark.Core.Kernels;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Reads zstd frames, one or several, with skippable ones between them. Checksums are verified; dictionaries are refused.</summary>
/// <remarks>RFC 8878. The content lies in one piece, so the size of a window costs nothing.</remarks>
internal static unsafe class ZstdDecoder
{
    /// <summary>Decodes frames of at most <paramref name="byteLength"/> bytes in all; what follows them in the buffer is slack.</summary>
    /// <returns>How many bytes the frames hold.</returns>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength, ZstdScratch scratch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)byteLength, (uint)buffer.Length, nameof(byteLength));
        byte dummy = 0;
        fixed (byte* input = source)
        fixed (byte* buffered = buffer)
        {
            var output = buffered != null ? buffered : &dummy;
            var cursor = new ByteCursor(input, source.Length);
            var position = output;
            while (cursor.Remaining > 0)
            {
                var magic = (uint)cursor.ReadNumber(sizeof(uint));
                if (magic == ZstdFormat.FrameMagic)
                {
                    var target = new ZstdTarget(position, output + byteLength, output + buffer.Length);
                    DecodeFrame(ref cursor, ref target, scratch);
                    position = target.Position;
                }
                else if ((magic & ZstdFormat.SkippableMask) == ZstdFormat.SkippableMagic)
                {
                    cursor.Take((long)cursor.ReadNumber(sizeof(uint)));
                }
                else
                {
                    ZstdErrors.ThrowUnknown("a magic number", cursor.Offset);
                }
            }

            return (int)(position - output);
        }
    }

    private static void DecodeFrame(ref ByteCursor cursor, ref ZstdTarget target, ZstdScratch scratch)
    {
        var header = ZstdFrameHeader.Read(ref cursor);
        var maxBlockBytes = (int)Math.Min(header.WindowBytes, ZstdFormat.MaxBlockBytes);
        var offsets = RepeatOffsets.Initial;
        scratch.Reset();
        var isLast = false;
        while (!isLast)
        {
            target.BlockOffset = cursor.Offset;
            var blockHeader = (int)cursor.ReadNumber(ZstdFormat.BlockHeaderBytes);
            isLast = (blockHeader & 1) != 0;
            DecodeBlock(ref cursor, (ZstdBlockType)((blockHeader >> 1) & 3), blockHeader >> 3, maxBlockBytes, ref offsets, ref target, scratch);
        }

        var contentBytes = target.Position - target.Start;
        if (header.ContentBytes is { } expected && expected != (ulong)contentBytes)
            throw new Files.MalformedDataException($"A zstd frame holds {contentBytes} bytes instead of {expected}.", cursor.Offset);
        if (header.HasChecksum && (uint)cursor.ReadNumber(sizeof(uint)) != (uint)XxHash64.Hash(new ReadOnlySpan<byte>(target.Start, (int)contentBytes)))
            throw new Files.MalformedDataException("The checksum of a zstd frame is wrong.", cursor.Offset);
    }

    /// <summary>Decodes one block of a frame behind those before it.</summary>
    public static void DecodeBlock(
        ref ByteCursor cursor, ZstdBlockType type, int size, int maxBlockBytes, ref RepeatOffsets offsets, ref ZstdTarget target, ZstdScratch scratch)
    {
        if (size > ZstdFormat.MaxBlockBytes)
            ZstdErrors.ThrowTooLong(target.BlockOffset);
        var start = target.Position;
        switch (type)
        {
            case ZstdBlockType.Raw:
                target.Append(cursor.Take(size), size, target.BlockOffset);
                break;
            case ZstdBlockType.Repeated:
                target.Fill(cursor.ReadByte(), size, target.BlockOffset);
                break;
            case ZstdBlockType.Compressed:
                var block = cursor.TakePart(size);
                var literals = LiteralsSection.Read(ref block, cursor.End, scratch, maxBlockBytes);
                SequencesSection.Decode(ref block, literals, scratch, ref offsets, ref target);
                break;
            default:
                ZstdErrors.ThrowUnknown("a kind of block", target.BlockOffset);
                break;
        }

        if (target.Position - start > maxBlockBytes)
            ZstdErrors.ThrowTooLong(target.BlockOffset);
    }
}

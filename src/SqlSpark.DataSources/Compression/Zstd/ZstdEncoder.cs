using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Writes one zstd frame, fast rather than small: greedy matches, Huffman codes, and tables for each block.</summary>
/// <remarks>RFC 8878. The frame states its size and has no checksum, as libzstd's one-shot function has it.</remarks>
internal sealed unsafe class ZstdEncoder(MemoryAccount account) : IDisposable
{
    private const int TableBits = 15;
    private const int ContentSizeFlag = 2 << 6;
    private const int SingleSegmentFlag = 1 << 5;

    // Window descriptor of SequenceStore.MaxOffset: a power of two above 2^10.
    private const int WindowDescriptor = (23 - 10) << 3;

    private readonly MatchTable _table = new(account, TableBits);
    private readonly SequenceStore _store = new(account);
    private readonly LiteralsWriter _literals = new();
    private readonly SequencesWriter _sequences = new();

    /// <summary>Encodes a frame.</summary>
    /// <param name="source">The content.</param>
    /// <param name="target">At least <see cref="ZstdCodec.MaxCompressedLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, ZstdCodec.MaxCompressedLength(source.Length), nameof(target));
        _table.Reset(source.Length);
        _store.Offsets = RepeatOffsets.Initial;
        fixed (byte* input = source)
        fixed (byte* start = target)
        {
            var output = WriteFrameHeader((uint)source.Length, start);
            var position = 0;
            do
            {
                var end = Math.Min(source.Length, position + ZstdFormat.MaxBlockBytes);
                output = WriteBlock(input, position, end, end == source.Length, output);
                position = end;
            }
            while (position < source.Length);
            return (int)(output - start);
        }
    }

    public void Dispose()
    {
        _table.Dispose();
        _store.Dispose();
    }

    private static byte* WriteFrameHeader(uint contentBytes, byte* output)
    {
        var isSingleSegment = contentBytes <= SequenceStore.MaxOffset;
        Unsafe.WriteUnaligned(output, ZstdFormat.FrameMagic);
        output[4] = (byte)(ContentSizeFlag | (isSingleSegment ? SingleSegmentFlag : 0));
        output += 5;
        if (!isSingleSegment)
            *output++ = WindowDescriptor;
        Unsafe.WriteUnaligned(output, contentBytes);
        return output + sizeof(uint);
    }

    private static byte* WriteBlockHeader(ZstdBlockType type, int size, bool isLast, byte* output)
    {
        var header = (isLast ? 1U : 0U) | ((uint)type << 1) | ((uint)size << 3);
        output[0] = (byte)header;
        output[1] = (byte)(header >> 8);
        output[2] = (byte)(header >> 16);
        return output + ZstdFormat.BlockHeaderBytes;
    }

    private byte* WriteBlock(byte* source, int start, int end, bool isLast, byte* output)
    {
        var size = end - start;
        if (size > 1 && new ReadOnlySpan<byte>(source + start + 1, size - 1).IndexOfAnyExcept(source[start]) < 0)
        {
            output = WriteBlockHeader(ZstdBlockType.Repeated, size, isLast, output);
            *output = source[start];
            return output + 1;
        }

        var compressedSize = TryCompress(source, start, end);
        if (compressedSize > 0)
        {
            output = WriteBlockHeader(ZstdBlockType.Compressed, compressedSize, isLast, output);
            Unsafe.CopyBlockUnaligned(output, _store.Encoded, (uint)compressedSize);
            return output + compressedSize;
        }

        output = WriteBlockHeader(ZstdBlockType.Raw, size, isLast, output);
        Unsafe.CopyBlockUnaligned(output, source + start, (uint)size);
        return output + size;
    }

    /// <summary>Encodes a block beside the target, where there is room for forms that turn out too long.</summary>
    /// <returns>The size, or 0 if the block is not smaller than its content.</returns>
    private int TryCompress(byte* source, int start, int end)
    {
        var before = _store.Offsets;
        var sink = new Sink(_store);
        _store.Clear();
        var anchor = GreedyMatcher.FindMatches(source, start, end, _table, ref sink);
        _store.AddLiterals(source + anchor, end - anchor);
        var block = _store.Encoded;
        var output = _literals.Write(_store.Literals, _store.LiteralCount, block);
        output = _sequences.TryWrite(_store, output, block + (end - start) - 1);
        if (output != null && output - block < end - start)
            return (int)(output - block);
        _store.Offsets = before;
        return 0;
    }

    private readonly struct Sink(SequenceStore store) : ISequenceSink
    {
        public static int MaxOffset => SequenceStore.MaxOffset;

        public void Emit(byte* literals, int literalLength, int offset, int matchLength) =>
            store.Add(literals, literalLength, offset, matchLength);
    }
}

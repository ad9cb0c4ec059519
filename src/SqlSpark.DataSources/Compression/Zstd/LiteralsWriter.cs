using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Writes the literals of a block in the shortest of three forms: raw, one repeated byte, or with a Huffman code of their own.</summary>
internal sealed unsafe class LiteralsWriter
{
    /// <summary>How many bytes more than the literals a section takes at most.</summary>
    public const int MaxOverhead = 3;

    private const int SymbolCount = 256;
    private const int SymbolsPerFlush = 5;
    private const int StreamCount = 4;
    private const int JumpTableBytes = 6;
    private const int MinCompressed = 64;
    private const int MaxSingleStream = 1023;

    private readonly HuffmanCode _code = new();
    private readonly int[] _counts = new int[SymbolCount];

    /// <summary>Writes the section.</summary>
    /// <param name="literals">The literals.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="target">Room for them, <see cref="MaxOverhead"/>, and 512 bytes of slack.</param>
    /// <returns>The end of the section.</returns>
    public byte* Write(byte* literals, int count, byte* target)
    {
        Array.Clear(_counts);
        for (var i = 0; i < count; i++)
            _counts[literals[i]]++;
        if (count > 1 && _counts[literals[0]] == count)
        {
            target = WriteHeader(LiteralsType.Repeated, count, target);
            *target = literals[0];
            return target + 1;
        }

        var end = count < MinCompressed ? null : TryWriteCompressed(literals, count, target);
        if (end != null)
            return end;
        target = WriteHeader(LiteralsType.Raw, count, target);
        Unsafe.CopyBlockUnaligned(target, literals, (uint)count);
        return target + count;
    }

    private static byte* WriteHeader(LiteralsType type, int count, byte* target)
    {
        var (format, shift, bytes) = count switch
        {
            < 1 << 5 => (0, 3, 1),
            < 1 << 12 => (1, 4, 2),
            _ => (3, 4, 3),
        };
        Unsafe.WriteUnaligned(target, (uint)type | ((uint)format << 2) | ((uint)count << shift));
        return target + bytes;
    }

    private byte* TryWriteCompressed(byte* literals, int count, byte* target)
    {
        _code.Build(_counts);
        var (format, sizeBits, headerBytes) = count switch
        {
            <= MaxSingleStream => (0, 10, 3),
            < 1 << 14 => (2, 14, 4),
            _ => (3, 18, 5),
        };
        var start = target + headerBytes;
        var streams = _code.TryWrite(start);
        if (streams == null)
            return null;
        var streamBytes = (_code.CountBits(_counts) / 8) + JumpTableBytes + StreamCount;
        if (streams - start + streamBytes + headerBytes >= count)
            return null;
        var end = format == 0 ? WriteStream(literals, count, streams) : WriteFourStreams(literals, count, streams);
        var header = (uint)LiteralsType.Compressed | ((ulong)format << 2) | ((ulong)count << 4) | ((ulong)(end - start) << (4 + sizeBits));
        for (var i = 0; i < headerBytes; i++)
            target[i] = (byte)(header >> (8 * i));
        return end;
    }

    private byte* WriteFourStreams(byte* literals, int count, byte* target)
    {
        var quarter = (count + StreamCount - 1) / StreamCount;
        var stream = target + JumpTableBytes;
        for (var i = 0; i < StreamCount - 1; i++)
        {
            var end = WriteStream(literals + (i * quarter), quarter, stream);
            Unsafe.WriteUnaligned(target + (i * sizeof(ushort)), (ushort)(end - stream));
            stream = end;
        }

        return WriteStream(literals + ((StreamCount - 1) * quarter), count - ((StreamCount - 1) * quarter), stream);
    }

    // From the last literal to the first, as the reader goes the other way.
    private byte* WriteStream(byte* literals, int count, byte* target)
    {
        var lengths = _code.Lengths;
        var codes = _code.Codes;
        var writer = new BitWriter(target);
        for (var i = count - 1; i >= 0; i--)
        {
            writer.Add(codes[literals[i]], lengths[literals[i]]);
            if (i % SymbolsPerFlush == 0)
                writer.Flush();
        }

        return writer.Close();
    }
}

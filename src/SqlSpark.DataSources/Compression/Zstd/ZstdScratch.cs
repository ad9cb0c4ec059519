using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>The memory of a decoder: tables that blocks hand on to the next one, and room for the literals of one block.</summary>
internal sealed unsafe class ZstdScratch : IDisposable
{
    /// <summary>How many bytes after the literals may be read and written.</summary>
    public const int LiteralSlack = 64;

    private const int HuffmanBytes = sizeof(ushort) << HuffmanTable.MaxBits;

    private readonly NativeBuffer _buffer;

    public ZstdScratch(MemoryAccount account)
    {
        var literalLengthBytes = sizeof(ulong) << LiteralLengthCode.MaxAccuracyLog;
        var matchLengthBytes = sizeof(ulong) << MatchLengthCode.MaxAccuracyLog;
        var offsetBytes = sizeof(ulong) << OffsetCode.MaxAccuracyLog;
        _buffer = account.Allocate(
            literalLengthBytes + matchLengthBytes + offsetBytes + HuffmanBytes + ZstdFormat.MaxBlockBytes + LiteralSlack);
        LiteralLengths = new SequenceTable((ulong*)_buffer.Address);
        MatchLengths = new SequenceTable((ulong*)(_buffer.Address + literalLengthBytes));
        Offsets = new SequenceTable((ulong*)(_buffer.Address + literalLengthBytes + matchLengthBytes));
        Huffman = (ushort*)(_buffer.Address + literalLengthBytes + matchLengthBytes + offsetBytes);
        Literals = (byte*)Huffman + HuffmanBytes;
    }

    /// <summary>The table of literal lengths.</summary>
    public SequenceTable LiteralLengths { get; }

    /// <summary>The table of match lengths.</summary>
    public SequenceTable MatchLengths { get; }

    /// <summary>The table of offsets.</summary>
    public SequenceTable Offsets { get; }

    /// <summary>The code of the literals.</summary>
    public ushort* Huffman { get; }

    /// <summary>How many bits index <see cref="Huffman"/>; 0 while there is no code.</summary>
    public int HuffmanBits { get; set; }

    /// <summary>The literals of a block.</summary>
    public byte* Literals { get; }

    /// <summary>Forgets what a new frame may not use.</summary>
    public void Reset()
    {
        HuffmanBits = 0;
        LiteralLengths.Reset();
        MatchLengths.Reset();
        Offsets.Reset();
    }

    public void Dispose() => _buffer.Release();
}

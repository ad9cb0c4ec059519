using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>
/// The literals and sequences of one block while it is being encoded, the offsets that sequences may repeat, and room for the encoded block.
/// </summary>
internal sealed unsafe class SequenceStore : IDisposable
{
    /// <summary>How far back matches reach: the window that every decoder has to support.</summary>
    public const int MaxOffset = 8 << 20;

    private const int MaxSequences = ZstdFormat.MaxBlockBytes / GreedyMatcher.MinMatch;
    private const int EncodedBytes = ZstdFormat.MaxBlockBytes + LiteralsWriter.MaxOverhead + (2 * SequencesWriter.MaxOverhead);

    private readonly NativeBuffer _buffer;
    private RepeatOffsets _offsets;

    public SequenceStore(MemoryAccount account)
    {
        _buffer = account.Allocate((MaxSequences * (long)sizeof(Sequence)) + ZstdFormat.MaxBlockBytes + EncodedBytes);
        Sequences = (Sequence*)_buffer.Address;
        Literals = (byte*)(Sequences + MaxSequences);
        Encoded = Literals + ZstdFormat.MaxBlockBytes;
    }

    /// <summary>The sequences.</summary>
    public Sequence* Sequences { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The literals of all sequences, and those after the last one.</summary>
    public byte* Literals { get; }

    /// <summary>How many there are.</summary>
    public int LiteralCount { get; private set; }

    /// <summary>Room for the block: as much as its content, and what a form takes that turns out too long.</summary>
    public byte* Encoded { get; }

    /// <summary>The offsets that the next sequence may repeat. A block that is stored raw does not change them.</summary>
    public RepeatOffsets Offsets
    {
        get => _offsets;
        set => _offsets = value;
    }

    /// <summary>Starts a block.</summary>
    public void Clear()
    {
        Count = 0;
        LiteralCount = 0;
    }

    /// <summary>Adds literals.</summary>
    public void AddLiterals(byte* literals, int length)
    {
        Unsafe.CopyBlockUnaligned(Literals + LiteralCount, literals, (uint)length);
        LiteralCount += length;
    }

    /// <summary>Adds a sequence.</summary>
    public void Add(byte* literals, int literalLength, int offset, int matchLength)
    {
        AddLiterals(literals, literalLength);
        Sequences[Count++] = new Sequence(literalLength, NumberOf(offset, literalLength > 0), matchLength);
    }

    public void Dispose() => _buffer.Release();

    // What the sequence says for an offset: 1 to 3 for one of before, else the offset itself plus 3. See SequencesSection.
    private int NumberOf(int offset, bool hasLiterals)
    {
        var (first, second, third) = _offsets;
        var index = offset == first && hasLiterals ? 0
            : offset == second ? 1
            : offset == third ? 2
            : offset == first - 1 && !hasLiterals ? 3
            : -1;
        if (index != 0)
            _offsets = new RepeatOffsets(offset, first, index == 1 ? third : second);
        return index < 0 ? offset + OffsetCode.RepeatedOffsets : index + (hasLiterals ? 1 : 0);
    }

    /// <summary>A sequence: literals, then a match.</summary>
    /// <param name="LiteralLength">How many literals.</param>
    /// <param name="OffsetNumber">1 to 3 for a repeated offset, else the offset plus 3.</param>
    /// <param name="MatchLength">How long the match is.</param>
    internal readonly record struct Sequence(int LiteralLength, int OffsetNumber, int MatchLength)
    {
        /// <summary>The symbol of the offset; its extra bits are those of the number under the highest one.</summary>
        public int OffsetSymbol => BitOperations.Log2((uint)OffsetNumber);
    }
}

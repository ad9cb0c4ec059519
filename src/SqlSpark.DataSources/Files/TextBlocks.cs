using System.Text;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Files;

/// <summary>
/// The text of a file in blocks: one at a time, with whole records as long as they fit. Two buffers take turns, and a buffer that somebody
/// retained is left to him.
/// </summary>
/// <remarks>
/// A worker reads its own blocks when it needs them; local files come out of the page cache, which the system fills ahead of a sequential
/// reader.
/// </remarks>
internal sealed unsafe class TextBlocks : IDisposable
{
    /// <summary>Bytes of a block unless a record is longer.</summary>
    public const int DefaultBlockBytes = 1 << 20;

    /// <summary>Half of it, which is always read anew, is more than any source holds back.</summary>
    private const int MinBlockBytes = 128;
    private const long MaxRecordBytes = 1L << 30;

    private readonly ByteSource _source;
    private readonly MemoryAccount _account;
    private readonly int _blockBytes;
    private NativeBuffer? _current;
    private NativeBuffer? _spare;

    /// <param name="source">Where the bytes come from; owned from now on.</param>
    /// <param name="start">The position of its first byte in the file.</param>
    /// <param name="blockBytes">Bytes of a block.</param>
    /// <param name="account">Pays for the buffers.</param>
    public TextBlocks(ByteSource source, long start, int blockBytes, MemoryAccount account)
    {
        _source = source;
        _account = account;
        _blockBytes = Math.Max(blockBytes, MinBlockBytes);
        Offset = start;
    }

    /// <summary>The first byte of the text.</summary>
    public byte* Begin { get; private set; }

    /// <summary>The end of the text.</summary>
    public byte* End { get; private set; }

    /// <summary>The position of <see cref="Begin"/> in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the text ends where the file does.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Whether all bytes of the text are ASCII, so that no value can be malformed UTF-8.</summary>
    public bool IsAscii { get; private set; }

    /// <summary>Whether the text began with a byte order mark, which was left out.</summary>
    public bool HasByteOrderMark { get; private set; }

    /// <summary>How many bytes of the text were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The buffer that holds the text.</summary>
    public NativeBuffer Buffer => _current!;

    /// <summary>Goes on: the text from <paramref name="keepFrom"/> on stays, and as much as a block holds is read behind it.</summary>
    /// <returns>False if the file is at its end and there is nothing more.</returns>
    public bool Advance(byte* keepFrom)
    {
        if (IsFinal)
            return false;
        var kept = (int)(End - keepFrom);
        Offset += keepFrom - Begin;

        // A record that fills the block needs a larger one; twice the length each time keeps the work linear.
        var capacity = Math.Max(_blockBytes, 2L * kept);
        if (capacity > MaxRecordBytes)
            throw new InvalidDataException("A record is longer than 1 GiB.");
        var next = _spare;
        _spare = null;
        if (next is null || next.IsShared || next.ByteLength < capacity)
        {
            next?.Release();
            next = _account.Allocate(capacity);
        }
        else
        {
            next.Renew();
        }

        var wasFirst = _current is null;
        System.Buffer.MemoryCopy(keepFrom, next.Address, next.ByteLength, kept);
        _spare = _current;
        _current = next;
        var count = _source.Read(new Span<byte>(next.Address + kept, (int)(next.ByteLength - kept)));
        BytesRead += count;
        IsFinal = _source.IsAtEnd;
        Begin = next.Address;
        End = Begin + kept + count;
        if (wasFirst && Offset == 0 && new ReadOnlySpan<byte>(Begin, kept + count).StartsWith(Encoding.UTF8.Preamble))
        {
            Begin += Encoding.UTF8.Preamble.Length;
            Offset = Encoding.UTF8.Preamble.Length;
            HasByteOrderMark = true;
        }

        IsAscii = Ascii.IsValid(new ReadOnlySpan<byte>(Begin, (int)(End - Begin)));
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _current?.Release();
        _current = null;
        _spare?.Release();
        _spare = null;
        _source.Dispose();
    }
}

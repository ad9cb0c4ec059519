using System.Diagnostics;
using SqlSpark.Core.Memory;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// Which rows of a batch are live: all, or those of a bitmap with its count. A register like <see cref="VectorWriter"/>: filters
/// write the bitmap, then <see cref="Publish"/>; indices are derived once, on demand.
/// </summary>
public sealed unsafe class Selection : IDisposable
{
    private readonly MemoryAccount _account;
    private NativeBuffer? _words;
    private NativeBuffer? _indices;
    private bool _hasIndices;

    /// <summary>A register whose bitmap <paramref name="account"/> pays.</summary>
    public Selection(MemoryAccount account) => _account = account;

    /// <summary>Rows of the batch.</summary>
    public int Length { get; private set; }

    /// <summary>Live rows.</summary>
    public int Count { get; private set; }

    /// <summary>Opens the bitmap for a batch of <paramref name="length"/> rows; its content is undefined until written.</summary>
    public Span<ulong> Begin(int length)
    {
        Length = length;
        Count = 0;
        _hasIndices = false;
        Renew(ref _words, Math.Max(Bitmaps.WordCount(length), 1) * 8L);
        return WritableWords;
    }

    /// <summary>Ends writing: clears bits past the end and counts.</summary>
    public Selection Publish()
    {
        var words = WritableWords;
        if (Length > 0)
            words[^1] &= Bitmaps.LastWordMask(Length);
        Count = Bitmaps.Count(words);
        return this;
    }

    /// <summary>The bitmap.</summary>
    public ReadOnlySpan<ulong> Words => WritableWords;

    /// <summary>The live rows.</summary>
    public Rows Rows => Rows.Of(Words, Length, Count);

    /// <summary>The numbers of the live rows in ascending order.</summary>
    public ReadOnlySpan<int> Indices
    {
        get
        {
            if (!_hasIndices)
            {
                Renew(ref _indices, (Count + 64) * 4L);
                Bitmaps.ToIndices(Words, new Span<int>(_indices!.Address, Count + 64));
                _hasIndices = true;
            }

            return new ReadOnlySpan<int>(_indices!.Address, Count);
        }
    }

    /// <summary>A selection of its own over the same bitmap, counted. <see cref="Dispose"/> gives it up.</summary>
    public Selection Retain()
    {
        Debug.Assert(_words is not null, "only a published selection can be retained");
        return new Selection(_account) { _words = _words.Retain(), Length = Length, Count = Count };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _words?.Release();
        _words = null;
        _indices?.Release();
        _indices = null;
        _hasIndices = false;
    }

    private Span<ulong> WritableWords => new(_words!.Address, Bitmaps.WordCount(Length));

    private void Renew(ref NativeBuffer? buffer, long byteLength)
    {
        if (buffer is not null && !buffer.IsShared && buffer.ByteLength >= byteLength)
            return;
        buffer?.Release();
        buffer = null;
        buffer = _account.Allocate(byteLength);
    }
}

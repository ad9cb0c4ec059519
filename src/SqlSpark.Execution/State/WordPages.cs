using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>A growing list of 64-bit words in pages, which never move.</summary>
/// <param name="account">Pays for them.</param>
internal sealed unsafe class WordPages(MemoryAccount account) : IDisposable
{
    /// <summary>Words of a page.</summary>
    public const int PageWords = 32 * 1024;

    private readonly List<NativeBuffer> _pages = [];

    /// <summary>How many words there are.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of the pages.</summary>
    public long UsedBytes => (long)_pages.Count * PageWords * sizeof(ulong);

    /// <summary>Adds words.</summary>
    public void Append(ReadOnlySpan<ulong> words)
    {
        while (!words.IsEmpty)
        {
            var place = (int)(Count % PageWords);
            if (place == 0 && Count / PageWords == _pages.Count)
                _pages.Add(account.Allocate(PageWords * sizeof(ulong)));
            var part = Math.Min(words.Length, PageWords - place);
            words[..part].CopyTo(_pages[^1].AsSpan<ulong>(place, part));
            words = words[part..];
            Count += part;
        }
    }

    /// <summary>Words from <paramref name="start"/> on, at most <paramref name="count"/>, as many as stand side by side.</summary>
    public ReadOnlySpan<ulong> Read(long start, int count)
    {
        var place = (int)(start % PageWords);
        return _pages[(int)(start / PageWords)].AsSpan<ulong>(place, Math.Min(count, PageWords - place));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var page in _pages)
            page.Release();
        _pages.Clear();
        Count = 0;
    }
}

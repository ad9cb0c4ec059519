using SqlSpark.Core.Memory.Pages;

namespace SqlSpark.Core.Tests.Memory.Pages;

/// <summary>Counts what goes through to the page source of the system, and refuses beyond a limit.</summary>
internal sealed class RecordingPageSource(IPageSource inner) : IPageSource
{
    public long MaxMappedBytes { get; set; } = long.MaxValue;

    public long MappedBytes { get; private set; }

    public long DiscardedBytes { get; private set; }

    public bool TryMap(long byteLength, bool hugePages, out MappedPages pages)
    {
        pages = default;
        if (MappedBytes + byteLength > MaxMappedBytes || !inner.TryMap(byteLength, hugePages, out pages))
            return false;
        MappedBytes += byteLength;
        return true;
    }

    public void Unmap(in MappedPages pages)
    {
        MappedBytes -= pages.ByteLength;
        inner.Unmap(pages);
    }

    public bool Discard(nint address, long byteLength)
    {
        if (!inner.Discard(address, byteLength))
            return false;
        DiscardedBytes += byteLength;
        return true;
    }
}

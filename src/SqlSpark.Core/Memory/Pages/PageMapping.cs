using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory.Pages;

/// <summary>
/// Owns one mapping. As every block's buffer refers to the mapping it lies in, memory whose pool and buffers are all
/// unreachable is unmapped too, as with any handle of the operating system.
/// </summary>
internal sealed class PageMapping : SafeHandle
{
    private readonly IPageSource _source;
    private readonly MappedPages _pages;

    internal PageMapping(IPageSource source, in MappedPages pages)
        : base(0, ownsHandle: true)
    {
        _source = source;
        _pages = pages;
        SetHandle(pages.Address);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The first usable byte.</summary>
    internal nint Address => _pages.Address;

    /// <summary>How many bytes are usable.</summary>
    internal long ByteLength => _pages.ByteLength;

    /// <summary>Gives the physical memory of a part back; see <see cref="IPageSource.Discard"/>.</summary>
    internal bool Discard(long offset, long byteLength) => _source.Discard((nint)(_pages.Address + offset), byteLength);

    protected override bool ReleaseHandle()
    {
        _source.Unmap(_pages);
        return true;
    }
}

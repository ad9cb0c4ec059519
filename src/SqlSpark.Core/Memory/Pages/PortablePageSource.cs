using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory.Pages;

/// <summary>Takes memory from the C heap, for systems whose calls are not known. Cannot give back parts of a mapping.</summary>
internal sealed unsafe class PortablePageSource : IPageSource
{
    private const int PaddingBytes = SizeClasses.Alignment;

    public bool TryMap(long byteLength, bool hugePages, out MappedPages pages)
    {
        try
        {
            var address = (nint)NativeMemory.AlignedAlloc((nuint)(byteLength + PaddingBytes), IPageSource.Alignment);
            pages = new MappedPages(address, byteLength, address, byteLength + PaddingBytes);
            return true;
        }
        catch (OutOfMemoryException)
        {
            pages = default;
            return false;
        }
    }

    public void Unmap(in MappedPages pages) => NativeMemory.AlignedFree((void*)pages.BaseAddress);

    public bool Discard(nint address, long byteLength) => false;
}

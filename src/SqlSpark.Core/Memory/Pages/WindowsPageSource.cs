using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory.Pages;

/// <summary>Reserves and commits memory with <c>VirtualAlloc</c>. Large pages need a privilege there and are not asked for.</summary>
internal sealed partial class WindowsPageSource : IPageSource
{
    private const uint MemReserve = 0x2000;
    private const uint MemCommit = 0x1000;
    private const uint MemRelease = 0x8000;
    private const uint PageReadWrite = 0x04;

    public bool TryMap(long byteLength, bool hugePages, out MappedPages pages)
    {
        pages = default;
        var committedBytes = byteLength + Environment.SystemPageSize;
        var reservedBytes = committedBytes + IPageSource.Alignment;
        var start = VirtualAlloc(0, (nuint)reservedBytes, MemReserve, PageReadWrite);
        if (start == 0)
            return false;
        var address = (nint)SizeClasses.RoundUp(start, IPageSource.Alignment);
        if (VirtualAlloc(address, (nuint)committedBytes, MemCommit, PageReadWrite) == 0)
        {
            _ = VirtualFree(start, 0, MemRelease);
            return false;
        }

        pages = new MappedPages(address, byteLength, start, reservedBytes);
        return true;
    }

    public void Unmap(in MappedPages pages) => _ = VirtualFree(pages.BaseAddress, 0, MemRelease);

    // Discarding keeps the addresses committed, so that reading past the end of a neighbour's block stays safe.
    public bool Discard(nint address, long byteLength) => DiscardVirtualMemory(address, (nuint)byteLength) == 0;

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint VirtualAlloc(nint address, nuint byteLength, uint allocationType, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int VirtualFree(nint address, nuint byteLength, uint freeType);

    [LibraryImport("kernel32", EntryPoint = "DiscardVirtualMemory")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint DiscardVirtualMemory(nint address, nuint byteLength);
}

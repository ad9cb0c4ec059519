using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory.Pages;

/// <summary>Maps anonymous memory with <c>mmap</c>, on Linux with transparent huge pages where the system allows them on request.</summary>
internal sealed partial class UnixPageSource : IPageSource
{
    private const int ReadWrite = 0x1 | 0x2;
    private const int MapPrivate = 0x2;
    private const nint MapFailed = -1;

    private readonly int _mapFlags;
    private readonly int _discardAdvice;
    private readonly int _hugePageAdvice;

    private UnixPageSource(int mapFlags, int discardAdvice, int hugePageAdvice) =>
        (_mapFlags, _discardAdvice, _hugePageAdvice) = (mapFlags, discardAdvice, hugePageAdvice);

    /// <summary>MAP_ANONYMOUS and MAP_NORESERVE, MADV_DONTNEED, MADV_HUGEPAGE.</summary>
    internal static UnixPageSource Linux { get; } = new(MapPrivate | 0x20 | 0x4000, 4, 14);

    /// <summary>MAP_ANON and MAP_NORESERVE, MADV_FREE; huge pages are not asked for.</summary>
    internal static UnixPageSource MacOS { get; } = new(MapPrivate | 0x1000 | 0x40, 5, -1);

    public bool TryMap(long byteLength, bool hugePages, out MappedPages pages)
    {
        // One page more at the end is the readable padding; what alignment leaves over at both ends goes back at once.
        long pageBytes = Environment.SystemPageSize;
        var neededBytes = byteLength + pageBytes;
        var mappedBytes = neededBytes + IPageSource.Alignment;
        var start = Map(0, (nuint)mappedBytes, ReadWrite, _mapFlags, -1, 0);
        if (start == MapFailed)
        {
            pages = default;
            return false;
        }

        var address = (nint)SizeClasses.RoundUp(start, IPageSource.Alignment);
        var headBytes = address - start;
        var tailBytes = mappedBytes - headBytes - neededBytes;
        if (headBytes > 0)
            _ = Unmap(start, (nuint)headBytes);
        if (tailBytes > 0)
            _ = Unmap((nint)(address + neededBytes), (nuint)tailBytes);
        if (hugePages && _hugePageAdvice >= 0)
            _ = Advise(address, (nuint)byteLength, _hugePageAdvice);
        pages = new MappedPages(address, byteLength, address, neededBytes);
        return true;
    }

    public void Unmap(in MappedPages pages) => _ = Unmap(pages.BaseAddress, (nuint)pages.BaseLength);

    public bool Discard(nint address, long byteLength) => Advise(address, (nuint)byteLength, _discardAdvice) == 0;

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nuint byteLength, int protection, int flags, int fileDescriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nuint byteLength);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint byteLength, int advice);
}

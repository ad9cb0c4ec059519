namespace SqlSpark.Core.Memory.Pages;

/// <summary>Chooses the page source of this system.</summary>
internal static class PageSource
{
    /// <summary>The native one of the operating system where it works, else <see cref="PortablePageSource"/>.</summary>
    internal static IPageSource Default { get; } = Choose();

    private static IPageSource Choose()
    {
        IPageSource? native =
            OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? UnixPageSource.Linux
            : OperatingSystem.IsMacOS() ? UnixPageSource.MacOS
            : OperatingSystem.IsWindows() ? new WindowsPageSource()
            : null;
        return native is not null && Works(native) ? native : new PortablePageSource();
    }

    private static unsafe bool Works(IPageSource source)
    {
        try
        {
            if (!source.TryMap(SizeClasses.UnitBytes, hugePages: false, out var pages))
                return false;
            *(byte*)pages.Address = 1;
            var isDiscarded = source.Discard(pages.Address, pages.ByteLength);
            source.Unmap(pages);
            return isDiscarded;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }
}

namespace SqlSpark.Core.Memory.Pages;

/// <summary>Gives pages of memory from the operating system. Thread-safe.</summary>
internal interface IPageSource
{
    /// <summary>The alignment of every mapping: the size of a huge page on x64 and Arm64.</summary>
    const int Alignment = 2 << 20;

    /// <summary>
    /// Maps readable and writable memory, aligned to <see cref="Alignment"/>, with at least 64 readable bytes after its end.
    /// </summary>
    /// <param name="byteLength">A positive multiple of 64 KiB.</param>
    /// <param name="hugePages">Whether to ask for huge pages.</param>
    /// <param name="pages">The memory; its content is unspecified.</param>
    /// <returns>False when the system has no more.</returns>
    bool TryMap(long byteLength, bool hugePages, out MappedPages pages);

    /// <summary>Gives a whole mapping back.</summary>
    void Unmap(in MappedPages pages);

    /// <summary>
    /// Gives the physical memory of a part of a mapping back. The addresses stay readable and writable, their content is lost.
    /// </summary>
    /// <param name="address">A multiple of the page size.</param>
    /// <param name="byteLength">A multiple of the page size.</param>
    /// <returns>Whether the system took it.</returns>
    bool Discard(nint address, long byteLength);
}

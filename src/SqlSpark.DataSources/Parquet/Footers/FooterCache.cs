using System.Collections.Concurrent;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Footers;

/// <summary>Footers that were read, by path; one is good as long as length and time of change of the file are those it was read at.</summary>
/// <remarks>One for the process. Safe for use by several threads: two may read the same footer at once, and the later one stays.</remarks>
internal static class FooterCache
{
    // A footer takes some kilobytes a row group; beyond this many files the cache starts anew.
    private const int MaxFiles = 16 * 1024;

    private static readonly ConcurrentDictionary<string, ParquetFile> Files = new(StringComparer.Ordinal);

    /// <summary>The file with its footer, read now or earlier.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">As <see cref="FooterReader.Read"/>.</exception>
    public static ParquetFile Get(IFileSystem fileSystem, FileEntry entry)
    {
        if (Files.TryGetValue(entry.Path, out var cached)
            && cached.Entry.ByteLength == entry.ByteLength && cached.Entry.LastModified == entry.LastModified
            && ReferenceEquals(cached.FileSystem, fileSystem))
            return cached;
        var file = FooterReader.Read(fileSystem, entry);
        if (Files.Count >= MaxFiles)
            Files.Clear();
        Files[entry.Path] = file;
        return file;
    }
}

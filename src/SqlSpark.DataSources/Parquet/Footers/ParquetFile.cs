using System.Collections.Concurrent;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Footers;

/// <summary>A file whose footer was read.</summary>
/// <param name="FileSystem">Where it lives.</param>
/// <param name="Entry">The file as it was listed.</param>
/// <param name="Metadata">Its footer.</param>
/// <param name="Schema">Its schema as a tree.</param>
internal sealed record ParquetFile(IFileSystem FileSystem, FileEntry Entry, FileMetadata Metadata, ParquetSchema Schema)
{
    /// <summary>Entries of dictionaries that planning looked up; null where a chunk has none.</summary>
    public ConcurrentDictionary<ColumnChunkMetadata, int?> DictionarySizes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The path as it is described to users.</summary>
    public string Description => FileSystem.Describe(Entry.Path);

    /// <summary>Opens the file for reading pages, and makes sure that it is still the one whose footer was read.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>FAILED_READ_FILE.FILE_NOT_EXIST</c> when it is gone, <c>FILE_CORRUPT</c> when its length has changed.
    /// </exception>
    public IReadableFile Open()
    {
        IReadableFile? file = null;
        try
        {
            file = FileSystem.Open(Entry.Path);
            if (file.ByteLength == Entry.ByteLength)
                return file;
            var length = file.ByteLength;
            file.Dispose();
            throw DataSourceErrors.FileCorrupt(
                "Parquet", Description, $"it has {length} bytes now and had {Entry.ByteLength} when the query was planned", cause: null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw DataSourceErrors.FileVanished(Description, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw DataSourceErrors.CannotReadFile(Description, exception);
        }
    }
}

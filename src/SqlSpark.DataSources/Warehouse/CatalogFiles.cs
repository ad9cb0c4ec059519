using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>Reads and changes the files of a catalog, each as a whole.</summary>
internal static class CatalogFiles
{
    /// <summary>What a file holds; null where there is none.</summary>
    /// <exception cref="SqlSparkException"><c>FAILED_READ_FILE</c>.</exception>
    public static byte[]? TryRead(string path)
    {
        // An exception is dear, and most names are no objects.
        if (!File.Exists(path))
            return null;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[RandomAccess.GetLength(file)];
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotReadFile(LocalFileSystem.Instance.Describe(path), exception);
        }
    }

    /// <summary>Gives a file its content at once, and waits until it is on the disk. The caller holds the lock.</summary>
    /// <exception cref="SqlSparkException"><c>TASK_WRITE_FAILED</c>.</exception>
    public static void Write(CatalogPaths paths, string path, byte[] content) => Guard(path, () =>
    {
        LocalFileSystem.Instance.CreateFolder(Path.GetDirectoryName(path)!);
        using (var draft = File.OpenHandle(paths.Draft, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            RandomAccess.Write(draft, content, 0);
            RandomAccess.FlushToDisk(draft);
        }

        File.Move(paths.Draft, path, overwrite: true);
        return true;
    });

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    /// <exception cref="SqlSparkException"><c>TASK_WRITE_FAILED</c>.</exception>
    public static void Delete(string path) => Guard(path, () =>
    {
        LocalFileSystem.Instance.Delete(path);
        return true;
    });

    /// <summary>Runs work on files, with what the file system throws as a classed error.</summary>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotWrite(LocalFileSystem.Instance.Describe(path), exception);
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace SqlSpark.DataSources.Files;

/// <summary>A lock on a local file, which ends with the process that holds it.</summary>
internal sealed class FileLock : IDisposable
{
    private const int MaxMarkDays = 40_000;
    private const int MaxMarkSeconds = 24 * 3600;

    private readonly SafeFileHandle _handle;

    private FileLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes the lock, or returns null if somebody holds it.</summary>
    /// <remarks>
    /// Holders delete their files, so between opening and locking the path may come to name another file or none. Whoever has locked a file
    /// gives it a time at random, and sees whether the path has it too. To open the path once more would need the lock.
    /// </remarks>
    public static FileLock? TryTake(string path)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }

        // Windows does not let anybody delete or read an open file.
        if (OperatingSystem.IsWindows() || IsStillAt(path, handle))
            return new FileLock(handle);
        handle.Dispose();
        return null;
    }

    /// <summary>What the locked file holds.</summary>
    public byte[] ReadContent()
    {
        var content = new byte[RandomAccess.GetLength(_handle)];
        return content[..RandomAccess.Read(_handle, content, 0)];
    }

    /// <summary>Gives the locked file another content, and waits until it is on the disk.</summary>
    public void WriteContent(ReadOnlySpan<byte> content)
    {
        RandomAccess.SetLength(_handle, 0);
        RandomAccess.Write(_handle, content, 0);
        RandomAccess.FlushToDisk(_handle);
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private static bool IsStillAt(string path, SafeFileHandle handle)
    {
        try
        {
            var mark = DateTime.UnixEpoch.AddDays(Random.Shared.Next(MaxMarkDays)).AddSeconds(2 * Random.Shared.Next(MaxMarkSeconds / 2));
            File.SetLastWriteTimeUtc(handle, mark);
            return File.Exists(path) && File.GetLastWriteTimeUtc(path) == mark;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

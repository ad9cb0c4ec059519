using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SqlSpark.DataSources.Files;

/// <summary>A lock on a local file, which ends with the process that holds it.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle _handle;

    private FileLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes the lock, or returns null if somebody holds it.</summary>
    /// <remarks>
    /// Holders delete their files, so between opening and locking the path may come to name another file or none. Whoever has locked a file
    /// writes a word of his own into it and sees whether the path brings it back.
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

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private static bool IsStillAt(string path, SafeFileHandle handle)
    {
        var word = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));
        try
        {
            RandomAccess.Write(handle, word, 0);
            using var reader = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var found = new byte[word.Length];
            return RandomAccess.Read(reader, found, 0) == word.Length && found.AsSpan().SequenceEqual(word);
        }
        catch (IOException)
        {
            return false;
        }
    }
}

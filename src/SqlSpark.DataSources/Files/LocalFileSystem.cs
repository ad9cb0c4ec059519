using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace SqlSpark.DataSources.Files;

/// <summary>The files of this machine: plain paths, relative ones from the current directory, and <c>file:</c> URIs.</summary>
/// <remarks>As in Hadoop, a <c>file:</c> URI is taken as it stands: <c>%20</c> is no blank.</remarks>
public sealed class LocalFileSystem : IFileSystem
{
    private const string Scheme = "file:";
    private const int MaxAttempts = 100;

    /// <summary>The only instance anybody needs.</summary>
    public static LocalFileSystem Instance { get; } = new();

    /// <inheritdoc />
    public string Normalize(string path)
    {
        if (path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            path = path[Scheme.Length..];
            if (path.StartsWith("//", StringComparison.Ordinal))
            {
                // An authority, empty or this machine, stands before the path.
                var pathStart = path.IndexOf('/', 2);
                path = pathStart < 0 ? "/" : path[pathStart..];
            }

            // On Windows a drive follows the slash: file:/C:/data.
            if (OperatingSystem.IsWindows() && path is ['/', _, ':', ..])
                path = path[1..];
        }

        return Path.GetFullPath(path);
    }

    /// <inheritdoc />
    public string Describe(string path)
    {
        var unix = Normalize(path).Replace('\\', '/');
        return unix.StartsWith('/') ? Scheme + unix : Scheme + "/" + unix;
    }

    /// <inheritdoc />
    public bool TryGet(string path, [NotNullWhen(true)] out FileEntry? entry)
    {
        path = Normalize(path);
        if (Directory.Exists(path))
            entry = ToEntry(new DirectoryInfo(path));
        else if (File.Exists(path))
            entry = ToEntry(new FileInfo(path));
        else
            entry = null;
        return entry is not null;
    }

    /// <inheritdoc />
    public IReadOnlyList<FileEntry> List(string folder)
    {
        var entries = new List<FileEntry>();
        foreach (var info in new DirectoryInfo(Normalize(folder)).EnumerateFileSystemInfos())
        {
            if (ToEntry(info) is { } entry)
                entries.Add(entry);
        }

        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    /// <inheritdoc />
    public IReadableFile Open(string path) => new LocalFile(Normalize(path));

    /// <inheritdoc />
    public IWritableFile Create(string path) => new NewLocalFile(Normalize(path));

    /// <inheritdoc />
    public void CreateFolder(string path)
    {
        path = Normalize(path);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(path);
                return;
            }
            catch (IOException) when (attempt < MaxAttempts && !File.Exists(path))
            {
                // The runtime was told that the folder exists, and found none: another process deleted it in between.
            }
        }
    }

    /// <inheritdoc />
    public void Move(string source, string target) => File.Move(Normalize(source), Normalize(target), overwrite: true);

    /// <inheritdoc />
    public void MoveFolder(string source, string target) => Directory.Move(Normalize(source), Normalize(target));

    /// <inheritdoc />
    public void Delete(string path)
    {
        try
        {
            File.Delete(Normalize(path));
        }
        catch (DirectoryNotFoundException)
        {
            // With its folder the file is gone too.
        }
    }

    /// <inheritdoc />
    public bool DeleteFolder(string path, bool withContent)
    {
        path = Normalize(path);
        try
        {
            Directory.Delete(path, withContent);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException) when (!withContent && Directory.Exists(path))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public IDisposable? TryLock(string path) => FileLock.TryTake(Normalize(path));

    /// <summary>The entry; null if it is gone since it was found, as others may delete it.</summary>
    private static FileEntry? ToEntry(FileSystemInfo info)
    {
        try
        {
            if (!info.Exists)
                return null;
            var isFolder = info.Attributes.HasFlag(FileAttributes.Directory);
            return new FileEntry(info.FullName, isFolder, isFolder ? 0 : LengthOf((FileInfo)info), new DateTimeOffset(info.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // The length of a link is that of its name, not of what it points to.
    private static long LengthOf(FileInfo file) =>
        file.LinkTarget is null ? file.Length : (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo)?.Length ?? 0;

    private sealed class LocalFile : IReadableFile
    {
        private readonly SafeFileHandle _handle;

        public LocalFile(string path)
        {
            Path = path;
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            ByteLength = RandomAccess.GetLength(_handle);
        }

        public string Path { get; }

        public long ByteLength { get; }

        public int Read(long offset, Span<byte> buffer)
        {
            var total = 0;
            while (total < buffer.Length)
            {
                var count = RandomAccess.Read(_handle, buffer[total..], offset + total);
                if (count == 0)
                    break;
                total += count;
            }

            return total;
        }

        public void Dispose() => _handle.Dispose();
    }

    private sealed class NewLocalFile(string path) : IWritableFile
    {
        private readonly SafeFileHandle _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

        public string Path => path;

        public long ByteLength { get; private set; }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(_handle, bytes, ByteLength);
            ByteLength += bytes.Length;
        }

        public void Close() => _handle.Dispose();

        public void Dispose() => _handle.Dispose();
    }
}

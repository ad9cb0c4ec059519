using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.DataSources.Files;

/// <summary>A file or folder that was found.</summary>
/// <param name="Path">The absolute path, as <see cref="IFileSystem.Open"/> takes it.</param>
/// <param name="IsFolder">True for a folder.</param>
/// <param name="ByteLength">The length in bytes; 0 for a folder.</param>
/// <param name="LastModified">When the content was last changed.</param>
public sealed record FileEntry(string Path, bool IsFolder, long ByteLength, DateTimeOffset LastModified)
{
    /// <summary>The last part of the path.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));
}

/// <summary>A place that holds files. Stateless and safe for use by several threads.</summary>
/// <remarks>Methods throw <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>; sources turn them into classed errors.</remarks>
public interface IFileSystem
{
    /// <summary>The absolute form of a path, without a scheme.</summary>
    string Normalize(string path);

    /// <summary>The path as Spark prints it: <c>file:/data/a.csv</c>.</summary>
    string Describe(string path);

    /// <summary>Looks a path up; symbolic links are followed.</summary>
    bool TryGet(string path, [NotNullWhen(true)] out FileEntry? entry);

    /// <summary>What a folder holds, ordered by name (ordinal).</summary>
    IReadOnlyList<FileEntry> List(string folder);

    /// <summary>Opens a file for reading at positions.</summary>
    IReadableFile Open(string path);

    /// <summary>Creates a file in a folder that is there. A file of that name must not be.</summary>
    IWritableFile Create(string path);

    /// <summary>Creates a folder and those above it, where they are missing.</summary>
    void CreateFolder(string path);

    /// <summary>Gives a file another path at once, in a folder that is there; a file that has it is replaced.</summary>
    void Move(string source, string target);

    /// <summary>Gives a folder another path at once; nothing may have it.</summary>
    void MoveFolder(string source, string target);

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    void Delete(string path);

    /// <summary>Deletes a folder; one that is not there is no error.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="withContent">True to delete all that is in it.</param>
    /// <returns>False if the folder is not empty and its content was to stay.</returns>
    bool DeleteFolder(string path, bool withContent);

    /// <summary>
    /// Locks a file, which is created where it is missing, against all others that call this, in this process and in others of the machine.
    /// </summary>
    /// <returns>The lock, which ends when it is disposed or the process ends; null if somebody else holds it.</returns>
    IDisposable? TryLock(string path);
}

/// <summary>An open file. Reads at positions are independent of each other and may come from several threads.</summary>
public interface IReadableFile : IDisposable
{
    /// <summary>The path it was opened by.</summary>
    string Path { get; }

    /// <summary>The length in bytes when it was opened.</summary>
    long ByteLength { get; }

    /// <summary>Reads up to as many bytes as <paramref name="buffer"/> holds; fewer than that only at the end of the file.</summary>
    /// <param name="offset">The position of the first byte.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <returns>How many bytes were read.</returns>
    int Read(long offset, Span<byte> buffer);
}

/// <summary>A file that is being written, from the beginning to the end. Used by one thread at a time.</summary>
public interface IWritableFile : IDisposable
{
    /// <summary>The path it was created by.</summary>
    string Path { get; }

    /// <summary>The bytes written so far.</summary>
    long ByteLength { get; }

    /// <summary>Writes bytes behind those that are there.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Hands everything to the system and closes the file. Disposing before leaves a file that is not whole.</summary>
    void Close();
}

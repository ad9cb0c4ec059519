using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>The local file system for a reader that others overtake.</summary>
internal sealed class InterruptedFileSystem : IFileSystem
{
    private readonly IFileSystem _inner = LocalFileSystem.Instance;

    /// <summary>Called when a folder has been listed.</summary>
    public required Action<string> AfterList { get; init; }

    public string Normalize(string path) => _inner.Normalize(path);

    public string Describe(string path) => _inner.Describe(path);

    public bool TryGet(string path, [NotNullWhen(true)] out FileEntry? entry) => _inner.TryGet(path, out entry);

    public IReadOnlyList<FileEntry> List(string folder)
    {
        var entries = _inner.List(folder);
        AfterList(folder);
        return entries;
    }

    public IReadableFile Open(string path) => _inner.Open(path);

    public IWritableFile Create(string path) => throw new NotSupportedException();

    public void CreateFolder(string path) => throw new NotSupportedException();

    public void MoveFolder(string source, string target) => throw new NotSupportedException();

    public void Move(string source, string target) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();

    public bool DeleteFolder(string path, bool withContent) => throw new NotSupportedException();

    public IDisposable? TryLock(string path) => throw new NotSupportedException();
}

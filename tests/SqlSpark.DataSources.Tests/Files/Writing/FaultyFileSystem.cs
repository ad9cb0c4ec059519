using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>
/// The local file system with faults: at one of the operations that change something the process dies, before or after it took effect, or the
/// disk refuses it once. After a death nothing works any more, and the locks that were held are free, as those of a process are.
/// </summary>
internal sealed class FaultyFileSystem : IFileSystem
{
    private readonly IFileSystem _inner = LocalFileSystem.Instance;
    private readonly List<IDisposable> _locks = [];
    private readonly List<IWritableFile> _files = [];

    /// <summary>The operation that fails, counted from 0; -1 for none.</summary>
    public int FailingOperation { get; init; } = -1;

    /// <summary>How it fails.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>Changes so far.</summary>
    public int OperationCount { get; private set; }

    /// <summary>Whether the process has died.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Called before each change.</summary>
    public Action? BeforeChange { get; init; }

    public string Normalize(string path) => _inner.Normalize(path);

    public string Describe(string path) => _inner.Describe(path);

    public bool TryGet(string path, [NotNullWhen(true)] out FileEntry? entry)
    {
        CheckAlive();
        return _inner.TryGet(path, out entry);
    }

    public IReadOnlyList<FileEntry> List(string folder)
    {
        CheckAlive();
        return _inner.List(folder);
    }

    public IReadableFile Open(string path)
    {
        CheckAlive();
        return _inner.Open(path);
    }

    public IWritableFile Create(string path) => Change(() =>
    {
        var file = _inner.Create(path);
        _files.Add(file);
        return file;
    });

    public void CreateFolder(string path) => Change(() =>
    {
        _inner.CreateFolder(path);
        return true;
    });

    public void MoveFolder(string source, string target) => Change(() =>
    {
        _inner.MoveFolder(source, target);
        return true;
    });

    public void Move(string source, string target) => Change(() =>
    {
        _inner.Move(source, target);
        return true;
    });

    public void Delete(string path) => Change(() =>
    {
        _inner.Delete(path);
        return true;
    });

    public bool DeleteFolder(string path, bool withContent) => Change(() => _inner.DeleteFolder(path, withContent));

    public IDisposable? TryLock(string path)
    {
        CheckAlive();
        if (_inner.TryLock(path) is not { } held)
            return null;
        _locks.Add(held);
        return held;
    }

    private T Change<T>(Func<T> change)
    {
        CheckAlive();
        BeforeChange?.Invoke();
        var isFailing = OperationCount++ == FailingOperation;
        if (isFailing && Kind == FaultKind.Refused)
            throw new IOException("The disk refuses.");
        if (isFailing && Kind == FaultKind.DiesBefore)
            Die();
        var result = change();
        if (isFailing && Kind == FaultKind.DiesAfter)
            Die();
        return result;
    }

    private void Die()
    {
        IsDead = true;
        foreach (var held in _locks)
            held.Dispose();
        foreach (var file in _files)
            file.Dispose();
        throw new ProcessDiedException();
    }

    private void CheckAlive()
    {
        if (IsDead)
            throw new ProcessDiedException();
    }
}

public enum FaultKind
{
    DiesBefore,
    DiesAfter,
    Refused,
}

/// <summary>No fault of a file system, so that nobody handles it.</summary>
internal sealed class ProcessDiedException : Exception;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>
/// The folder under <c>_temporary</c> where a write puts its files until they are published. A lock beside it tells others that the write is
/// alive: it ends with the process, whatever happens to it.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    /// <summary>The folder of all writes to a table, as Hadoop names it; readers leave it out.</summary>
    public const string ParentName = "_temporary";

    private const string LockExtension = ".lock";
    private const int MaxAttempts = 100;

    private readonly IFileSystem _fileSystem;
    private readonly string _parent;
    private readonly string _lockPath;
    private readonly IDisposable _lock;

    private StagingFolder(IFileSystem fileSystem, string parent, string id, IDisposable heldLock)
    {
        _fileSystem = fileSystem;
        _parent = parent;
        _lock = heldLock;
        _lockPath = Path.Combine(parent, id + LockExtension);
        Id = id;
        FolderPath = Path.Combine(parent, id);
    }

    /// <summary>Different for every write.</summary>
    public string Id { get; }

    /// <summary>The folder.</summary>
    public string FolderPath { get; }

    /// <summary>Creates a folder for a new write to a table's folder, which is created where it is missing.</summary>
    public static StagingFolder Create(IFileSystem fileSystem, string tableFolder)
    {
        var parent = Path.Combine(tableFolder, ParentName);
        for (var attempt = 1; ; attempt++)
        {
            fileSystem.CreateFolder(parent);
            var id = Guid.NewGuid().ToString();
            try
            {
                // The lock is there before the folder: a folder without a lock is not one of ours.
                if (fileSystem.TryLock(Path.Combine(parent, id + LockExtension)) is { } heldLock)
                {
                    var staging = new StagingFolder(fileSystem, parent, id, heldLock);
                    try
                    {
                        fileSystem.CreateFolder(staging.FolderPath);
                        return staging;
                    }
                    catch
                    {
                        staging.Dispose();
                        throw;
                    }
                }
            }
            catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException && attempt < MaxAttempts)
            {
                // The last one of the other writes has just removed the folder; another one may have made it anew since.
            }

            if (attempt == MaxAttempts)
                throw new IOException($"No lock can be taken in {parent}.");
        }
    }

    /// <summary>Removes what writes left behind whose processes have ended.</summary>
    public static void RemoveDead(IFileSystem fileSystem, string tableFolder)
    {
        var parent = Path.Combine(tableFolder, ParentName);
        foreach (var entry in fileSystem.List(parent))
        {
            if (entry.IsFolder || !entry.Name.EndsWith(LockExtension, StringComparison.Ordinal) || entry.Name == CommitLock.FileName)
                continue;
            using var taken = fileSystem.TryLock(entry.Path);
            if (taken is not null)
                Remove(fileSystem, entry.Path[..^LockExtension.Length], entry.Path);
        }
    }

    /// <summary>Removes the folder and all that is in it.</summary>
    public void Dispose()
    {
        try
        {
            Remove(_fileSystem, FolderPath, _lockPath);
            _fileSystem.DeleteFolder(_parent, withContent: false);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            // Readers leave the folder out, and its lock is free from now on: the next writer removes it.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    // The lock goes last: as long as there is anything to remove, the next writer finds it.
    private static void Remove(IFileSystem fileSystem, string folder, string lockPath)
    {
        fileSystem.DeleteFolder(folder, withContent: true);
        fileSystem.Delete(lockPath);
    }
}

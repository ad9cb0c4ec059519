using System.Diagnostics;
using SqlSpark.Core.Errors;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>The right to change a table's folder: one write at a time has it, of all processes. It ends with the process that holds it.</summary>
internal sealed class CommitLock : IDisposable
{
    /// <summary>The name of the locked file, under <c>_temporary</c>.</summary>
    public const string FileName = "commit.lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly IFileSystem _fileSystem;
    private readonly string _path;
    private readonly IDisposable _lock;

    private CommitLock(IFileSystem fileSystem, string path, IDisposable heldLock)
    {
        _fileSystem = fileSystem;
        _path = path;
        _lock = heldLock;
    }

    /// <summary>Waits for the lock. Others hold it for as long as they need to rename and delete files.</summary>
    /// <exception cref="SqlSparkException"><c>COMMIT_CONFLICT</c> after the longest wait, <c>QUERY_CANCELED</c>.</exception>
    public static CommitLock Take(IFileSystem fileSystem, string tableFolder, TimeSpan longestWait, CancellationToken cancellation)
    {
        var path = Path.Combine(tableFolder, StagingFolder.ParentName, FileName);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (cancellation.IsCancellationRequested)
                throw CoreErrors.QueryCanceled();
            if (fileSystem.TryLock(path) is { } heldLock)
                return new CommitLock(fileSystem, path, heldLock);
            if (Stopwatch.GetElapsedTime(start) > longestWait)
                throw DataSourceErrors.CommitConflict(fileSystem.Describe(tableFolder));
            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            _fileSystem.Delete(_path);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            // A file without a holder is no lock.
        }
        finally
        {
            _lock.Dispose();
        }
    }
}

using System.Diagnostics;
using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>The order of a catalog's changes: who may make the next one, and how many there were.</summary>
/// <param name="paths">The files.</param>
/// <param name="recover">Brings to its end what a process began that is gone; called with the right to change.</param>
internal sealed class CatalogChanges(CatalogPaths paths, Action recover)
{
    /// <summary>The state of what is known in no state.</summary>
    public const long Unsettled = -1;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>The state of the catalog: twice the number of changes; one more while there is one.</summary>
    public long State
    {
        get
        {
            var file = new FileInfo(paths.Changes);
            return file.Exists ? file.Length : 0;
        }
    }

    /// <summary>Whether nobody changed anything when this was the state.</summary>
    public static bool IsSettled(long state) => (state & 1) == 0;

    /// <summary>The state once no dead process is in the middle of a change; a living one may be, then it is not settled.</summary>
    public long Settle()
    {
        try
        {
            if (FileLock.TryTake(paths.Lock) is { } held)
            {
                using (held)
                    Recover();
            }
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            // Who may only read takes things as they are.
        }

        var state = State;
        return IsSettled(state) ? state : Unsettled;
    }

    /// <summary>Waits for the right to change the catalog. What dead processes left is brought in order.</summary>
    /// <exception cref="SqlSparkException"><c>CATALOG_BUSY</c> after the longest wait, <c>QUERY_CANCELED</c>, <c>TASK_WRITE_FAILED</c>.</exception>
    public CatalogChange Begin(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (CatalogFiles.Guard(paths.Lock, TryTake) is { } held)
                return Began(held);
            if (Stopwatch.GetElapsedTime(start) > LongestWait)
                throw DataSourceErrors.CatalogBusy(LocalFileSystem.Instance.Describe(paths.Root));
            Wait(cancellation);
        }
    }

    /// <summary>Waits a moment for another process.</summary>
    /// <exception cref="SqlSparkException"><c>QUERY_CANCELED</c>.</exception>
    public static void Wait(CancellationToken cancellation)
    {
        if (cancellation.WaitHandle.WaitOne(Pause))
            throw CoreErrors.QueryCanceled();
    }

    /// <summary>Notes that a change begins or ends.</summary>
    internal void Count() => CatalogFiles.Guard(paths.Changes, () =>
    {
        using var file = File.OpenHandle(paths.Changes, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, "."u8, RandomAccess.GetLength(file));
        return true;
    });

    private FileLock? TryTake()
    {
        LocalFileSystem.Instance.CreateFolder(paths.Root);
        return FileLock.TryTake(paths.Lock);
    }

    private CatalogChange Began(FileLock held)
    {
        try
        {
            Recover();
            return new CatalogChange(this, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private void Recover()
    {
        recover();
        if (!IsSettled(State))
            Count();
    }
}

/// <summary>The right to change a catalog, until it is disposed.</summary>
internal sealed class CatalogChange(CatalogChanges changes, FileLock held) : IDisposable
{
    /// <summary>Runs a change; readers know of it before it begins and after it ended.</summary>
    public void Run(Action change)
    {
        changes.Count();
        try
        {
            change();
        }
        finally
        {
            changes.Count();
        }
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();
}

using SqlSpark.Catalyst.Sources;
using SqlSpark.DataSources.Files.Partitions;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>A run of a write of files: tasks write into a staging folder, the commit publishes what they wrote.</summary>
internal sealed class FileBatchWrite : IBatchWrite
{
    private readonly FileWrite _write;
    private readonly StagingFolder _staging;
    private readonly bool _isNewFolder;

    public FileBatchWrite(FileWrite write)
    {
        _write = write;
        _isNewFolder = !write.FileSystem.TryGet(write.Folder, out _);
        _staging = StagingFolder.Create(write.FileSystem, write.Folder);
        if (write.Info.Mode == WriteMode.ErrorIfExists && Committer.HasFiles())
        {
            Abort();
            throw DataSourceErrors.PathAlreadyExists(write.FileSystem.Describe(write.Folder));
        }
    }

    private FolderCommit Committer => NewCommitter(null);

    /// <inheritdoc />
    public IDataWriter CreateWriter(WriteContext context) =>
        _write.Info.PartitionColumns.IsEmpty ? new FileDataWriter(_write, _staging, context) : new PartitionedDataWriter(_write, _staging, context);

    /// <inheritdoc />
    public void Commit(IReadOnlyList<WriterCommitMessage> messages, CancellationToken cancellation)
    {
        // The first task writes a file in any case, since only a file keeps the columns; it counts if no task had rows.
        var files = messages.Cast<FilesWritten>().SelectMany(static message => message.Files).ToList();
        var withRows = files.FindAll(static file => file.RowCount > 0);
        string[] published = [.. (withRows.Count > 0 ? withRows : files).Select(static file => file.Name)];
        try
        {
            NewCommitter(Replaced(published)).Publish(published, _write.Info.Mode, cancellation);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotWrite(_write.FileSystem.Describe(_write.Folder), exception);
        }

        _staging.Dispose();
    }

    private FolderCommit NewCommitter(Func<string, bool>? replaces) => new(_write.FileSystem, _write.Folder, _staging)
    {
        LongestWait = _write.LongestWait,
        Replaces = replaces,
        KeepsFolders = _write.Info.ReplacedPartition.Count > 0 && _write.Info.ReplacedPartition.Count == _write.Info.PartitionColumns.Count,
    };

    /// <summary>Which files leave the table for these; null for all that are there.</summary>
    private Func<string, bool>? Replaced(string[] published)
    {
        if (_write.Info.Mode == WriteMode.OverwritePartitions)
            return PartitionFolders.AnyOf(published.Select(static file => file[..Math.Max(0, file.LastIndexOf('/'))]));
        return _write.Info.ReplacedPartition.IsEmpty ? null : PartitionFolders.With(_write.Info.ReplacedPartition);
    }

    /// <inheritdoc />
    public void Abort()
    {
        _staging.Dispose();
        try
        {
            if (_isNewFolder)
                _write.FileSystem.DeleteFolder(_write.Folder, withContent: false);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            // An empty folder stays.
        }
    }
}

/// <summary>The files that a task wrote.</summary>
/// <param name="RowCount">Rows.</param>
/// <param name="Files">The files.</param>
internal sealed record FilesWritten(long RowCount, IReadOnlyList<WrittenFile> Files) : WriterCommitMessage(RowCount);

/// <summary>A file in the staging folder.</summary>
/// <param name="Name">The path from the staging folder on, with slashes.</param>
/// <param name="RowCount">Rows.</param>
internal sealed record WrittenFile(string Name, long RowCount);

using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Errors;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>Publishes the files of one write: all become part of the table at once, and the files that they replace leave it at the same time.</summary>
/// <remarks>
/// <code>
/// 1. record: the new files are hidden        4. the old files are deleted, _SUCCESS is written
/// 2. the new files are moved into place      5. record: nothing is hidden
/// 3. record: the old files are hidden
/// </code>
/// The third step is the commit: before it a fault or crash leaves the old table, after it the new one. Whoever holds the lock and finds a
/// record that hides files deletes them first. See <c>docs/decisions/0011-file-commits.md</c>.
/// </remarks>
/// <param name="fileSystem">Where the table lives.</param>
/// <param name="folder">The table's folder.</param>
/// <param name="staging">Where the new files are.</param>
internal sealed class FolderCommit(IFileSystem fileSystem, string folder, StagingFolder staging)
{
    /// <summary>The file that tells others that a write is complete, as Hadoop names it.</summary>
    public const string SuccessFileName = "_SUCCESS";

    private string DraftPath => Path.Combine(staging.FolderPath, CommitRecord.FileName);

    /// <summary>How long others may hold the right to commit.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Which of the files that are there are replaced when files are, by their paths from the table's folder on, with slashes; null for all.</summary>
    public Func<string, bool>? Replaces { get; init; }

    /// <summary>True to keep the folders that replaced files leave empty: partitions without rows.</summary>
    public bool KeepsFolders { get; init; }

    /// <summary>Whether there are files of the table; tells before anything is written what <see cref="Publish"/> decides in the end.</summary>
    public bool HasFiles()
    {
        var hidden = CommitRecord.Read(fileSystem, folder)?.Hidden;
        return FindFiles().Exists(file => hidden?.Contains(file) != true);
    }

    /// <summary>Publishes files.</summary>
    /// <param name="files">The new files: paths from the staging folder on, and from the table's folder on, with slashes.</param>
    /// <param name="mode">What becomes of the files that are there.</param>
    /// <param name="cancellation">Ends waiting for others.</param>
    /// <exception cref="SqlSparkException"><c>PATH_ALREADY_EXISTS</c>, <c>COMMIT_CONFLICT</c>, <c>QUERY_CANCELED</c>.</exception>
    /// <exception cref="IOException">Nothing was published.</exception>
    public void Publish(IReadOnlyList<string> files, WriteMode mode, CancellationToken cancellation)
    {
        using var commitLock = CommitLock.Take(fileSystem, folder, LongestWait, cancellation);
        RemoveHidden();
        StagingFolder.RemoveDead(fileSystem, folder);
        var replaced = mode == WriteMode.Append ? [] : FindFiles();
        if (Replaces is not null)
            replaced.RemoveAll(file => !Replaces(file));
        if (mode == WriteMode.ErrorIfExists && replaced.Count > 0)
            throw DataSourceErrors.PathAlreadyExists(fileSystem.Describe(folder));
        var pending = CommitRecord.Hiding(files);
        try
        {
            pending.Write(fileSystem, folder, DraftPath);
            MoveIntoPlace(files);
            CommitRecord.Hiding(replaced).Write(fileSystem, folder, DraftPath);
        }
        catch
        {
            TryTakeBack(pending);
            throw;
        }

        try
        {
            Delete(replaced, KeepsFolders);
            WriteSuccess();
            CommitRecord.Hiding([]).Write(fileSystem, folder, DraftPath);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            // The rows are published, and a statement that failed would be run again. The next writer finds the record and goes on.
        }
    }

    /// <summary>Gives the folder of a partition another path. Whoever lists the table meanwhile lists it again.</summary>
    /// <param name="source">The path from the table's folder on.</param>
    /// <param name="target">The path that it gets.</param>
    /// <param name="cancellation">Ends waiting for others.</param>
    /// <returns>False when there is something at the new path.</returns>
    /// <exception cref="SqlSparkException"><c>COMMIT_CONFLICT</c>, <c>QUERY_CANCELED</c>.</exception>
    public bool TryMoveFolder(string source, string target, CancellationToken cancellation)
    {
        using var commitLock = CommitLock.Take(fileSystem, folder, LongestWait, cancellation);
        RemoveHidden();
        StagingFolder.RemoveDead(fileSystem, folder);
        var targetPath = Path.Combine(folder, target);
        if (fileSystem.TryGet(targetPath, out _))
            return false;
        fileSystem.CreateFolder(Path.GetDirectoryName(targetPath)!);

        // A record before and one behind: a reader that saw the folder under both names or under none finds another record in the end.
        CommitRecord.Hiding([]).Write(fileSystem, folder, DraftPath);
        fileSystem.MoveFolder(Path.Combine(folder, source), targetPath);
        CommitRecord.Hiding([]).Write(fileSystem, folder, DraftPath);
        for (var parent = Path.GetDirectoryName(Path.Combine(folder, source))!; parent.Length > folder.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (!fileSystem.DeleteFolder(parent, withContent: false))
                break;
        }

        return true;
    }

    /// <summary>Ends what a writer that crashed has begun, before its commit or after it: what is hidden goes.</summary>
    private void RemoveHidden()
    {
        if (CommitRecord.Read(fileSystem, folder) is not { Hidden.Count: > 0 } record)
            return;
        Delete(record.Hidden, keepsFolders: false);
        CommitRecord.Hiding([]).Write(fileSystem, folder, DraftPath);
    }

    private void TryTakeBack(CommitRecord pending)
    {
        try
        {
            if (CommitRecord.Read(fileSystem, folder) is { } record && record.Id == pending.Id)
                RemoveHidden();
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            // The record still hides the files. The next writer deletes them.
        }
    }

    private void MoveIntoPlace(IEnumerable<string> files)
    {
        var created = new HashSet<string>(StringComparer.Ordinal) { folder };
        foreach (var file in files)
        {
            var target = Path.Combine(folder, file);
            var targetFolder = Path.GetDirectoryName(target)!;
            if (created.Add(targetFolder))
                fileSystem.CreateFolder(targetFolder);
            fileSystem.Move(Path.Combine(staging.FolderPath, file), target);
        }
    }

    /// <summary>The files of the table, whoever wrote them, with the checksums that Hadoop keeps beside files.</summary>
    private List<string> FindFiles()
    {
        var files = new List<string>();
        AddFiles(folder, files);
        return files;
    }

    private void AddFiles(string subfolder, List<string> files)
    {
        foreach (var entry in fileSystem.List(subfolder))
        {
            var isChecksum = entry.Name.StartsWith('.') && entry.Name.EndsWith(".crc", StringComparison.Ordinal);
            if (FileListing.IsHiddenName(entry.Name) && !isChecksum)
                continue;
            if (entry.IsFolder)
                AddFiles(entry.Path, files);
            else
                files.Add(CommitView.RelativePath(folder, entry.Path));
        }
    }

    private void Delete(IEnumerable<string> files, bool keepsFolders)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file);
            fileSystem.Delete(path);
            if (keepsFolders)
                continue;
            for (var parent = Path.GetDirectoryName(path)!; parent.Length > folder.Length; parent = Path.GetDirectoryName(parent)!)
                folders.Add(parent);
        }

        // Inner folders have longer paths than those that they are in.
        foreach (var parent in folders.OrderByDescending(static path => path.Length))
            fileSystem.DeleteFolder(parent, withContent: false);
    }

    private void WriteSuccess()
    {
        var draft = Path.Combine(staging.FolderPath, SuccessFileName);
        using (var file = fileSystem.Create(draft))
            file.Close();
        fileSystem.Move(draft, Path.Combine(folder, SuccessFileName));
    }
}

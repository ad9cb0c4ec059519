using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Files.Writing;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>A partition of a table: a folder below that of the table, with or without files.</summary>
/// <param name="Values">The partition columns, as the table calls them, and their values as the folder's name has them, without escapes.</param>
/// <param name="RelativePath">The path from the table's folder on, with slashes.</param>
public sealed record TablePartition(EquatableArray<PartitionValue> Values, string RelativePath);

/// <summary>
/// The folders of the partitions of tables. They are the only record of which partitions there are: one that was added without rows is an empty folder. Changes are commits like those of writes:
/// see <c>docs/decisions/0011-file-commits.md</c>.
/// </summary>
public static class PartitionFolders
{
    /// <summary>The partitions of a table, ordered by their paths.</summary>
    /// <param name="location">The table's folder.</param>
    /// <param name="columns">The partition columns, outermost first.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    public static IReadOnlyList<TablePartition> List(string location, EquatableArray<string> columns)
    {
        var fileSystem = FileSystems.Of(location);
        var found = new List<TablePartition>();
        if (fileSystem.TryGet(location, out var root) && root.IsFolder)
            AddPartitions(fileSystem, root.Path, columns, "", [], found);
        found.Sort(static (left, right) => string.CompareOrdinal(left.RelativePath, right.RelativePath));
        return found;
    }

    /// <summary>The path of a partition's folder from the table's folder on, with slashes.</summary>
    public static string PathOf(IEnumerable<PartitionValue> values) => string.Join('/', values.Select(static value => PartitionPath.Segment(value.Column, value.Text)));

    /// <summary>The bytes of the files in a partition.</summary>
    public static long ByteLengthOf(string location, string relativePath)
    {
        var fileSystem = FileSystems.Of(location);
        return fileSystem.TryGet(Path.Combine(location, relativePath), out var folder) ? ByteLengthOf(fileSystem, folder) : 0;
    }

    /// <summary>Creates the folder of a partition without rows; nothing happens when it is there.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static void Create(string location, string relativePath) => FileSystems.Of(location).CreateFolder(Path.Combine(location, relativePath));

    /// <summary>Removes the rows of partitions, all at once.</summary>
    /// <param name="location">The table's folder.</param>
    /// <param name="relativePaths">The partitions.</param>
    /// <param name="keepsFolders">True to leave partitions without rows.</param>
    /// <param name="cancellation">Ends waiting for other writers.</param>
    /// <exception cref="SqlSparkException"><c>COMMIT_CONFLICT</c>, <c>QUERY_CANCELED</c>, and that of a place that cannot be written.</exception>
    public static void Clear(string location, IReadOnlyList<string> relativePaths, bool keepsFolders, CancellationToken cancellation) =>
        Commit(location, (fileSystem, folder, staging) =>
        {
            new FolderCommit(fileSystem, folder, staging) { Replaces = AnyOf(relativePaths), KeepsFolders = keepsFolders }.Publish([], WriteMode.Overwrite, cancellation);
            foreach (var path in keepsFolders ? [] : relativePaths)
                RemoveEmpty(fileSystem, folder, path);
            return true;
        });

    /// <summary>Gives partitions other values: their folders other paths.</summary>
    /// <param name="location">The table's folder.</param>
    /// <param name="source">The path of the partition's folder.</param>
    /// <param name="target">The path that it gets.</param>
    /// <param name="cancellation">Ends waiting for other writers.</param>
    /// <returns>False when there is such a partition already.</returns>
    /// <exception cref="SqlSparkException"><c>COMMIT_CONFLICT</c>, <c>QUERY_CANCELED</c>, and that of a place that cannot be written.</exception>
    public static bool TryRename(string location, string source, string target, CancellationToken cancellation) =>
        Commit(location, (fileSystem, folder, staging) => new FolderCommit(fileSystem, folder, staging).TryMoveFolder(source, target, cancellation));

    /// <summary>Tells files of partitions: those in one of some folders or below it. Paths are from the table's folder on.</summary>
    internal static Func<string, bool> AnyOf(IEnumerable<string> folders)
    {
        var wanted = folders.ToHashSet(StringComparer.Ordinal);
        return file =>
        {
            for (var slash = file.LastIndexOf('/'); slash > 0; slash = file.LastIndexOf('/', slash - 1))
            {
                if (wanted.Contains(file[..slash]))
                    return true;
            }

            return false;
        };
    }

    /// <summary>Tells files of partitions that have some values. Paths are from the table's folder on.</summary>
    internal static Func<string, bool> With(IEnumerable<PartitionValue> values)
    {
        string[] segments = [.. values.Select(static value => PartitionPath.Segment(value.Column, value.Text))];
        return file => Array.TrueForAll(segments, segment => file.Split('/').AsSpan()[..^1].Contains(segment));
    }

    private static void AddPartitions(
        IFileSystem fileSystem, string folder, EquatableArray<string> columns, string relativePath, EquatableArray<PartitionValue> outer, List<TablePartition> found)
    {
        foreach (var entry in fileSystem.List(folder))
        {
            var equals = entry.Name.IndexOf('=', StringComparison.Ordinal);
            if (!entry.IsFolder || equals <= 0 || equals + 1 == entry.Name.Length || FileListing.IsHiddenName(entry.Name)
                || !columns[outer.Count].Equals(PartitionPath.Unescape(entry.Name[..equals]), StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var raw = entry.Name[(equals + 1)..];
            EquatableArray<PartitionValue> values = [.. outer, new PartitionValue(columns[outer.Count], raw == PartitionPath.DefaultName ? null : PartitionPath.Unescape(raw))];
            var path = relativePath.Length == 0 ? entry.Name : $"{relativePath}/{entry.Name}";
            if (values.Count == columns.Count)
                found.Add(new TablePartition(values, path));
            else
                AddPartitions(fileSystem, entry.Path, columns, path, values, found);
        }
    }

    private static long ByteLengthOf(IFileSystem fileSystem, FileEntry entry)
    {
        if (!entry.IsFolder)
            return entry.ByteLength;
        var bytes = 0L;
        foreach (var child in fileSystem.List(entry.Path))
        {
            if (!FileListing.IsHiddenName(child.Name))
                bytes += ByteLengthOf(fileSystem, child);
        }

        return bytes;
    }

    private static void RemoveEmpty(IFileSystem fileSystem, string folder, string relativePath)
    {
        for (var path = Path.Combine(folder, relativePath); path.Length > folder.Length; path = Path.GetDirectoryName(path)!)
        {
            if (!fileSystem.DeleteFolder(path, withContent: false))
                return;
        }
    }

    private static bool Commit(string location, Func<IFileSystem, string, StagingFolder, bool> change)
    {
        var fileSystem = FileSystems.Of(location);
        var folder = Path.TrimEndingDirectorySeparator(fileSystem.Normalize(location));
        try
        {
            using var staging = StagingFolder.Create(fileSystem, folder);
            return change(fileSystem, folder, staging);
        }
        catch (Exception exception) when (FileFaults.IsFault(exception))
        {
            throw DataSourceErrors.CannotWrite(fileSystem.Describe(folder), exception);
        }
    }
}

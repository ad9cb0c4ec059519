namespace SqlSpark.DataSources.Files;

/// <summary>What commit records hide from a listing of files. Reads each record once; says at the end whether all are still the same.</summary>
/// <param name="fileSystem">Where the files live.</param>
internal sealed class CommitView(IFileSystem fileSystem)
{
    private readonly Dictionary<string, CommitRecord?> _records = new(StringComparer.Ordinal);

    /// <summary>Whether a file is no part of a table.</summary>
    /// <param name="root">The path that was asked for: the file itself, or a folder above it.</param>
    /// <param name="file">The file.</param>
    /// <remarks>
    /// Records are looked for in the folders from the file's up to the root's, and above them for as long as they are folders of partitions:
    /// the record of a table is in its outermost folder.
    /// </remarks>
    public bool IsHidden(string root, string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (RecordOf(folder) is { Hidden.Count: > 0 } record && record.Hidden.Contains(RelativePath(folder, file)))
                return true;
            if (folder.Length <= root.Length && !Path.GetFileName(folder).Contains('=', StringComparison.Ordinal))
                return false;
        }

        return false;
    }

    /// <summary>Reads the records that count for a folder; to be called before it is listed.</summary>
    public void Note(string folder)
    {
        RecordOf(folder);
        while (Path.GetFileName(folder).Contains('=', StringComparison.Ordinal) && Path.GetDirectoryName(folder) is { } parent)
            RecordOf(folder = parent);
    }

    /// <summary>Whether no record changed since it was read, so that what was listed is what one commit left.</summary>
    public bool IsCurrent()
    {
        foreach (var (folder, record) in _records)
        {
            if (!string.Equals(CommitRecord.Read(fileSystem, folder)?.Id, record?.Id, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>The path of a file from a folder above it on, with slashes.</summary>
    public static string RelativePath(string folder, string file)
    {
        var path = file[(folder.EndsWith(Path.DirectorySeparatorChar) ? folder.Length : folder.Length + 1)..];
        return Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
    }

    private CommitRecord? RecordOf(string folder)
    {
        if (!_records.TryGetValue(folder, out var record))
            _records.Add(folder, record = CommitRecord.Read(fileSystem, folder));
        return record;
    }
}

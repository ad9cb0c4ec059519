using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Partitions;

namespace SqlSpark.DataSources.Files;

/// <summary>The files that a source reads, in order, and where they live.</summary>
/// <param name="FileSystem">Where they live.</param>
/// <param name="Files">The files, ordered by path within each of the given paths.</param>
internal sealed record FileListing(IFileSystem FileSystem, ImmutableArray<FileEntry> Files)
{
    private const int MaxAttempts = 100;

    /// <summary>The files and folders that the given paths stand for.</summary>
    public ImmutableHashSet<string> Roots { get; init; } = [];

    /// <summary>The partitions that the files are in; null if they are in none.</summary>
    public PartitionSpec? Partitions { get; init; }

    /// <summary>Finds the files again.</summary>
    private Func<FileListing>? FindAgain { get; init; }

    /// <summary>The bytes of all files.</summary>
    public long ByteLength => Files.Sum(static file => file.ByteLength);

    /// <summary>Finds the files of a table: of its paths and of the option <c>path</c>.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">As the other overload.</exception>
    public static FileListing Find(TableRequest request, SourceOptions options) =>
        Find(options.Get("path") is { } path ? [.. request.Paths, path] : request.Paths, options, request.Conf, request.Schema);

    /// <summary>Finds the files of paths: files, folders and patterns.</summary>
    /// <param name="paths">At least one path.</param>
    /// <param name="options">The options <c>recursiveFileLookup</c>, <c>pathGlobFilter</c> and <c>basePath</c>.</param>
    /// <param name="conf">The session's settings.</param>
    /// <param name="declared">The schema that the user declared, or null.</param>
    /// <param name="fileSystem">Where the files live; null to go by the paths.</param>
    /// <remarks>
    /// Names that begin with <c>_</c> or <c>.</c> are skipped wherever they stand. A folder stands for the files in it, or for those in
    /// folders of partitions (<c>name=value</c>) below; with <c>recursiveFileLookup</c> for all below it, and no partitions. What a commit record
    /// hides is left out, and what is found is what one commit left. Spark: <c>DataSource.checkAndGlobPathIfNecessary</c>,
    /// <c>PartitioningAwareFileIndex</c>.
    /// </remarks>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>PATH_NOT_FOUND</c>, <c>UNSUPPORTED_FEATURE.FILE_SYSTEM</c>; <c>COMMIT_CONFLICT</c> where others commit all the time; those of folders
    /// of partitions that contradict each other.
    /// </exception>
    public static FileListing Find(IReadOnlyList<string> paths, SourceOptions options, ConfSnapshot conf, StructType? declared = null, IFileSystem? fileSystem = null)
    {
        options.RejectPresent("modifiedBefore", "modifiedAfter");
        fileSystem ??= FileSystems.OfAll(paths);
        for (var attempt = 1; ; attempt++)
        {
            var view = new CommitView(fileSystem);
            try
            {
                var listing = Find(fileSystem, paths, options, view, conf, declared);
                if (view.IsCurrent())
                    return listing with { FindAgain = () => Find(paths, options, conf, declared, fileSystem) };
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A commit removes folders that are empty afterwards.
                if (exception is UnauthorizedAccessException || attempt == MaxAttempts || view.IsCurrent())
                    throw DataSourceErrors.CannotReadFile(fileSystem.Describe(paths[0]), exception);
            }

            if (attempt == MaxAttempts)
                throw DataSourceErrors.CommitConflict(fileSystem.Describe(paths[0]));
        }
    }

    private static FileListing Find(IFileSystem fileSystem, IReadOnlyList<string> paths, SourceOptions options, CommitView view, ConfSnapshot conf, StructType? declared)
    {
        var isRecursive = options.GetBoolean("recursiveFileLookup", false);
        var filter = options.Get("pathGlobFilter") is { } text ? new GlobPattern(text) : null;
        var files = ImmutableArray.CreateBuilder<FileEntry>();
        var roots = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var root in FindRoots(fileSystem, path, view))
            {
                var rootPath = Path.TrimEndingDirectorySeparator(root.Path);
                roots.Add(rootPath);
                var first = files.Count;
                AddFiles(fileSystem, root, view, files);
                for (var i = files.Count - 1; i >= first; i--)
                {
                    if (view.IsHidden(rootPath, files[i].Path))
                        files.RemoveAt(i);
                }
            }
        }

        if (filter is not null)
            files.RemoveAll(file => !filter.IsMatch(file.Name));
        var listing = new FileListing(fileSystem, files.ToImmutable()) { Roots = roots.ToImmutable() };
        if (isRecursive)
            return listing;
        var basePath = FindBasePath(fileSystem, options);
        var partitioned = PartitionDiscovery.Discover(listing, folder => basePath is not null ? BaseOf(folder, basePath, options) : listing.RootOf(folder), declared, conf);
        return partitioned.Partitions is null ? listing with { Files = [.. listing.Files.Where(file => listing.IsDirect(file.Path))] } : partitioned;
    }

    /// <summary>True when a search finds the same files, as long and as old as they were; false also when it fails.</summary>
    public bool IsCurrent()
    {
        try
        {
            return FindAgain is { } find && Files.AsSpan().SequenceEqual(find().Files.AsSpan());
        }
        catch (SqlSparkException)
        {
            return false;
        }
    }

    /// <summary>What a declared schema says of the files: it without the partition columns. Null if there is none.</summary>
    public StructType? DataSchemaOf(StructType? declared, ConfSnapshot conf) => declared is null || Partitions is not { } partitions
        ? declared
        : new StructType(declared.Fields.Where(field => !partitions.Schema.Fields.Any(column => conf.NameComparer.Equals(column.Name, field.Name))).ToEquatableArray());

    /// <summary>Whether settings or options ask to skip files that are gone when they are read.</summary>
    public static bool IgnoresMissing(SourceOptions options, ConfSnapshot conf) =>
        options.GetBoolean("ignoreMissingFiles", conf.Get(SqlConf.FilesIgnoreMissing));

    /// <summary>Whether settings or options ask to skip the rest of files that cannot be read.</summary>
    public static bool IgnoresCorrupt(SourceOptions options, ConfSnapshot conf) =>
        options.GetBoolean("ignoreCorruptFiles", conf.Get(SqlConf.FilesIgnoreCorrupt));

    /// <summary>Whether a file is a root, or in the folder that is one.</summary>
    private bool IsDirect(string file) => Roots.Contains(file) || Roots.Contains(Path.GetDirectoryName(file)!);

    /// <summary>The root that a folder is in; for the folder of a file that is a root itself, that folder.</summary>
    private string RootOf(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Roots.Contains(current))
                return current;
        }

        return folder;
    }

    private static string? FindBasePath(IFileSystem fileSystem, SourceOptions options)
    {
        if (options.Get("basePath") is not { } text)
            return null;
        return fileSystem.TryGet(text, out var entry) && entry.IsFolder
            ? Path.TrimEndingDirectorySeparator(entry.Path)
            : throw options.NotSupported("basePath");
    }

    private static string BaseOf(string folder, string basePath, SourceOptions options) =>
        folder == basePath || folder.StartsWith(basePath.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? basePath
            : throw options.NotSupported("basePath");

    private static List<FileEntry> FindRoots(IFileSystem fileSystem, string path, CommitView view)
    {
        var roots = new List<FileEntry>();
        if (path.Length > 0 && Path.GetDirectoryName(fileSystem.Normalize(path)) is { } parent)
            view.Note(parent);

        // A file whose name happens to look like a pattern is that file.
        if (path.Length > 0 && fileSystem.TryGet(path, out var entry))
            roots.Add(entry);
        else if (GlobPattern.IsPattern(path))
        {
            foreach (var expanded in GlobPattern.ExpandBraces(path))
                roots.AddRange(Glob(fileSystem, expanded, view));
        }

        return roots.Count > 0 ? roots : throw DataSourceErrors.PathNotFound(path.Length == 0 ? "''" : fileSystem.Describe(path));
    }

    private static List<FileEntry> Glob(IFileSystem fileSystem, string path, CommitView view)
    {
        var parts = fileSystem.Normalize(path).Replace('\\', OperatingSystem.IsWindows() ? '/' : '\\').Split('/');
        var found = new List<FileEntry>();
        if (fileSystem.TryGet(parts[0] + "/", out var root))
            Descend(fileSystem, root, parts, 1, view, found);
        return found;
    }

    private static void Descend(IFileSystem fileSystem, FileEntry entry, string[] parts, int depth, CommitView view, List<FileEntry> found)
    {
        if (depth == parts.Length)
        {
            found.Add(entry);
            return;
        }

        if (!entry.IsFolder)
            return;
        var part = parts[depth];
        if (GlobPattern.IsPattern(part))
            view.Note(Path.TrimEndingDirectorySeparator(entry.Path));
        if (part == "**")
        {
            Descend(fileSystem, entry, parts, depth + 1, view, found);
            foreach (var child in fileSystem.List(entry.Path))
            {
                if (child.IsFolder && !IsHiddenName(child.Name))
                    Descend(fileSystem, child, parts, depth, view, found);
            }
        }
        else if (GlobPattern.IsPattern(part))
        {
            var pattern = new GlobPattern(part);
            foreach (var child in fileSystem.List(entry.Path))
            {
                if (pattern.IsMatch(child.Name) && !IsHiddenName(child.Name))
                    Descend(fileSystem, child, parts, depth + 1, view, found);
            }
        }
        else if (fileSystem.TryGet(Path.Combine(entry.Path, GlobPattern.Unescape(part)), out var child))
        {
            Descend(fileSystem, child, parts, depth + 1, view, found);
        }
    }

    private static void AddFiles(
        IFileSystem fileSystem, FileEntry root, CommitView view, ImmutableArray<FileEntry>.Builder files)
    {
        if (!root.IsFolder)
        {
            if (!IsHiddenName(root.Name))
                files.Add(root);
            return;
        }

        view.Note(Path.TrimEndingDirectorySeparator(root.Path));

        foreach (var child in fileSystem.List(root.Path))
        {
            if (IsHiddenName(child.Name))
                continue;
            if (!child.IsFolder)
                files.Add(child);
            else
                AddFiles(fileSystem, child, view, files);
        }
    }

    /// <summary>Whether files and folders of a name are no part of any table. Spark: <c>HadoopFSUtils.shouldFilterOutPathName</c>.</summary>
    public static bool IsHiddenName(string name) =>
        (name.StartsWith('_') && !name.Contains('=', StringComparison.Ordinal)) || name.StartsWith('.')
        || name.EndsWith("._COPYING_", StringComparison.Ordinal);
}

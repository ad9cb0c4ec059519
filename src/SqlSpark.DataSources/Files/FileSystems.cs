namespace SqlSpark.DataSources.Files;

/// <summary>Finds the file system of a path by its scheme.</summary>
internal static class FileSystems
{
    /// <summary>The file system of a path; <c>UNSUPPORTED_FEATURE.FILE_SYSTEM</c> for schemes that nobody serves.</summary>
    public static IFileSystem Of(string path)
    {
        var scheme = SchemeOf(path);
        return scheme is null || string.Equals(scheme, "file", StringComparison.OrdinalIgnoreCase)
            ? LocalFileSystem.Instance
            : throw DataSourceErrors.FileSystemNotSupported(scheme, path);
    }

    /// <summary>The file system of several paths. There is one so far; paths of others are an error.</summary>
    public static IFileSystem OfAll(IReadOnlyList<string> paths)
    {
        var fileSystem = Of(paths.Count == 0 ? "" : paths[0]);
        foreach (var path in paths.Skip(1))
            Of(path);
        return fileSystem;
    }

    /// <summary>What stands before the first colon, or null. One letter is a drive of Windows.</summary>
    private static string? SchemeOf(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(path[0]))
            return null;
        foreach (var character in path.AsSpan(1, colon - 1))
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
                return null;
        }

        return path[..colon];
    }
}

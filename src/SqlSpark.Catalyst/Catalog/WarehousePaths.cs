namespace SqlSpark.Catalyst.Catalog;

/// <summary>The places of databases and tables.</summary>
public static class WarehousePaths
{
    /// <summary>The path, from the root where it is one of a local file system.</summary>
    public static string Absolute(string path) =>
        path.Contains(':', StringComparison.Ordinal) ? path.TrimEnd('/') : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>A path as it was written, or below a folder where it is relative.</summary>
    public static string Below(string folder, string path) =>
        Path.IsPathRooted(path) || path.Contains(':', StringComparison.Ordinal) ? path : $"{folder.TrimEnd('/')}/{path}";
}

namespace SqlSpark.Testing;

/// <summary>Finds files of the repository, and of the optional folder <c>shared</c> beside it, from where tests run.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds <c>SqlSpark.sln</c>.</summary>
    public static string Path { get; } = Find();

    /// <summary>A file or folder of the repository.</summary>
    public static string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A file or folder in <c>shared</c> beside the repository, or null when it is not there: such tests skip.</summary>
    public static string? Shared(params ReadOnlySpan<string> parts)
    {
        var path = System.IO.Path.Combine([Path, "..", "shared", .. parts]);
        return System.IO.Path.Exists(path) ? System.IO.Path.GetFullPath(path) : null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "SqlSpark.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

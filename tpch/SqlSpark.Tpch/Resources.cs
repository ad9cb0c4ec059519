namespace SqlSpark.Tpch;

/// <summary>The data files of this assembly.</summary>
internal static class Resources
{
    /// <summary>The text of a file, or null when there is none of that name.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The text of a file.</summary>
    public static string Get(string name) => Find(name) ?? throw new InvalidOperationException($"The assembly lacks {name}.");

    /// <summary>The lines of a file without comments, which begin with #.</summary>
    public static IEnumerable<string> Lines(string name) =>
        Get(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'));
}

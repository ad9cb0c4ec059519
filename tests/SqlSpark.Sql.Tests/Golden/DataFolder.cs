using SqlSpark.Testing;

namespace SqlSpark.Sql.Golden;

/// <summary>The data files of golden queries, which are named by a mark instead of a path of some machine.</summary>
internal static class DataFolder
{
    /// <summary>Stands for the folder in statements and results.</summary>
    public const string Mark = "{data}";

    /// <summary>The folder.</summary>
    public static string Path { get; } = RepositoryRoot.File("tests", "SqlSpark.Sql.Tests", "data");

    /// <summary>A text with the mark where the folder stood.</summary>
    public static string Hide(string text) => text.Replace(Path, Mark, StringComparison.Ordinal);
}

using SqlSpark.Testing;

namespace SqlSpark.Sql.Golden;

/// <summary>A pair of input and results, by its name: <c>spark/limit</c>.</summary>
internal sealed record GoldenFile(string Name)
{
    private const string RecordedFolder = "recorded/";

    /// <summary>Regenerates the results of <c>recorded/</c> when it is <c>1</c>.</summary>
    public const string GenerateVariable = "SQLSPARK_GENERATE_GOLDEN_FILES";

    private static readonly string Root = RepositoryRoot.File("tests", "SqlSpark.Sql.Tests");

    /// <summary>All inputs, sorted.</summary>
    public static IEnumerable<GoldenFile> All
    {
        get
        {
            var inputs = Path.Combine(Root, "inputs");
            return Directory.EnumerateFiles(inputs, "*.sql", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(inputs, path)[..^".sql".Length].Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(name => new GoldenFile(name));
        }
    }

    /// <summary>All results, sorted, by the same names.</summary>
    public static IEnumerable<string> AllResults
    {
        get
        {
            var results = Path.Combine(Root, "results");
            return Directory.EnumerateFiles(results, "*.sql.out", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(results, path)[..^".sql.out".Length].Replace('\\', '/'))
                .Order(StringComparer.Ordinal);
        }
    }

    public string InputPath => Path.Combine(Root, "inputs", Name + ".sql");

    public string ResultPath => Path.Combine(Root, "results", Name + ".sql.out");

    /// <summary>The results are to be written anew. Those known from Spark never are.</summary>
    public bool IsToBeGenerated =>
        Name.StartsWith(RecordedFolder, StringComparison.Ordinal) && Environment.GetEnvironmentVariable(GenerateVariable) == "1";
}

using System.Text.RegularExpressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Architecture;

/// <summary>Rules of the house that can be read off the source text.</summary>
public sealed partial class SourceTextTests
{
    /// <summary>Folders whose business is raw memory: vectors, kernels, memory, hash tables, decoders.</summary>
    private static readonly string[] UnsafeFolders =
    [
        "src/SqlSpark.Core/Columnar/", "src/SqlSpark.Core/Kernels/", "src/SqlSpark.Core/Memory/", "src/SqlSpark.Execution/State/",
        "src/SqlSpark.Execution/Operators/Aggregates/", "src/SqlSpark.Execution/Operators/Joins/", "src/SqlSpark.Execution/Operators/RuntimeFilters/",
        "src/SqlSpark.Execution/Operators/Sorts/", "src/SqlSpark.Execution/Operators/Windows/",
        "src/SqlSpark.DataSources/Compression/",
        "src/SqlSpark.DataSources/Csv/", "src/SqlSpark.DataSources/Files/", "src/SqlSpark.DataSources/Parquet/", "src/SqlSpark.DataSources/Text/",
        "src/SqlSpark.BuiltinFunctions/Aggregates/", "tpch/SqlSpark.Tpch/Generation/", "tpch/SqlSpark.Tpch/Output/", "tpch/SqlSpark.Tpch/Text/",
    ];

    /// <summary>Aggregate states by address, views of parts of strings, and bit vectors of their characters.</summary>
    private static readonly string[] UnsafeFiles =
    [
        "src/SqlSpark.Catalyst/Evaluation/IAggregateKernel.cs", "src/SqlSpark.Catalyst/Functions/PartialAggregates.cs", "src/SqlSpark.Catalyst/Functions/Utf8Views.cs",
        "src/SqlSpark.BuiltinFunctions/Scalar/Strings/EditDistance.cs",
    ];

    [Fact]
    public void Unsafe_code_stays_in_its_folders() =>
        Assert.Equal([], Sources().Where(f => UnsafeKeyword().IsMatch(StripComments(File.ReadAllText(RepositoryRoot.File(f))))
            && !UnsafeFolders.Any(folder => f.StartsWith(folder, StringComparison.Ordinal)) && !UnsafeFiles.Contains(f)));

    [Fact]
    public void Namespaces_equal_folders()
    {
        foreach (var file in Sources())
        {
            var declared = NamespaceDeclaration().Match(File.ReadAllText(RepositoryRoot.File(file))).Groups[1].Value;
            var expected = file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..file.LastIndexOf('/')].Replace('/', '.');
            Assert.True(declared.Length == 0 || declared == expected, $"{file} declares {declared}, its folder says {expected}");
        }
    }

    [Fact]
    public void Nothing_is_left_to_be_done_later() =>
        Assert.Equal([], Sources().Where(f => LaterMarks().IsMatch(File.ReadAllText(RepositoryRoot.File(f)))));

    private static IEnumerable<string> Sources() =>
        ((string[])["src", "tpch"]).SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.File(folder), "*.cs", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(RepositoryRoot.Path, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/Generated/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)
                && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string StripComments(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"\bunsafe\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnsafeKeyword();

    [GeneratedRegex("//.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline, 1000)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LaterMarks();
}

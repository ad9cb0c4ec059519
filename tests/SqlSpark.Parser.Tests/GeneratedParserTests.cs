using System.Diagnostics;
using System.Security.Cryptography;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Parser.Tests;

/// <summary>The committed parser is the one that the grammar gives.</summary>
public sealed class GeneratedParserTests
{
    private static readonly string Generated = RepositoryRoot.File("src", "SqlSpark.Parser", "Generated");

    [Fact]
    public void The_grammar_did_not_change_since_the_parser_was_generated()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { "SqlSparkLexer.g4", "SqlSparkParser.g4" })
            hash.AppendData(File.ReadAllBytes(RepositoryRoot.File("grammar", file)));
        var recorded = File.ReadAllText(Path.Combine(Generated, "grammar.sha256")).Trim();
        Assert.True(
            recorded == Convert.ToHexStringLower(hash.GetHashAndReset()),
            "the grammar is newer than the generated parser: run tools/regenerate-parser.sh");
    }

    /// <summary>Runs where antlr-ng is installed: named by ANTLR_NG, or on the path.</summary>
    [SkippableFact]
    public void Generating_again_gives_the_same_parser()
    {
        var generator = Environment.GetEnvironmentVariable("ANTLR_NG") ?? OnPath("antlr-ng");
        Skip.If(generator is null || OperatingSystem.IsWindows(), "no antlr-ng here");

        var target = Directory.CreateTempSubdirectory("sqlspark-grammar");
        try
        {
            var start = new ProcessStartInfo("sh", [RepositoryRoot.File("tools", "regenerate-parser.sh"), target.FullName]);
            start.Environment["ANTLR_NG"] = generator;
            using (var process = Process.Start(start)!)
            {
                process.WaitForExit();
                Assert.Equal(0, process.ExitCode);
            }

            foreach (var file in Directory.EnumerateFiles(Generated))
                Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(target.FullName, Path.GetFileName(file))));
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }

    private static string? OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
}

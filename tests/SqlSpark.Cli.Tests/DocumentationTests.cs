using System.Text.RegularExpressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Cli.Tests;

/// <summary>What the documentation shows is run, and what it links to exists.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Commands =>
        new(Documents().SelectMany(file => Snippet().Matches(File.ReadAllText(file)).Select(m => m.Groups["command"].Value.Trim()))
            .Where(command => command.StartsWith("sqlspark ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_that_the_documentation_shows_succeeds(string command)
    {
        var words = Word().Matches(command).Select(m => m.Value.Trim('"')).Skip(1).ToArray();
        var result = CommandLine.Run(words);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void Links_of_the_documentation_lead_somewhere()
    {
        foreach (var file in Documents())
        {
            foreach (Match link in Link().Matches(File.ReadAllText(file)))
            {
                var target = link.Groups["target"].Value;
                if (!target.Contains("://", StringComparison.Ordinal))
                    Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target)), $"{file}: {target} does not exist");
            }
        }
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(RepositoryRoot.Path, "*.md").Concat(Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md", SearchOption.AllDirectories));

    [GeneratedRegex("```sh\n(?<command>[^`]+)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Snippet();

    [GeneratedRegex("\"[^\"]*\"|\\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}

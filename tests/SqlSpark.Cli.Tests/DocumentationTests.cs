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

    [Fact]
    public void Code_that_the_documentation_shows_stands_in_the_file_that_it_names()
    {
        var count = 0;
        foreach (var file in Documents())
        {
            foreach (Match excerpt in Excerpt().Matches(File.ReadAllText(file)))
            {
                var source = File.ReadAllText(RepositoryRoot.File(excerpt.Groups["file"].Value.Trim()));
                Assert.True(
                    WithoutIndents(source).Contains(WithoutIndents(excerpt.Groups["code"].Value), StringComparison.Ordinal),
                    $"{file}: {excerpt.Groups["file"].Value} has no\n{excerpt.Groups["code"].Value}");
                count++;
            }
        }

        Assert.NotEqual(0, count);
    }

    [Fact]
    public void Test_runs_that_the_documentation_shows_have_their_project_and_class()
    {
        var count = 0;
        foreach (var file in Documents())
        {
            foreach (Match run in TestRun().Matches(File.ReadAllText(file)))
            {
                var project = RepositoryRoot.File(run.Groups["project"].Value);
                Assert.True(Directory.Exists(project), $"{file}: {project} does not exist");
                if (run.Groups["class"] is { Success: true, Value: var name })
                    Assert.True(Directory.EnumerateFiles(project, name + ".cs", SearchOption.AllDirectories).Any(), $"{file}: {project} has no {name}");
                count++;
            }
        }

        Assert.NotEqual(0, count);
    }

    private static string WithoutIndents(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(RepositoryRoot.Path, "*.md").Concat(Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md", SearchOption.AllDirectories));

    [GeneratedRegex("```sh\n(?<command>[^`]+)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Snippet();

    [GeneratedRegex("```csharp\\s+// (?<file>[^\n]+)\n(?<code>[^`]+)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Excerpt();

    [GeneratedRegex(@"dotnet test (?<project>tests/[\w.]+)( --filter (?<class>\w+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestRun();

    [GeneratedRegex("\"[^\"]*\"|\\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}

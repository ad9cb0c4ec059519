using System.Xml.Linq;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Architecture;

/// <summary>The layers of docs/architecture.md: references go down, siblings do not know each other.</summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["SqlSpark.Core"] = [],
        ["SqlSpark.Catalyst"] = ["SqlSpark.Core"],
        ["SqlSpark.Parser"] = ["SqlSpark.Core", "SqlSpark.Catalyst"],
        ["SqlSpark.BuiltinFunctions"] = ["SqlSpark.Core", "SqlSpark.Catalyst"],
        ["SqlSpark.Execution"] = ["SqlSpark.Core", "SqlSpark.Catalyst"],
        ["SqlSpark.DataSources"] = ["SqlSpark.Core", "SqlSpark.Catalyst"],
        ["SqlSpark"] =
        [
            "SqlSpark.Core", "SqlSpark.Catalyst", "SqlSpark.Parser", "SqlSpark.BuiltinFunctions", "SqlSpark.Execution", "SqlSpark.DataSources",
        ],
        ["SqlSpark.Cli"] = ["SqlSpark"],
    };

    public static TheoryData<string> Projects => new(Directory.GetDirectories(RepositoryRoot.File("src")).Select(d => Path.GetFileName(d)!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_layer_may(string project)
    {
        var document = XDocument.Load(RepositoryRoot.File("src", project, project + ".csproj"));
        var references = document.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        Assert.True(Allowed.ContainsKey(project), $"{project} is not in the picture of the layers");
        Assert.Subset(Allowed[project].ToHashSet(StringComparer.Ordinal), references.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Core_uses_the_base_class_library_alone()
    {
        var document = XDocument.Load(RepositoryRoot.File("src", "SqlSpark.Core", "SqlSpark.Core.csproj"));
        Assert.Empty(document.Descendants("PackageReference"));
    }
}

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
        ["SqlSpark.Tpch"] = ["SqlSpark.Core"],
        ["SqlSpark.Cli"] = ["SqlSpark", "SqlSpark.Tpch"],
    };

    public static TheoryData<string> Projects => new(ProjectFolders.Select(p => p.Name));

    /// <summary>The folders that hold a project: those of <c>src</c>, and of <c>tpch</c> beside its data.</summary>
    private static IEnumerable<(string Parent, string Name)> ProjectFolders =>
        from parent in (string[])["src", "tpch"]
        from folder in Directory.GetDirectories(RepositoryRoot.File(parent), "SqlSpark*")
        select (parent, Path.GetFileName(folder));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_layer_may(string project)
    {
        var document = XDocument.Load(RepositoryRoot.File(ProjectFolders.Single(p => p.Name == project).Parent, project, project + ".csproj"));
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

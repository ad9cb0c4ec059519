using System.Runtime.CompilerServices;
using System.Text;
using SqlSpark.Catalyst.Functions;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests;

/// <summary>Keeps <c>docs/functions.md</c> as the definitions say. SQLSPARK_GENERATE_GOLDEN_FILES=1 writes it anew.</summary>
public sealed class FunctionReferenceTests
{
    [Fact]
    public void The_reference_page_says_what_the_definitions_say()
    {
        var path = Path.Combine(Folder(), "..", "..", "docs", "functions.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("SQLSPARK_GENERATE_GOLDEN_FILES") == "1")
            File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append("# Functions\n");
        page.Append("Generated from the definitions in [`SqlSpark.BuiltinFunctions`](../src/SqlSpark.BuiltinFunctions); the examples are run by its tests.\n");
        page.Append("`SQLSPARK_GENERATE_GOLDEN_FILES=1 dotnet test tests/SqlSpark.BuiltinFunctions.Tests --filter FunctionReferenceTests` writes this page anew.\n");
        foreach (var group in BuiltinFunctionRegistry.All.GroupBy(d => d.Group).OrderBy(g => g.Key.ToString(), StringComparer.Ordinal))
        {
            page.Append('\n').Append("## ").Append(group.Key).Append('\n');
            page.Append("| Function | What it returns | Example | Result |\n| --- | --- | --- | --- |\n");
            foreach (var definition in group.OrderBy(d => d.Name, StringComparer.Ordinal))
                Append(definition, page);
        }

        return page.ToString();
    }

    private static void Append(FunctionDefinition definition, StringBuilder page)
    {
        var names = string.Join(", ", definition.Aliases.Prepend(definition.Name).Select(n => $"`{Cell(n)}`"));
        var example = definition.Examples[0];
        page.Append($"| {names} | {Cell(definition.Usage)} | `{Cell(example.Sql)}` | `{Cell(example.Result)}` |\n");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal).Replace("\t", " ", StringComparison.Ordinal);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

using System.Text.Json;
using Xunit;

namespace SqlSpark.Cli.Tests;

public sealed class RunCommandTests
{
    [Fact]
    public void Writes_one_json_object_a_statement()
    {
        var result = CommandLine.RunStatements("run", ["SELECT 1 AS a, 'x' AS b", "SELECT nope", "SELECT 2"], "--format", "json", "--on-error", "continue");
        Assert.Equal(1, result.ExitCode);
        var objects = result.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(3, objects.Length);
        Assert.Equal("struct<a:int,b:string>", objects[0].GetProperty("schema").GetString());
        Assert.Equal(["a", "b"], objects[0].GetProperty("columns").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("1\tx", objects[0].GetProperty("rows")[0].GetString());
        var error = objects[1].GetProperty("error");
        Assert.Equal("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", error.GetProperty("class").GetString());
        Assert.Equal("42703", error.GetProperty("sqlState").GetString());
        Assert.Equal(2, objects[2].GetProperty("statement").GetInt32());
    }

    [Fact]
    public void Stops_at_the_first_error_unless_told_otherwise() =>
        Assert.Single(CommandLine.RunStatements("run", ["SELECT nope", "SELECT 2"], "--format", "json").Lines);

    [Fact]
    public void A_command_has_an_empty_schema_and_no_rows()
    {
        var line = CommandLine.RunStatements("run", ["CREATE TEMPORARY VIEW v AS SELECT 1 AS a"], "--format", "json").Lines[0];
        var answer = JsonDocument.Parse(line).RootElement;
        Assert.Equal("struct<>", answer.GetProperty("schema").GetString());
        Assert.Equal(0, answer.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void Adds_the_schema_as_a_tree()
    {
        var line = CommandLine.RunStatements("run", ["SELECT 1 AS a, CAST(NULL AS STRING) AS b"], "--format", "json", "--schema-tree").Lines[0];
        Assert.Equal(
            "root\n |-- a: integer (nullable = false)\n |-- b: string (nullable = true)\n", JsonDocument.Parse(line).RootElement.GetProperty("schemaTree").GetString());
    }

    [Fact]
    public void Cells_print_as_show_does_when_asked()
    {
        string[] statements = ["SELECT CAST('ab' AS BINARY) AS b"];
        Assert.Contains("\"rows\":[\"ab\"]", CommandLine.RunStatements("run", statements, "--format", "json").Output, StringComparison.Ordinal);
        Assert.Contains("[61 62]", CommandLine.RunStatements("run", statements, "--format", "json", "--cells", "show").Output, StringComparison.Ordinal);
    }
}

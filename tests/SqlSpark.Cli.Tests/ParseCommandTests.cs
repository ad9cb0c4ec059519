using System.Text.Json;
using Xunit;

namespace SqlSpark.Cli.Tests;

public sealed class ParseCommandTests
{
    [Theory]
    [InlineData("statement", "SELECT a FROM t JOIN u USING (b)", "SELECT * FORM t WHERE")]
    [InlineData("expression", "a + 1 > f(x -> x)", "a +")]
    [InlineData("datatype", "array<struct<a: int>>", "array<nothing>")]
    [InlineData("tableschema", "a INT, b STRING COMMENT 'x'", "a")]
    public void Says_which_texts_are_well_formed(string kind, string good, string bad)
    {
        var result = CommandLine.RunStatements("parse", [good, bad], "--kind", kind, "--format", "json");
        var objects = result.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.False(objects[0].TryGetProperty("error", out _), result.Output);
        Assert.True(objects[1].TryGetProperty("error", out _), result.Output);
        Assert.Equal(1, result.ExitCode);
    }
}

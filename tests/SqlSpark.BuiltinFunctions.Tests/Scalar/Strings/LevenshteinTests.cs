using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Strings;

public sealed class LevenshteinTests
{
    [Theory]
    [InlineData("levenshtein('', '')", 0)]
    [InlineData("levenshtein('', 'abc')", 3)]
    [InlineData("levenshtein('frog', 'fog')", 1)]
    [InlineData("levenshtein('千世', 'fog')", 3)]
    [InlineData("levenshtein('世界千世', '大a界b')", 4)]
    [InlineData("levenshtein('kitten', 'sitting', 3)", 3)]
    [InlineData("levenshtein('kitten', 'sitting', 2)", -1)]
    [InlineData("levenshtein('', '', 0)", 0)]
    [InlineData("levenshtein('abc', 'abc', -1)", -1)]
    [InlineData("levenshtein('', 'abc', 2)", -1)]
    public void Counts_edits_of_characters(string call, int expected) => Assert.Equal(expected, Queries.Value($"SELECT {call}"));

    [Fact]
    public void Is_NULL_when_an_argument_is()
    {
        var rows = Queries.Rows(
            """
            SELECT levenshtein(a, b, t) FROM VALUES ('ab', 'abc', 1), (NULL, 'a', 1), ('a', NULL, 1), ('a', 'b', NULL), ('ab', 'cd', 1) AS v(a, b, t)
            """);
        Assert.Equal([1, null, null, null, -1], rows.Select(r => r[0]));
    }
}

using Xunit;

namespace SqlSpark.DataSources.Files;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", ".csv", true)]
    [InlineData("*.csv", "a.csv.gz", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("?.csv", "a.csv", true)]
    [InlineData("?.csv", "ab.csv", false)]
    [InlineData("[a-c]1", "b1", true)]
    [InlineData("[a-c]1", "d1", false)]
    [InlineData("[^a-c]1", "d1", true)]
    [InlineData("[abx-]", "-", true)]
    [InlineData("[]]", "]", true)]
    [InlineData("[ab", "[ab", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    public void Matches_whole_names(string pattern, string name, bool expected) => Assert.Equal(expected, new GlobPattern(pattern).IsMatch(name));

    [Theory]
    [InlineData("a{b,c}d", "abd acd")]
    [InlineData("{a,b{c,d}}", "a bc bd")]
    [InlineData("a{b", "a{b")]
    [InlineData("\\{a,b}", "\\{a,b}")]
    [InlineData("{a}", "a")]
    public void Braces_expand_to_alternatives(string pattern, string expected) => Assert.Equal(expected.Split(' '), GlobPattern.ExpandBraces(pattern));

    [Fact]
    public void Many_stars_do_not_take_forever() => Assert.False(new GlobPattern(string.Concat(Enumerable.Repeat("a*", 30)) + "b").IsMatch(new string('a', 5000)));
}

using SqlSpark.Core.Text.Regex;
using Xunit;

namespace SqlSpark.Core.Tests.Text.Regex;

public sealed class JavaRegexTests
{
    [Theory]
    [InlineData(@"^\d+$", "123", true)]
    [InlineData(@"^\d+$", "\u0663", false)]           // an Arabic digit is no \d in Java
    [InlineData(@"^\w+$", "ä", false)]
    [InlineData(@"^\p{Alpha}+$", "abc", true)]
    [InlineData(@"^\p{javaLowerCase}$", "ä", true)]
    [InlineData(@"^\P{Lu}$", "A", false)]
    [InlineData("^[a-z&&[^b-d]]$", "a", true)]
    [InlineData("^[a-z&&[^b-d]]$", "c", false)]
    [InlineData("^[a-c[x-z]]$", "y", true)]
    [InlineData("^[^a-c[x-z]]$", "y", false)]
    [InlineData("^a++a$", "aaa", false)]
    [InlineData("^(?:ab)*+c$", "ababc", true)]
    [InlineData("^\\Qa.b\\E$", "a.b", true)]
    [InlineData("^\\Qa.b\\E$", "axb", false)]
    [InlineData("^a.b$", "a\rb", false)]
    [InlineData("(?s)^a.b$", "a\rb", true)]
    [InlineData("a$", "a\r\n", true)]
    [InlineData(@"^(?<first>a)(b)\k<first>\2$", "abab", true)]
    [InlineData(@"^\x41\u0042\0103$", "ABC", true)]
    [InlineData(@"^[\w.-]+@[\w-]+$", "a.b-c@d", true)]
    [InlineData(@"^\h\R$", "\t\r\n", true)]
    [InlineData("(?i)^ABC$", "abc", true)]
    public void Matches_as_in_Java(string pattern, string text, bool matches)
    {
        Assert.True(JavaRegex.TryCompile(pattern, out var regex));
        Assert.Equal(matches, regex.IsMatch(text));
    }

    [Fact]
    public void Numbers_named_groups_among_the_others()
    {
        Assert.True(JavaRegex.TryCompile("(?<year>[0-9]+)-([0-9]+)", out var regex));
        Assert.Equal("08", regex.Match("2019-08").Groups[2].Value);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a{,2}")]
    [InlineData("\\")]
    [InlineData(@"\y")]
    [InlineData("*a")]
    public void Refuses_what_is_no_pattern(string pattern) => Assert.False(JavaRegex.TryCompile(pattern, out _));
}

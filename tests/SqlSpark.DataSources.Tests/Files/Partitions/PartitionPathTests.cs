using Xunit;

namespace SqlSpark.DataSources.Files.Partitions;

public sealed class PartitionPathTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("50%", "50%25")]
    [InlineData("a=b:c", "a%3Db%3Ac")]
    [InlineData("line\nend\u007F", "line%0Aend%7F")]
    [InlineData("\"'#*?\\{[]^", "%22%27%23%2A%3F%5C%7B%5B%5D%5E")]
    [InlineData("}é ,;", "}é ,;")]
    public void Characters_are_escaped_and_come_back(string text, string escaped)
    {
        Assert.Equal(escaped, PartitionPath.Escape(text));
        Assert.Equal(text, PartitionPath.Unescape(escaped));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("%zz")]
    [InlineData("%4")]
    public void What_is_no_escape_stays(string text) => Assert.Equal(text, PartitionPath.Unescape(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Null_and_the_empty_string_have_the_default_name(string? value) =>
        Assert.Equal("a%2Fb=__HIVE_DEFAULT_PARTITION__", PartitionPath.Segment("a/b", value));
}

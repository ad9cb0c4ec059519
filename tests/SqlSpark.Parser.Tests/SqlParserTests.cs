using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Parser.Tests;

/// <summary>Every form of statement becomes a plan or ends in a classed error, never in a bug.</summary>
public sealed class SqlParserTests
{
    [Theory]
    [MemberData(nameof(GrammarCoverageTests.Statements), MemberType = typeof(GrammarCoverageTests))]
    public void Builds_or_refuses(string area, string sql)
    {
        Assert.NotEmpty(area);
        try
        {
            Assert.NotNull(SqlParser.Instance.ParseStatement(sql, ConfSnapshot.Default));
        }
        catch (SqlSparkException e)
        {
            Assert.DoesNotContain("INTERNAL_ERROR", e.Condition, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("select f(a) (b) + 1", "PARSE_SYNTAX_ERROR")]
    [InlineData("select g(f(a) (b))", "PARSE_SYNTAX_ERROR")]
    [InlineData("select * from my-table", "INVALID_IDENTIFIER")]
    [InlineData("select 1 /* x", "UNCLOSED_BRACKETED_COMMENT")]
    [InlineData("select a ! in (1)", "SYNTAX_DISCONTINUED.BANG_EQUALS_NOT")]
    [InlineData(" ", "PARSE_EMPTY_STATEMENT")]
    public void Failures_keep_their_condition(string sql, string condition)
    {
        var error = Assert.Throws<SqlSparkException>(() => SqlParser.Instance.ParseStatement(sql, ConfSnapshot.Default));
        Assert.Equal(condition, error.Condition);
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
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
    [InlineData("select * from 'a b/*.parquet'", "parquet", "a b/*.parquet")]
    [InlineData("select * from 'x.CSV' t where t._c0 = 'y.csv'", "csv", "x.CSV")]
    [InlineData("select * from 'x.csv.gz' as t(a, b)", "csv", "x.csv.gz")]
    [InlineData("select * from a join 'x.tbl' on true", "tbl", "x.tbl")]
    [InlineData("select * from range(1), 'x.txt' tablesample (10 rows)", "text", "x.txt")]
    [InlineData("select * from range(1) where id in (select value from 'x.txt')", "text", "x.txt")]
    public void A_string_in_FROM_names_files_where_settings_let_it(string sql, string format, string path)
    {
        var conf = new SessionConf([new(SqlConf.FileRelations.Key, "true")]).Snapshot;
        var plan = SqlParser.Instance.ParseStatement(sql, conf);
        var relations = plan.Collect<UnresolvedRelation>().Concat(
            plan.Collect<Filter>().SelectMany(filter => filter.Condition.Collect<InSubquery>()).SelectMany(query => query.Plan.Collect<UnresolvedRelation>()));
        Assert.Contains(relations, relation => relation.NameParts is [var first, var second] && first == format && second == path);
        Assert.Equal("PARSE_SYNTAX_ERROR", Assert.Throws<SqlSparkException>(() => SqlParser.Instance.ParseStatement(sql, ConfSnapshot.Default)).Condition);
    }

    [Fact]
    public void The_extension_of_files_in_FROM_must_be_known()
    {
        var conf = new SessionConf([new(SqlConf.FileRelations.Key, "true")]).Snapshot;
        var error = Assert.Throws<SqlSparkException>(() => SqlParser.Instance.ParseStatement("select * from 'folder'", conf));
        Assert.Equal("UNSUPPORTED_FEATURE.FILE_FORMAT", error.Condition);
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

using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

public sealed class SqlSyntaxTests
{
    [Theory]
    [InlineData("select a\nfrom t wher b = 1", 2, 12, "'b'")]
    [InlineData("select a b c", 1, 11, "'c'")]
    [InlineData("select (1", 1, 9, "end of input")]
    [InlineData("select 'abc", 1, 7, "'''")]
    [InlineData("selec 1", 1, 0, "'selec'")]
    [InlineData("select * from t where a and", 1, 27, "end of input")]
    [InlineData("select a # b", 1, 9, "'#'")]
    [InlineData("select count(distinct a, distinct b)", 1, 34, "'b'")]
    [InlineData("select * from (insert into t values (1))", 1, 27, "'t'")]
    [InlineData("from t\n|> from u", 2, 3, "'from'")]
    [InlineData("-- only a comment", 1, 17, "end of input")]
    [InlineData("alter view v as from t insert into u select *", 1, 23, "'insert'")]
    [InlineData("select :identifier('a')", 1, 8, "'identifier'")]
    public void A_syntax_error_points_at_the_first_token_that_fits_nothing(string sql, int line, int column, string near)
    {
        var failure = Fails(sql);
        Assert.Equal("PARSE_SYNTAX_ERROR", failure.Condition);
        Assert.Equal((line, column), (failure.Line, failure.Column));
        Assert.Contains(("error", near), failure.Parameters);
    }

    [Theory]
    [InlineData("select cast(a int)", ": missing 'AS'")]
    [InlineData("create table t (a int))", ": extra input ')'")]
    public void The_hint_says_what_is_missing_or_too_much(string sql, string hint) => Assert.Contains(("hint", hint), Fails(sql).Parameters);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    public void An_empty_text_is_an_empty_statement(string sql) => Assert.Equal("PARSE_EMPTY_STATEMENT", Fails(sql).Condition);

    [Theory]
    [InlineData("select 1 /* never closed", 1, 9)]
    [InlineData("/* a */\nselect 1\n/* b /* c */ , 2", 3, 0)]
    [InlineData("/* ", 1, 0)]
    [InlineData("select /* x", 1, 7)]
    public void An_unclosed_comment_is_named(string sql, int line, int column)
    {
        var failure = Fails(sql);
        Assert.Equal(("UNCLOSED_BRACKETED_COMMENT", line, column), (failure.Condition, failure.Line, failure.Column));
    }

    [Fact]
    public void An_error_before_an_unclosed_comment_comes_first() => Assert.Equal("PARSE_SYNTAX_ERROR", Fails("select 1 1 /* x").Condition);

    [Theory]
    [InlineData("select * from my-table", "my-table")]
    [InlineData("select a-b as a-b from t", "a-b")]
    [InlineData("create table db.page-view-x (a int)", "page-view-x")]
    [InlineData("create table t (c struct<test-test int>)", "test-test")]
    [InlineData("with a-b as (select 1) select 1", "a-b")]
    [InlineData("alter table t drop column test-col, test", "test-col")]
    public void A_name_with_a_hyphen_is_named(string sql, string name)
    {
        var failure = Fails(sql);
        Assert.Equal("INVALID_IDENTIFIER", failure.Condition);
        Assert.Contains(("ident", name), failure.Parameters);
    }

    [Theory]
    [InlineData("select 1;")]
    [InlineData("select 1 ; ;; ")]
    [InlineData("begin end;")]
    public void Semicolons_may_follow(string sql) => Parses(sql);

    [Theory]
    [InlineData("select 1; select 2")]
    [InlineData(";")]
    [InlineData("select 1 limit 1 limit 2")]
    [InlineData("select * from t order by a order by b")]
    [InlineData("select * from a, b pivot (sum(x) for y in ())")]
    [InlineData("insert into t")]
    [InlineData("create table t (a int,)")]
    [InlineData("create function f() returns table() return select 1")]
    [InlineData("merge into t using s on a when not matched by source then update *")]
    [InlineData("select /*+ coalesce(1 + 2) */ 1")]
    [InlineData("show table extended")]
    [InlineData("begin select 1 end")]
    [InlineData("begin a: select 1; end")]
    [InlineData("select interval 1 dayz")]
    [InlineData("describe insert into t values (1)")]
    [InlineData("table t |> extend distinct a as b")]
    [InlineData("table t |> group by a")]
    public void Does_not_parse(string sql) => Assert.Equal("PARSE_SYNTAX_ERROR", Fails(sql).Condition);

    [Theory]
    [InlineData("a INT, b STRING COMMENT 'x', c.d INT", false)]
    [InlineData("a INT NOT NULL, b ARRAY<STRUCT<x: INT>>", true)]
    [InlineData("", false)]
    public void Table_schemas(string sql, bool parses) => Assert.Equal(parses, SqlSyntax.ParseTableSchema(sql, ParserOptions.Default).Success);

    [Theory]
    [InlineData("a.`b.c`.select", true)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    public void Multipart_identifiers(string sql, bool parses) =>
        Assert.Equal(parses, SqlSyntax.ParseMultipartIdentifier(sql, ParserOptions.Default).Success);

    [Theory]
    [InlineData("map<int, array<string>>", "[map < int , [array < string >] >]")]
    [InlineData("struct<a: int, b string>", "[struct < [a : int] , [b string] >]")]
    [InlineData("decimal(10, 2)", "[decimal [( 10 , 2 )]]")]
    [InlineData("interval day to second", "[interval day to second]")]
    [InlineData("array", "array")]
    [InlineData("struct<>", "[struct <>]")]
    public void Data_types(string sql, string shape) => Assert.Equal(shape, DataType(sql));

    [Fact]
    public void Any_mixture_of_words_ends_in_a_tree_or_a_classed_failure()
    {
        string[] words =
        [
            "select", "from", "where", "(", ")", ",", "a", "t", "1", "'x'", "=", "+", "-", "*", ".", "join", "on", "case", "when", "then",
            "end", "not", "in", "as", "with", "values", "table", "group by", "order by", "interval", "day", "union", "exists", "cast", "|>",
            "create", "insert into", "set", "begin", ";", "<", ">", "array", "struct", ":", "->", "/*+", "*/", "over", "[", "]", "identifier",
            "lateral view", "pivot", "for", "transform", "using", "limit", "all", "distinct", "null", "between", "and", "like", "any", "map", "::",
        ];
        Prop.ForAll(Gen.Elements(words).ListOf().ToArbitrary(), list =>
        {
            var sql = string.Join(' ', list);
            foreach (var options in new[] { ParserOptions.Default, Reserved })
            {
                var result = SqlSyntax.ParseStatement(sql, options);
                Assert.Equal(result.Success, result.Tree is not null);
                Assert.True(result.Success || result.Failure.StartIndex <= sql.Length, sql);
            }
        }).QuickCheckThrowOnFailure();
    }
}

using Xunit;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

public sealed class ContextualKeywordsTests
{
    [Theory]
    [InlineData("(select 1)", "QUERY_PAREN SELECT INTEGER_VALUE RIGHT_PAREN")]
    [InlineData("(with a as (values 1) table a)", "QUERY_PAREN WITH IDENTIFIER AS QUERY_PAREN VALUES INTEGER_VALUE RIGHT_PAREN TABLE IDENTIFIER RIGHT_PAREN")]
    [InlineData("(select)", "LEFT_PAREN SELECT RIGHT_PAREN")]
    [InlineData("(from, values)", "LEFT_PAREN FROM COMMA VALUES RIGHT_PAREN")]
    [InlineData("(map(1, 2))", "LEFT_PAREN MAP LEFT_PAREN INTEGER_VALUE COMMA INTEGER_VALUE RIGHT_PAREN RIGHT_PAREN")]
    public void A_parenthesis_before_a_query_is_told_apart(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Theory]
    [InlineData("select ((select 1) + 1)", "SELECT LEFT_PAREN QUERY_PAREN")]
    [InlineData("select ((select 1) union (select 2))", "SELECT QUERY_PAREN QUERY_PAREN")]
    [InlineData("select ((select 1))", "SELECT QUERY_PAREN QUERY_PAREN")]
    [InlineData("select f((select 1))", "SELECT IDENTIFIER LEFT_PAREN QUERY_PAREN")]
    [InlineData("select a in ((select 1))", "SELECT IDENTIFIER IN LEFT_PAREN QUERY_PAREN")]
    [InlineData("insert into a.b ((select 1))", "INSERT INTO IDENTIFIER DOT IDENTIFIER QUERY_PAREN QUERY_PAREN")]
    [InlineData("from (((select 1) limit 1) a join b)", "FROM LEFT_PAREN QUERY_PAREN QUERY_PAREN")]
    public void Nested_parentheses_are_told_apart_by_what_follows_them(string sql, string start) =>
        Assert.StartsWith(start, Tokens(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("select case, not from t", "SELECT IDENTIFIER COMMA IDENTIFIER FROM IDENTIFIER")]
    [InlineData("case when a then b end", "CASE WHEN IDENTIFIER THEN IDENTIFIER END")]
    [InlineData("t.case.select.end", "IDENTIFIER DOT IDENTIFIER DOT IDENTIFIER DOT IDENTIFIER")]
    [InlineData("any(a), b like any ('c')", "IDENTIFIER LEFT_PAREN IDENTIFIER RIGHT_PAREN COMMA IDENTIFIER LIKE ANY LEFT_PAREN STRING RIGHT_PAREN")]
    [InlineData("exists(a, b), exists (select 1)", "IDENTIFIER LEFT_PAREN IDENTIFIER COMMA IDENTIFIER RIGHT_PAREN COMMA EXISTS QUERY_PAREN SELECT INTEGER_VALUE RIGHT_PAREN")]
    [InlineData("identifier, identifier('a')", "IDENTIFIER COMMA IDENTIFIER_CLAUSE LEFT_PAREN STRING RIGHT_PAREN")]
    [InlineData("select transform(a) as b", "SELECT IDENTIFIER LEFT_PAREN IDENTIFIER RIGHT_PAREN AS IDENTIFIER")]
    [InlineData("select transform(a) using 'b'", "SELECT TRANSFORM LEFT_PAREN IDENTIFIER RIGHT_PAREN USING STRING")]
    public void Keywords_become_names_where_they_are_names(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Theory]
    [InlineData("interval 1 day", "INTERVAL_FIELDS INTEGER_VALUE DAY")]
    [InlineData("interval -'1' hours", "INTERVAL_FIELDS HYPHEN STRING HOURS")]
    [InlineData("interval :p year", "INTERVAL_FIELDS COLON IDENTIFIER YEAR")]
    [InlineData("interval '1 day'", "INTERVAL_TEXT STRING")]
    [InlineData("interval + 1", "INTERVAL PLUS INTEGER_VALUE")]
    [InlineData("interval day to second", "INTERVAL DAY TO SECOND")]
    public void Interval_literals_are_told_from_names_and_types(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Fact]
    public void Commas_between_rows_of_values_are_told_from_those_between_tables() =>
        Assert.Equal(
            "FROM VALUES LEFT_PAREN IDENTIFIER RIGHT_PAREN ROW_COMMA LEFT_PAREN IDENTIFIER RIGHT_PAREN COMMA IDENTIFIER",
            Tokens("from values (a), (b), c"));

    [Theory]
    [InlineData("set spark.sql.x = it's +01:00 -- c\n;", "spark.sql.x = it's +01:00")]
    [InlineData("SET a.b=c$D,e;;", "a.b=c$D,e")]
    [InlineData("set -v", "-v")]
    [InlineData("reset spark.sql.x", "spark.sql.x")]
    [InlineData("add jar 'a b.jar' /tmp/x.jar", "jar 'a b.jar' /tmp/x.jar")]
    [InlineData("refresh s3://a/b", "s3://a/b")]
    [InlineData("set time = 1", "time = 1")]
    [InlineData("set var.x = 1", "var.x = 1")]
    public void The_text_of_a_setting_is_one_token(string sql, string text)
    {
        var result = SqlSyntax.ParseStatement(sql, ParserOptions.Default);
        Assert.True(result.Success, result.Failure?.ToString());
        Assert.Equal(text, result.Tokens.Get(1).Text);
        Assert.Equal(Generated.SqlSparkParser.RAW_TEXT, result.Tokens.Get(1).Type);
    }

    [Theory]
    [InlineData("set")]
    [InlineData("reset;")]
    [InlineData("set var x = 1")]
    [InlineData("set variable a.b = 1, c = (select 2)")]
    [InlineData("set var (a, b) = (select 1, 2)")]
    [InlineData("set time zone 'UTC'")]
    [InlineData("set time zone local")]
    [InlineData("set time zone interval '1' hour")]
    [InlineData("set time zone")]
    [InlineData("set catalog spark_catalog")]
    [InlineData("refresh table a.b")]
    [InlineData("refresh function f")]
    [InlineData("refresh 'path'")]
    public void Other_forms_of_set_and_refresh_are_parsed(string sql)
    {
        Parses(sql);
        Assert.DoesNotContain("RAW_TEXT", Tokens(sql), StringComparison.Ordinal);
    }
}

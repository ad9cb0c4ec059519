using Xunit;
using static SqlSpark.Parser.Generated.SqlSparkParser;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

/// <summary>The lists are the table in Spark's page on ANSI compliance.</summary>
public sealed class KeywordModeTests
{
    private static readonly string[] Strict =
    [
        "ANTI", "CROSS", "EXCEPT", "FULL", "INNER", "INTERSECT", "JOIN", "LATERAL", "LEFT", "MINUS", "NATURAL", "ON", "RIGHT",
        "SEMI", "UNION", "USING",
    ];

    private static readonly string[] Reserved =
    [
        "ALL", "AND", "ANY", "AS", "AUTHORIZATION", "BOTH", "CALL", "CASE", "CAST", "CHECK", "COLLATE", "COLLATION", "COLLATIONS",
        "COLUMN", "CONSTRAINT", "CREATE", "CROSS", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER",
        "DISTINCT", "ELSE", "END", "ESCAPE", "EXCEPT", "EXECUTE", "FALSE", "FETCH", "FILTER", "FOR", "FOREIGN", "FROM", "FULL",
        "GRANT", "GROUP", "HAVING", "IN", "INNER", "INTERSECT", "INTO", "IS", "JOIN", "LATERAL", "LEADING", "LEFT", "NATURAL",
        "NOT", "NULL", "OFFSET", "ON", "ONLY", "OR", "ORDER", "OUTER", "OVERLAPS", "PRIMARY", "RECURSIVE", "REFERENCES", "RIGHT",
        "SELECT", "SESSION_USER", "SOME", "SQL", "TABLE", "THEN", "TIME", "TO", "TRAILING", "UNION", "UNIQUE", "UNKNOWN", "USER",
        "USING", "WHEN", "WHERE", "WITH", "WITHIN",
    ];

    public static TheoryData<string> Keywords =>
        [.. Enumerable.Range(ADD, ZONE - ADD + 1).Select(DefaultVocabulary.GetSymbolicName)];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void By_default_every_keyword_is_a_name(string word)
    {
        Parses($"select t.{word}, a as {word} from t");
        if (word != "NOT")   // NOT before a word is taken for the operator, as a name of a column to be defined it needs quotes
            Parses($"create table t ({word} int, b string)");
        Parses($"insert into t ({word}, b) values (1, 2)");
        Parses($"select 1 as x from db.{word}");
        Parses($"select `{word}` from `{word}`");
    }

    [Theory]
    [MemberData(nameof(Keywords))]
    public void By_default_all_but_strict_words_are_table_aliases(string word)
    {
        var result = SqlSyntax.ParseStatement($"select 1 from t as {word}", ParserOptions.Default);
        Assert.Equal(!Strict.Contains(word), result.Success);
    }

    [Theory]
    [MemberData(nameof(Keywords))]
    public void Reserved_words_are_no_names_in_reserved_mode(string word)
    {
        foreach (var sql in new[] { $"create table t ({word} int, b string)", $"select 1 as {word}", $"select * from {word}" })
        {
            var result = SqlSyntax.ParseStatement(sql, Parsing.Reserved);
            if (Reserved.Contains(word))
                Assert.Equal("PARSE_SYNTAX_ERROR", result.Failure?.Condition);
            else
                Assert.True(result.Success, $"{result.Failure}\n{sql}");
        }

        Parses($"select `{word}` as `{word}` from `{word}`", Parsing.Reserved);
    }

    [Theory]
    [InlineData("select current_date, current_timestamp, current_user, user, session_user")]
    [InlineData("select left('a', 1), right('a', 1), filter(a, x -> x), any(a), some(b), collation('a'), current_date()")]
    [InlineData("select case when a and not b then 1 else 2 end from t where a in (1) or b is null")]
    [InlineData("select cast(a as time), b::timestamp from t order by all")]
    [InlineData("select a, count(distinct b) from t group by all limit all")]
    [InlineData("select * from a left join b using (c) cross join d union all select 1")]
    [InlineData("select trim(both 'x' from a), a like any ('b', 'c') from t where exists (select 1)")]
    [InlineData("create table t (a int primary key, b int unique, check (a > 0), foreign key (b) references s (c))")]
    [InlineData("select sum(a) filter (where b) over (partition by c), percentile_cont(0.5) within group (order by d) from t")]
    [InlineData("with recursive r as (select 1 union all select 2) select * from r offset 1")]
    [InlineData("select * from t lateral view explode(m) as v lateral view outer posexplode(a) p as i, x where v > 1")]
    [InlineData("select a::geography(any), b::time(3), c::interval day from t as u(a, b, c)")]
    [InlineData("execute immediate 'select 1' into a using 1 as b")]
    [InlineData("begin declare a int default 1; if a is null then select 1; else select 2; end if; end")]
    public void Reserved_words_keep_their_meaning_in_reserved_mode(string sql) => Parses(sql, Parsing.Reserved);

    [Fact]
    public void Reserved_mode_points_at_the_reserved_word()
    {
        var failure = Fails("select 1 as\n  table", Parsing.Reserved);
        Assert.Equal((2, 2), (failure.Line, failure.Column));
        Assert.Contains(("error", "'table'"), failure.Parameters);
    }

    [Fact]
    public void Clause_words_are_columns_and_aliases_where_nothing_else_fits()
    {
        Assert.Equal("[select [from tbl]]", Statement("select from tbl"));
        Assert.Equal("[[select [[1 left] , [2 right] , [3 where]]] [from t]]", Statement("select 1 left, 2 right, 3 where from t"));
        Assert.Equal("[[select *] [from t] [where [( a )]]]", Statement("select * from t where (a)"));
    }

    [Theory]
    [InlineData("explode(m) as v", null, 1)]
    [InlineData("explode(m) as k, v", null, 2)]
    [InlineData("explode(m) t", "t", 0)]
    [InlineData("explode(m) t as k, v", "t", 2)]
    [InlineData("explode(m) t v where a > 1", "t", 1)]
    [InlineData("explode(m) where a > 1", null, 0)]
    public void The_names_of_a_lateral_view_are_told_apart(string view, string? table, int columns)
    {
        var context = Assert.Single(Find<LateralViewContext>($"select * from t lateral view {view}"));
        Assert.Equal(table, context.tableName?.GetText());
        Assert.Equal(columns, context.identifiers()?.identifier().Length ?? 0);
    }

    [Fact]
    public void Operators_are_no_aliases_without_as()
    {
        Assert.Equal("[a AND b]", Expression("a AND b"));
        Assert.Equal("PARSE_SYNTAX_ERROR", Fails("select a and, b from t").Condition);
        Parses("select a as and from t");
    }

    [Theory]
    [InlineData("select a ! in (1)")]
    [InlineData("select a is ! null")]
    [InlineData("create table if ! exists t (a int ! null)")]
    public void Bang_is_not_only_in_legacy_mode(string sql)
    {
        Assert.Equal("SYNTAX_DISCONTINUED.BANG_EQUALS_NOT", Fails(sql).Condition);
        Parses(sql, new ParserOptions { BangEqualsNot = true });
    }

    [Fact]
    public void Bang_before_an_expression_is_not() => Parses("select !a, ! (b = 1), !exists (select 1)");
}

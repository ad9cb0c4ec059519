using Xunit;
using static SqlSpark.Parser.Generated.SqlSparkParser;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

/// <summary>What binds to what.</summary>
public sealed class ExpressionShapeTests
{
    [Theory]
    [InlineData("a + b * c", "[a + [b * c]]")]
    [InlineData("a - b - c", "[[a - b] - c]")]
    [InlineData("a || b + c", "[[a || b] + c]")]
    [InlineData("- a * b", "[[- a] * b]")]
    [InlineData("- a.b", "[- [a . b]]")]
    [InlineData("-1::string", "[- [1 :: string]]")]
    [InlineData("a << 1 + 2", "[a << [1 + 2]]")]
    [InlineData("a | b ^ c & d << e", "[a | [b ^ [c & [d << e]]]]")]
    [InlineData("a & b = c", "[[a & b] = c]")]
    [InlineData("a = b = c", "[[a = b] = c]")]
    [InlineData("a div b % c", "[[a div b] % c]")]
    [InlineData("a > b is null", "[[a > b] [is null]]")]
    [InlineData("not a = b and c or d", "[[[not [a = b]] and c] or d]")]
    [InlineData("a or b and c", "[a or [b and c]]")]
    [InlineData("not not a", "[not [not a]]")]
    [InlineData("a and not b in (1, 2) or c", "[[a and [not [b [in ( 1 , 2 )]]]] or c]")]
    [InlineData("a between b + 1 and c - 1 and d", "[[a [between [b + 1] and [c - 1]]] and d]")]
    [InlineData("a.b.c[1].d", "[[[[a . b] . c] [ 1 ]] . d]")]
    [InlineData("a:b.c[0]::int + 1", "[[[[[a : b] . c] [ 0 ]] :: int] + 1]")]
    [InlineData("a collate UNICODE || b", "[[a collate UNICODE] || b]")]
    [InlineData("(a, b)", "[( a , b )]")]
    [InlineData("(a + b) * c", "[[( [a + b] )] * c]")]
    [InlineData("f(x -> x + 1, (a, b) -> a)", "[f ( [x -> [x + 1]] , [[( a , b )] -> a] )]")]
    [InlineData("date '2020-01-01' - interval 1 day + a", "[[[date '2020-01-01'] - [interval [1 day]]] + a]")]
    [InlineData("a like b || 'c' escape '!'", "[a [like [b || 'c'] escape '!']]")]
    [InlineData("a is not distinct from b + 1", "[a [is not distinct from [b + 1]]]")]
    public void Binds(string sql, string shape) => Assert.Equal(shape, Expression(sql));

    [Theory]
    [InlineData("false is not null :: string")]
    [InlineData("a is null is null")]
    [InlineData("a between 1 and")]
    [InlineData("a in ()")]
    [InlineData("a b c")]
    [InlineData("(a")]
    [InlineData("case end")]
    [InlineData("f(a,)")]
    [InlineData("a:*")]
    public void Does_not_parse(string sql) =>
        Assert.Equal("PARSE_SYNTAX_ERROR", SqlSyntax.ParseExpression(sql, ParserOptions.Default).Failure?.Condition);

    [Theory]
    [InlineData("((select 1))")]
    [InlineData("(((select 1) union (select 2)))")]
    [InlineData("((select 1) + 1)")]
    [InlineData("f((select 1), (select 2))")]
    [InlineData("a in ((select 1), 2)")]
    [InlineData("exists ((select 1))")]
    [InlineData("array(exists (select 1))[0]")]
    public void Subqueries_nest_in_parentheses(string sql) => Assert.NotEmpty(Expression(sql));

    [Fact]
    public void A_name_with_a_string_is_a_typed_literal() =>
        Assert.Equal(["date", "X", "interval"], Find<LiteralExpressionContext>("select date '2020-01-01', X'1F', 1").Take(2)
            .Select(c => ((TypedLiteralContext)c.literal()).typeWord.Text)
            .Concat(Find<IntervalTextContext>("select interval '1 day'").Select(c => c.Start.Text)));

    [Fact]
    public void Adjacent_strings_are_one_literal() =>
        Assert.Equal(3, Assert.Single(Find<StringLiteralContext>("select 'a' \"b\"\n'c'")).STRING().Length);

    [Fact]
    public void Interval_forms_are_told_apart()
    {
        Assert.Equal(2, Assert.Single(Find<IntervalOfFieldsContext>("select interval 1 day -2 hours")).intervalField().Length);
        Assert.Equal("month", Assert.Single(Find<IntervalFromToContext>("select interval -'1-2' year to month")).to.Start.Text);
        Assert.Single(Find<IntervalTextContext>("select interval '1 day 2 hours' day2"));
        Assert.Single(Find<IntervalTypeContext>("select cast(a as interval)"));
        Assert.Equal("second", Assert.Single(Find<IntervalTypeContext>("select cast(a as interval day to second)")).to.Start.Text);
        Assert.Equal(2, Find<ColumnReferenceContext>("select interval, interval - day").Count(c => c.GetText() == "interval"));
    }

    [Fact]
    public void A_call_may_name_its_columns()
    {
        var call = Assert.Single(Find<FunctionCallContext>("select stack(2, 1, 2) (a, b) from t"));
        Assert.Equal(2, call.columnAliases.identifiers().identifier().Length);
    }
}

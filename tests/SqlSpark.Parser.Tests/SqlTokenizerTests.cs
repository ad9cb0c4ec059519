using Antlr4.Runtime;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

public sealed class SqlTokenizerTests
{
    [Theory]
    [InlineData("12", "INTEGER_VALUE")]
    [InlineData("12L 12s 12y", "BIGINT_LITERAL SMALLINT_LITERAL TINYINT_LITERAL")]
    [InlineData("1.5F 1d 1e5d 2.BD .5bd", "FLOAT_LITERAL DOUBLE_LITERAL DOUBLE_LITERAL BIGDECIMAL_LITERAL BIGDECIMAL_LITERAL")]
    [InlineData("1. .5 1.5", "DECIMAL_VALUE DECIMAL_VALUE DECIMAL_VALUE")]
    [InlineData("1e5 1E-3 1.5e+2 .5e1", "EXPONENT_VALUE EXPONENT_VALUE EXPONENT_VALUE EXPONENT_VALUE")]
    [InlineData("1e5x", "IDENTIFIER")]
    [InlineData("1k 300M 2m_", "IDENTIFIER IDENTIFIER IDENTIFIER")]
    [InlineData("2.3W", "INTEGER_VALUE DOT IDENTIFIER")]
    [InlineData("a.1m", "IDENTIFIER DOT IDENTIFIER")]
    [InlineData("1.a", "INTEGER_VALUE DOT IDENTIFIER")]
    [InlineData("12.0D 34.E2+0.12", "DOUBLE_LITERAL EXPONENT_VALUE PLUS DECIMAL_VALUE")]
    [InlineData("1e-", "IDENTIFIER HYPHEN")]
    public void Reads_numbers(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Theory]
    [InlineData("'a' \"b\" 'it''s' \"x\"\"y\" 'a\\'b'", "STRING STRING STRING STRING STRING")]
    [InlineData("r'a\\' R\"b\\\" r", "STRING STRING IDENTIFIER")]
    [InlineData("`a b` `a``b` ``", "QUOTED_IDENTIFIER QUOTED_IDENTIFIER QUOTED_IDENTIFIER")]
    [InlineData("X'1F'", "IDENTIFIER STRING")]
    [InlineData("'''", "STRING UNRECOGNIZED")]
    [InlineData("'abc", "UNRECOGNIZED IDENTIFIER")]
    [InlineData("`abc", "UNRECOGNIZED IDENTIFIER")]
    public void Reads_quoted_text(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Fact]
    public void Double_quotes_make_names_when_asked() =>
        Assert.Equal("QUOTED_IDENTIFIER STRING", Tokens("\"a\" 'b'", new ParserOptions { DoubleQuotedIdentifiers = true }));

    [Theory]
    [InlineData("= == <=> <> != < <= !> > >= !<", "EQ EQ NULL_SAFE_EQ NEQ NEQ LT LTE LTE GT GTE GTE")]
    [InlineData("<< >> >>> & | ^ ~ ||", "SHIFT_LEFT SHIFT_RIGHT SHIFT_RIGHT_UNSIGNED AMPERSAND PIPE HAT TILDE CONCAT")]
    [InlineData("+ - * / % -> => |> : :: ? ! .", "PLUS HYPHEN ASTERISK SLASH PERCENT_SIGN ARROW FAT_ARROW PIPE_OPERATOR COLON DOUBLE_COLON QUESTION BANG DOT")]
    [InlineData("a b/*+ c */ # $", "IDENTIFIER IDENTIFIER HINT_START IDENTIFIER HINT_END UNRECOGNIZED UNRECOGNIZED")]
    public void Reads_operators(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Theory]
    [InlineData("x::array<map<int, array<int>>> >> 1", "IDENTIFIER DOUBLE_COLON ARRAY TYPE_OPEN MAP TYPE_OPEN IDENTIFIER COMMA ARRAY TYPE_OPEN IDENTIFIER TYPE_CLOSE TYPE_CLOSE TYPE_CLOSE SHIFT_RIGHT INTEGER_VALUE")]
    [InlineData("c struct<>", "IDENTIFIER STRUCT NEQ")]
    [InlineData("where array < 1 and b >> 2", "WHERE ARRAY LT INTEGER_VALUE AND IDENTIFIER SHIFT_RIGHT INTEGER_VALUE")]
    public void Knows_the_brackets_of_types(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Theory]
    [InlineData("a -- b\nc", "IDENTIFIER IDENTIFIER")]
    [InlineData("a -- b \\\n c\n d", "IDENTIFIER IDENTIFIER")]
    [InlineData("a /* b /* c */ d */ e", "IDENTIFIER IDENTIFIER")]
    [InlineData("/**/ a /*/**/*/", "IDENTIFIER")]
    [InlineData("a - -b", "IDENTIFIER HYPHEN HYPHEN IDENTIFIER")]
    public void Drops_comments(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Theory]
    [InlineData("größe 表 𝒳y", "IDENTIFIER IDENTIFIER IDENTIFIER")]
    [InlineData("a\u00A0b\u3000c\vd", "IDENTIFIER IDENTIFIER IDENTIFIER IDENTIFIER")]
    public void Takes_letters_and_blanks_of_all_scripts(string sql, string expected) => Assert.Equal(expected, Tokens(sql));

    [Fact]
    public void Keywords_compare_without_regard_to_case_and_keep_their_text()
    {
        var tokenizer = new SqlTokenizer("sElEcT TIMESTAMP_ntz selectx", ParserOptions.Default);
        var tokens = tokenizer.Tokenize(out _);
        Assert.Equal([Generated.SqlSparkParser.SELECT, Generated.SqlSparkParser.TIMESTAMP_NTZ, Generated.SqlSparkParser.IDENTIFIER],
            tokens.Take(3).Select(t => t.Type));
        Assert.Equal("sElEcT", tokens[0].Text);
    }

    [Fact]
    public void Every_keyword_of_the_vocabulary_is_found()
    {
        for (var type = Generated.SqlSparkParser.ADD; type <= Generated.SqlSparkParser.ZONE; type++)
        {
            var name = Generated.SqlSparkParser.DefaultVocabulary.GetSymbolicName(type);
            Assert.Equal($"'{name}'", Generated.SqlSparkParser.DefaultVocabulary.GetLiteralName(type));
            Assert.Equal(type, KeywordTable.TypeOf(name.ToLowerInvariant()));
            Assert.Equal(Generated.SqlSparkParser.IDENTIFIER, KeywordTable.TypeOf(name + "_"));
        }
    }

    [Fact]
    public void Tokens_know_line_and_column()
    {
        var tokenizer = new SqlTokenizer("a\r\n  'x\ny' /* \n */ b -- c\n\nd", ParserOptions.Default);
        var tokens = tokenizer.Tokenize(out var count);
        Assert.Equal([(1, 0), (2, 2), (4, 4), (6, 0), (6, 1)], tokens.Take(count).Select(t => (t.Line, t.Column)));
    }

    [Fact]
    public void Tokens_of_any_text_are_in_order_and_cover_all_but_blanks_and_comments() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var sql = text ?? "";
            var tokenizer = new SqlTokenizer(sql, ParserOptions.Default);
            var tokens = tokenizer.Tokenize(out var count);
            var end = 0;
            for (var i = 0; i < count; i++)
            {
                Assert.True(tokens[i].StartIndex >= end);
                end = tokens[i].StopIndex + 1;
            }

            Assert.Equal(TokenConstants.EOF, tokens[count - 1].Type);
            Assert.Equal(sql.Length, end);
        }).QuickCheckThrowOnFailure();
}

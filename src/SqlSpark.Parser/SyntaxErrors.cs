using System.Text;
using Antlr4.Runtime;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>Names what is wrong with a text that the grammar does not take.</summary>
internal static class SyntaxErrors
{
    /// <summary><c>PARSE_SYNTAX_ERROR</c> at a token.</summary>
    /// <param name="token">The first token that fits no reading of the text.</param>
    /// <param name="hint">Empty, or ": " and what is missing or too much.</param>
    public static ParseFailure At(SqlToken token, string hint) =>
        ParseFailure.At(token, "PARSE_SYNTAX_ERROR", ("error", Near(token)), ("hint", hint));

    /// <summary>
    /// The failure at a token. If it is a hyphen inside what looks like one name, as in <c>FROM my-table</c>, the name is at fault.
    /// </summary>
    public static ParseFailure At(SqlToken token, ITokenStream tokens, string hint) =>
        HyphenatedName(token, tokens) is { } name
            ? ParseFailure.At(token, "INVALID_IDENTIFIER", ("ident", name))
            : At(token, hint);

    /// <summary>The token as messages show it: in quotes, or "end of input".</summary>
    public static string Near(IToken token) => token.Type == TokenConstants.EOF ? "end of input" : $"'{token.Text}'";

    private static string? HyphenatedName(SqlToken hyphen, ITokenStream tokens)
    {
        if (hyphen.Type != HYPHEN || hyphen.TokenIndex == 0 || !IsWord(tokens.Get(hyphen.TokenIndex - 1)))
            return null;
        var name = new StringBuilder(tokens.Get(hyphen.TokenIndex - 1).Text);
        var index = hyphen.TokenIndex;
        while (index + 1 < tokens.Size && tokens.Get(index).Type == HYPHEN && IsWord(tokens.Get(index + 1)))
        {
            name.Append('-').Append(tokens.Get(index + 1).Text);
            index += 2;
        }

        return index > hyphen.TokenIndex ? name.ToString() : null;
    }

    private static bool IsWord(IToken token) => token.Type is IDENTIFIER or QUOTED_IDENTIFIER or (>= ADD and <= ZONE);
}

using System.Text;
using Antlr4.Runtime;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>Puts the text of values in the place of parameter markers. Spark: <c>SubstituteParamsParser</c>.</summary>
internal static class ParameterText
{
    /// <summary>The text with values; markers without one stay.</summary>
    /// <param name="sql">The text of a statement.</param>
    /// <param name="named">The values of <c>:name</c>, as SQL.</param>
    /// <param name="positional">The values of <c>?</c> in order, as SQL.</param>
    /// <param name="kinds">Which markers the text has.</param>
    public static string Bind(string sql, IReadOnlyDictionary<string, string> named, IReadOnlyList<string> positional, out (bool HasNamed, bool HasPositional) kinds)
    {
        kinds = default;
        var tokens = new SqlTokenizer(sql, ParserOptions.Default).Tokenize(out var count);
        var bound = new StringBuilder(sql.Length);
        var copied = 0;
        var ordinal = 0;
        for (var i = 0; i < count && tokens[i].Type != TokenConstants.EOF; i++)
        {
            string? value = null;
            var end = i;
            if (tokens[i].Type == QUESTION)
            {
                kinds.HasPositional = true;
                value = ordinal < positional.Count ? positional[ordinal++] : null;
            }
            else if (tokens[i].Type == COLON && !IsPath(sql, tokens[i].StartIndex) && i + 1 < count && IsName(sql, tokens[i + 1]))
            {
                kinds.HasNamed = true;
                end = i + 1;
                value = named.GetValueOrDefault(tokens[end].Text.Trim('`'));
            }

            if (value is null)
                continue;
            bound.Append(sql, copied, tokens[i].StartIndex - copied).Append(value);
            copied = tokens[end].StopIndex + 1;
            i = end;
        }

        return bound.Append(sql, copied, sql.Length - copied).ToString();
    }

    /// <summary>True for the colon of <c>column:field</c>, which stands right behind an operand.</summary>
    private static bool IsPath(string sql, int colon) => colon > 0 && (char.IsLetterOrDigit(sql[colon - 1]) || sql[colon - 1] is '_' or ')' or ']' or '`' or '"' or '\'');

    private static bool IsName(string sql, SqlToken token) => char.IsLetter(sql[token.StartIndex]) || sql[token.StartIndex] is '_' or '`';
}

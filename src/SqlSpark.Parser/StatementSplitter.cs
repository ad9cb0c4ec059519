using Antlr4.Runtime;
using SqlSpark.Catalyst.Parsing;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>Splits a script at the semicolons that end statements.</summary>
internal static class StatementSplitter
{
    /// <summary>The statements in order; a BEGIN ... END block at the start of a statement is one.</summary>
    public static IReadOnlyList<SqlFragment> Split(string sql)
    {
        var tokenizer = new SqlTokenizer(sql, ParserOptions.Default);
        var tokens = tokenizer.Tokenize(out var count);
        var fragments = new List<SqlFragment>();
        var first = -1;
        var blocks = 0;
        for (var i = 0; i < count; i++)
        {
            var type = tokens[i].Type;
            if (type == TokenConstants.EOF)
                break;
            if (type == SEMICOLON && blocks == 0)
            {
                Add(sql, tokens, first, i - 1, fragments);
                first = -1;
                continue;
            }

            if (first < 0)
                first = i;
            blocks += BlockChange(tokens, i, first, blocks);
        }

        var last = count - 1;
        while (last >= 0 && tokens[last].Type == TokenConstants.EOF)
            last--;
        if (tokenizer.UnclosedComment is { } comment)
            fragments.Add(new SqlFragment(sql[(first < 0 ? comment.StartIndex : tokens[first].StartIndex)..].Trim(), first < 0 ? comment.Line : tokens[first].Line));
        else
            Add(sql, tokens, first, last, fragments);
        return fragments;
    }

    /// <summary>+1 where a block of a script opens, -1 where one closes. Only statements that begin with BEGIN are scripts.</summary>
    private static int BlockChange(SqlToken[] tokens, int index, int first, int blocks)
    {
        var isScript = tokens[first].Type == BEGIN;
        if (!isScript)
            return 0;
        var previous = index > first ? tokens[index - 1].Type : TokenConstants.EOF;
        return tokens[index].Type switch
        {
            BEGIN => 1,
            CASE when previous != END => 1,
            IF or LOOP or WHILE or REPEAT or FOR when StartsStatement(previous) => 1,
            END when blocks > 0 => -1,
            _ => 0,
        };
    }

    private static bool StartsStatement(int previous) => previous is SEMICOLON or BEGIN or THEN or ELSE or DO or LOOP or REPEAT or COLON;

    private static void Add(string sql, SqlToken[] tokens, int first, int last, List<SqlFragment> fragments)
    {
        if (first >= 0 && last >= first)
            fragments.Add(new SqlFragment(sql[tokens[first].StartIndex..(tokens[last].StopIndex + 1)], tokens[first].Line));
    }
}

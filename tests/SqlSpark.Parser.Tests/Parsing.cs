using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using Xunit;

namespace SqlSpark.Parser.Tests;

/// <summary>Short ways to parse in tests.</summary>
internal static class Parsing
{
    public static ParserOptions Reserved { get; } = new() { EnforceReservedKeywords = true };

    /// <summary>Asserts that a statement parses, and that SLL prediction did it.</summary>
    public static void Parses(string sql, ParserOptions? options = null)
    {
        var result = SqlSyntax.ParseStatement(sql, options ?? ParserOptions.Default);
        Assert.True(result.Success, $"{result.Failure}\n{sql}");
        Assert.False(result.UsedFullContext, $"needed full LL prediction: {sql}");
    }

    public static ParseFailure Fails(string sql, ParserOptions? options = null)
    {
        var result = SqlSyntax.ParseStatement(sql, options ?? ParserOptions.Default);
        Assert.False(result.Success, $"parses: {sql}");
        return result.Failure;
    }

    /// <summary>The shape of an expression: brackets around each context with more than one child.</summary>
    public static string Expression(string sql, ParserOptions? options = null)
    {
        var result = SqlSyntax.ParseExpression(sql, options ?? ParserOptions.Default);
        Assert.True(result.Success, $"{result.Failure}\n{sql}");
        return Shape(result.Tree.namedExpression());
    }

    /// <summary>The shape of a statement.</summary>
    public static string Statement(string sql)
    {
        var result = SqlSyntax.ParseStatement(sql, ParserOptions.Default);
        Assert.True(result.Success, $"{result.Failure}\n{sql}");
        return Shape(result.Tree.GetChild(0));
    }

    public static string DataType(string sql)
    {
        var result = SqlSyntax.ParseDataType(sql, ParserOptions.Default);
        Assert.True(result.Success, $"{result.Failure}\n{sql}");
        return Shape(result.Tree.dataType());
    }

    /// <summary>The contexts of one type in a statement, in the order of the text.</summary>
    public static IReadOnlyList<T> Find<T>(string sql)
        where T : ParserRuleContext
    {
        var result = SqlSyntax.ParseStatement(sql, ParserOptions.Default);
        Assert.True(result.Success, $"{result.Failure}\n{sql}");
        var found = new List<T>();
        Collect(result.Tree, found);
        return found;
    }

    /// <summary>The token types of a text after the contextual pass, by name.</summary>
    public static string Tokens(string sql, ParserOptions? options = null)
    {
        options ??= ParserOptions.Default;
        var tokenizer = new SqlTokenizer(sql, options);
        var tokens = tokenizer.Tokenize(out var count);
        ContextualKeywords.Resolve(sql, tokens, ref count, options, out _);
        return string.Join(' ', tokens.Take(count - 1).Select(t => Generated.SqlSparkParser.DefaultVocabulary.GetSymbolicName(t.Type)));
    }

    public static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static void Collect<T>(IParseTree tree, List<T> found)
    {
        if (tree is T match)
            found.Add(match);
        for (var i = 0; i < tree.ChildCount; i++)
            Collect(tree.GetChild(i), found);
    }

    private static string Shape(IParseTree tree) => tree.ChildCount switch
    {
        0 => tree.GetText(),
        1 => Shape(tree.GetChild(0)),
        var count => $"[{string.Join(' ', Enumerable.Range(0, count).Select(i => Shape(tree.GetChild(i))).Where(s => s.Length > 0))}]",
    };
}

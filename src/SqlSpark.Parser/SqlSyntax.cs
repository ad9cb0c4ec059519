using System.Diagnostics.CodeAnalysis;
using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Parser.Generated;

namespace SqlSpark.Parser;

/// <summary>A parse: a tree of the grammar's contexts, or the failure.</summary>
/// <param name="Tree">The context of the entry rule; null if the text does not parse.</param>
/// <param name="Failure">What is wrong; null if nothing is.</param>
/// <param name="Tokens">The tokens of the text.</param>
/// <param name="IsDeep">The text nests so deep that a recursive walk of the tree should run in <see cref="DeepStack"/>.</param>
/// <param name="UsedFullContext">SLL prediction failed and LL prediction decided.</param>
internal sealed record SyntaxResult<T>(
    T? Tree, ParseFailure? Failure, SqlTokenStream Tokens, bool IsDeep, bool UsedFullContext)
    where T : ParserRuleContext
{
    /// <summary>The text parses.</summary>
    [MemberNotNullWhen(true, nameof(Tree))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Success => Failure is null;
}

/// <summary>From SQL text to the grammar's parse tree.</summary>
/// <remarks>
/// SLL prediction first: it is fast, and right for almost every text. Only if it fails, the text is parsed again with full LL
/// prediction, which also finds the error to report. Text that nests deep moves to a thread with a large stack; there LL is
/// left out, since it walks the whole stack of open rules at each decision.
/// </remarks>
internal static class SqlSyntax
{
    /// <summary>Rules that may be open on the caller's stack: about 50 levels of parentheses.</summary>
    private const int ShallowDepth = 400;

    /// <summary>Rules that may be open on the large stack, at less than 4 KiB of it for each.</summary>
    private const int DeepDepth = 120_000;

    /// <summary>Levels of parentheses above which the large stack is used from the start.</summary>
    private const int DeepNesting = 60;

    /// <summary>Parses a statement or a script.</summary>
    public static SyntaxResult<SqlSparkParser.SingleStatementContext> ParseStatement(string sql, ParserOptions options) =>
        Parse(sql, options, static parser => parser.singleStatement());

    /// <summary>Parses an expression, which may have an alias.</summary>
    public static SyntaxResult<SqlSparkParser.SingleExpressionContext> ParseExpression(string sql, ParserOptions options) =>
        Parse(sql, options, static parser => parser.singleExpression());

    /// <summary>Parses a data type.</summary>
    public static SyntaxResult<SqlSparkParser.SingleDataTypeContext> ParseDataType(string sql, ParserOptions options) =>
        Parse(sql, options, static parser => parser.singleDataType());

    /// <summary>Parses columns with types, as in <c>a INT, b STRING COMMENT 'x'</c>.</summary>
    public static SyntaxResult<SqlSparkParser.SingleTableSchemaContext> ParseTableSchema(string sql, ParserOptions options) =>
        Parse(sql, options, static parser => parser.singleTableSchema());

    /// <summary>Parses the name of a table, column or function, as in <c>a.`b c`</c>.</summary>
    public static SyntaxResult<SqlSparkParser.SingleMultipartIdentifierContext> ParseMultipartIdentifier(
        string sql, ParserOptions options) =>
        Parse(sql, options, static parser => parser.singleMultipartIdentifier());

    private static SyntaxResult<T> Parse<T>(string sql, ParserOptions options, Func<SqlSparkParser, T> entry)
        where T : ParserRuleContext
    {
        var tokenizer = new SqlTokenizer(sql, options);
        var tokens = tokenizer.Tokenize(out var count);
        ContextualKeywords.Resolve(sql, tokens, ref count, options, out var nesting);
        var input = new Input<T>(new SqlTokenStream(sql, tokens, count), options, entry);

        var result = nesting <= DeepNesting ? input.TryParse(ShallowDepth, isDeep: false) : null;
        result ??= DeepStack.RunOnLargeStack(() => input.TryParse(DeepDepth, isDeep: true));
        result ??= input.Failed(new ParseFailure("FAILED_TO_PARSE_TOO_COMPLEX", 1, 0, 0, sql.Length - 1, []), isDeep: true);
        return result with { Failure = Refine(result.Failure, sql, tokenizer.UnclosedComment) };
    }

    /// <summary>An empty text and an unclosed comment have conditions of their own.</summary>
    private static ParseFailure? Refine(ParseFailure? failure, string sql, SqlToken? unclosedComment)
    {
        if (unclosedComment is not null && (failure is null || failure.StartIndex >= unclosedComment.StartIndex))
            return ParseFailure.At(unclosedComment, "UNCLOSED_BRACKETED_COMMENT");
        if (failure?.Condition == "PARSE_SYNTAX_ERROR" && string.IsNullOrWhiteSpace(sql))
            return failure with { Condition = "PARSE_EMPTY_STATEMENT", Parameters = [] };
        return failure;
    }

    private sealed class Input<T>(SqlTokenStream tokens, ParserOptions options, Func<SqlSparkParser, T> entry)
        where T : ParserRuleContext
    {
        /// <summary>The result, or null if the text nests deeper than this stack allows.</summary>
        public SyntaxResult<T>? TryParse(int maxDepth, bool isDeep)
        {
            try
            {
                if (isDeep)
                    return Run(PredictionMode.SLL, new SyntaxErrorStrategy(), maxDepth, isDeep);
                try
                {
                    return Run(PredictionMode.SLL, new BailErrorStrategy(), maxDepth, isDeep);
                }
                catch (Exception e) when (e is ParseCanceledException or ParseFailureException)
                {
                    return Run(PredictionMode.LL, new SyntaxErrorStrategy(), maxDepth, isDeep);
                }
            }
            catch (ParseFailureException e)
            {
                return Failed(e.Failure, isDeep);
            }
            catch (InsufficientExecutionStackException)
            {
                return null;
            }
        }

        public SyntaxResult<T> Failed(ParseFailure failure, bool isDeep) => new(null, failure, tokens, isDeep, UsedFullContext: !isDeep);

        private SyntaxResult<T> Run(PredictionMode mode, IAntlrErrorStrategy errors, int maxDepth, bool isDeep)
        {
            tokens.Seek(0);
            var parser = new SqlSparkParser(tokens, TextWriter.Null, TextWriter.Null)
            {
                Options = options,
                MaxDepth = maxDepth,
                ErrorHandler = errors,
            };
            parser.Interpreter.PredictionMode = mode;
            return new SyntaxResult<T>(entry(parser), null, tokens, isDeep, UsedFullContext: mode == PredictionMode.LL);
        }
    }
}

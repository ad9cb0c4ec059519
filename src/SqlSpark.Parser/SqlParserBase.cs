using System.Runtime.CompilerServices;
using Antlr4.Runtime;
using SqlSpark.Parser.Generated;

namespace SqlSpark.Parser;

/// <summary>What the generated parser inherits: its settings, the checks called from the grammar, and a guard of the stack.</summary>
internal abstract class SqlParserBase(ITokenStream input, TextWriter output, TextWriter errorOutput)
    : Antlr4.Runtime.Parser(input, output, errorOutput)
{
    private int _depth;

    /// <summary>The settings of this parse.</summary>
    public ParserOptions Options { get; set; } = ParserOptions.Default;

    /// <summary>How many rules may be open at once; then, or when the stack ends, the parse stops.</summary>
    public int MaxDepth { get; set; } = int.MaxValue;

    public override void EnterRule(ParserRuleContext localctx, int state, int ruleIndex)
    {
        Descend();
        base.EnterRule(localctx, state, ruleIndex);
    }

    public override void ExitRule()
    {
        _depth--;
        base.ExitRule();
    }

    public override void EnterRecursionRule(ParserRuleContext localctx, int state, int ruleIndex, int precedence)
    {
        Descend();
        base.EnterRecursionRule(localctx, state, ruleIndex, precedence);
    }

    public override void UnrollRecursionContexts(ParserRuleContext parentctx)
    {
        _depth--;
        base.UnrollRecursionContexts(parentctx);
    }

    /// <summary>The word just read is reserved: an error where reserved words are enforced.</summary>
    protected void RejectIfReserved()
    {
        if (Options.EnforceReservedKeywords)
            throw SyntaxError(Previous);
    }

    /// <summary>The same for words that are reserved as names, but are functions and types too.</summary>
    protected void RejectIfReservedName()
    {
        if (InputStream.LA(1) != SqlSparkParser.LEFT_PAREN && Context.Parent is not SqlSparkParser.TypeNameContext)
            RejectIfReserved();
    }

    /// <summary>A ! was read in the infix place of NOT.</summary>
    protected void RejectBangAsNot()
    {
        if (!Options.BangEqualsNot)
            throw new ParseFailureException(ParseFailure.At(Previous, "SYNTAX_DISCONTINUED.BANG_EQUALS_NOT", ("clause", "!")));
    }

    /// <summary>IDENTIFIER(...) stands for names of things, not for the word just read.</summary>
    protected void RejectIdentifierClause()
    {
        if (Context.GetChild(Context.ChildCount - 1) is ParserRuleContext { Start: SqlToken { Type: SqlSparkParser.IDENTIFIER_CLAUSE } start })
            throw SyntaxError(start);
    }

    /// <summary><c>FROM t INSERT ...</c> is a statement and no part of one, although the grammar reads it as a query.</summary>
    protected void RequireStatementLevel()
    {
        RuleContext query = Context;
        while (query is SqlSparkParser.FromInsertContext or SqlSparkParser.FromQueryContext or SqlSparkParser.QueryPrimaryTermContext
            or SqlSparkParser.QueryBodyContext)
            query = query.Parent;
        if (query is not SqlSparkParser.DataStatementContext)
            throw SyntaxError((SqlToken)CurrentToken);
    }

    /// <summary>A string was read in the place of a relation: the path of files, where the settings let it be one.</summary>
    protected void RequireFileRelations()
    {
        if (!Options.FileRelations)
            throw SyntaxError(Previous);
    }

    private SqlToken Previous => (SqlToken)((ITokenStream)InputStream).LT(-1);

    private static ParseFailureException SyntaxError(SqlToken token) => new(SyntaxErrors.At(token, hint: ""));

    private void Descend()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new InsufficientExecutionStackException();
    }
}

using Antlr4.Runtime.Tree;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>What IDENTIFIER(...) of a statement's object means, where it is no literal: found by the analyzer, which then builds the statement.</summary>
    private readonly Dictionary<IdentifierClauseContext, EquatableArray<string>> _computedNames = [];

    /// <summary>The parts of a qualified name, without quotes.</summary>
    public EquatableArray<string> NameParts(MultipartIdentifierContext context)
    {
        if (IdentifierClause(context) is not { } clause)
            return context.identifier().Select(Name).ToEquatableArray();
        return _computedNames.TryGetValue(clause, out var computed) ? computed : LiteralName(clause);
    }

    private EquatableArray<string> NameParts(IdentifierReferenceContext context) => NameParts(context.multipartIdentifier());

    private EquatableArray<string> Names(IdentifierListContext? context) => context is null ? [] : Names(context.identifiers());

    private EquatableArray<string> Names(IdentifiersContext context) => context.identifier().Select(Name).ToEquatableArray();

    private string Name(IdentifierContext context) => Name((IParseTree)context);

    private string Name(IParseTree context) =>
        context.ChildCount == 1 && context.GetChild(0) is IdentifierClauseContext clause ? SimpleName(clause) : Unquote(context.GetText());

    /// <summary>IDENTIFIER('name') where a simple name stands.</summary>
    private string SimpleName(IdentifierClauseContext clause)
    {
        if (conf.Get(SqlConf.LegacyIdentifierClause))
            throw Error(clause, "PARSE_SYNTAX_ERROR", ("error", "'IDENTIFIER'"), ("hint", ""));
        return LiteralName(clause) is [var name] ? name : throw Error(
            clause, "IDENTIFIER_TOO_MANY_NAME_PARTS", ("identifier", Core.Types.SqlIdentifier.Quote(LiteralName(clause))), ("limit", "1"));
    }

    private EquatableArray<string> LiteralName(IdentifierClauseContext clause) => Expression(clause.expression()) is Literal { Value: string text }
        ? SqlParser.Instance.ParseMultipartIdentifier(text, conf).ToEquatableArray()
        : throw Unsupported(clause, "IDENTIFIER(...) in this place");

    /// <summary>The first name of a statement's object that must be computed before the statement can be built; null when there is none.</summary>
    private IdentifierClauseContext? FindComputedName(IParseTree context)
    {
        for (var i = 0; i < context.ChildCount; i++)
        {
            var child = context.GetChild(i);
            if (child is IdentifierReferenceContext reference)
            {
                if (IdentifierClause(reference.multipartIdentifier()) is { } clause && !_computedNames.ContainsKey(clause) && Expression(clause.expression()) is not Literal { Value: string })
                    return clause;
            }
            else if (child is not (QueryContext or QueryBodyContext or CtesContext or ExpressionContext or StatementContext) && FindComputedName(child) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Unquote(string text)
    {
        if (text.Length >= 2 && text[0] == '`')
            return text[1..^1].Replace("``", "`", StringComparison.Ordinal);
        if (text.Length >= 2 && text[0] == '"')
            return text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        return text;
    }

    /// <summary>The clause of a name that is given as IDENTIFIER(expression) alone, or null.</summary>
    private static IdentifierClauseContext? IdentifierClause(MultipartIdentifierContext context) =>
        context.identifier() is [var only] ? only.identifierClause() : null;
}

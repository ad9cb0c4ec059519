using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>What IDENTIFIER(...) of a statement's object means, where it is no literal: found by the analyzer, which then builds the statement.</summary>
    private readonly Dictionary<IdentifierClauseContext, EquatableArray<string>> _computedNames = [];

    /// <summary>The parts of a qualified name, without quotes.</summary>
    public EquatableArray<string> NameParts(MultipartIdentifierContext context) => context.identifier() switch
    {
        [var only] when only.identifierClause() is { } clause && !IsLegacyClause => NamePartsOf(clause),
        var parts => parts.Select(Name).ToEquatableArray(),
    };

    /// <summary>The name of a table, view, function, ... that a statement refers to; its IDENTIFIER may hold any constant.</summary>
    private EquatableArray<string> NameParts(IdentifierReferenceContext context) => IdentifierClause(context.multipartIdentifier()) is { } clause
        ? _computedNames.TryGetValue(clause, out var computed) ? computed : NamePartsOf(clause)
        : NameParts(context.multipartIdentifier());

    private bool IsLegacyClause => conf.Get(Core.Configuration.SqlConf.LegacyIdentifierClause);

    private EquatableArray<string> Names(IdentifierListContext? context) => context is null ? [] : Names(context.identifiers());

    private EquatableArray<string> Names(IdentifiersContext context) => context.identifier().Select(Name).ToEquatableArray();

    private string Name(IParseTree context)
    {
        if (context is not ParserRuleContext rule || rule.GetRuleContext<IdentifierClauseContext>(0) is not { } clause)
            return Unquote(context.GetText());
        if (IsLegacyClause || Expression(clause.expression()) is not Literal { Value: string })
            throw Error(clause, "PARSE_SYNTAX_ERROR", ("error", "'IDENTIFIER'"), ("hint", ""));
        return NamePartsOf(clause) is [var only]
            ? only
            : throw Error(clause, "IDENTIFIER_TOO_MANY_NAME_PARTS", ("identifier", TextOf(clause)), ("limit", "1"));
    }

    /// <summary>The name that the text of <c>IDENTIFIER('a.b')</c> spells.</summary>
    private EquatableArray<string> NamePartsOf(IdentifierClauseContext clause)
    {
        var text = ConstantText(Expression(clause.expression())) ?? throw Unsupported(clause, "IDENTIFIER(...) of more than text in this place");
        if (text.Length == 0)
            throw Error(clause, "PARSE_EMPTY_STATEMENT");
        return MultipartIdentifier.TryParse(text) ?? throw Error(clause, "PARSE_SYNTAX_ERROR", ("error", $"'{text}'"), ("hint", ""));
    }

    /// <summary>The text of literals joined by <c>||</c>, or null.</summary>
    private static string? ConstantText(Expression expression) => expression switch
    {
        Literal { Value: string text } => text,
        UnresolvedFunction { IsInternal: true, NameParts: ["concat"] } concat when concat.Arguments.All(a => ConstantText(a) is not null) =>
            string.Concat(concat.Arguments.Select(ConstantText)),
        _ => null,
    };

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

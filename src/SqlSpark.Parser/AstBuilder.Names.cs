using Antlr4.Runtime.Tree;
using SqlSpark.Core.Collections;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>The parts of a qualified name, without quotes.</summary>
    public EquatableArray<string> NameParts(MultipartIdentifierContext context) => context.identifier().Select(Name).ToEquatableArray();

    private EquatableArray<string> NameParts(IdentifierReferenceContext context) => NameParts(context.multipartIdentifier());

    private EquatableArray<string> Names(IdentifierListContext? context) => context is null ? [] : Names(context.identifiers());

    private EquatableArray<string> Names(IdentifiersContext context) => context.identifier().Select(Name).ToEquatableArray();

    private string Name(IdentifierContext context) => context.identifierClause() is { } clause
        ? throw Unsupported(clause, "IDENTIFIER(...) in this place")
        : Unquote(context.GetText());

    private static string Name(IParseTree context) => Unquote(context.GetText());

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

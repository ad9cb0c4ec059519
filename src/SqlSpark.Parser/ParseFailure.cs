using System.Collections.Immutable;

namespace SqlSpark.Parser;

/// <summary>Why a SQL text does not parse, and where.</summary>
/// <param name="Condition">Spark's error condition, as <c>PARSE_SYNTAX_ERROR</c>.</param>
/// <param name="Line">Line of the offending token, from 1.</param>
/// <param name="Column">Position of the offending token in its line, from 0.</param>
/// <param name="StartIndex">Position of its first character in the text, from 0.</param>
/// <param name="StopIndex">Position of its last character; one before <paramref name="StartIndex"/> at the end of the text.</param>
/// <param name="Parameters">The parameters of the condition's message.</param>
internal sealed record ParseFailure(
    string Condition, int Line, int Column, int StartIndex, int StopIndex,
    ImmutableArray<(string Name, string Value)> Parameters)
{
    /// <summary>A failure at a token.</summary>
    public static ParseFailure At(SqlToken token, string condition, params ImmutableArray<(string Name, string Value)> parameters) =>
        new(condition, token.Line, token.Column, token.StartIndex, token.StopIndex, parameters);
}

/// <summary>Carries a <see cref="ParseFailure"/> out of the recursive descent; caught by <see cref="SqlSyntax"/>.</summary>
internal sealed class ParseFailureException(ParseFailure failure) : Exception(failure.Condition)
{
    public ParseFailure Failure => failure;
}

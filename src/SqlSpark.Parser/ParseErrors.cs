using Antlr4.Runtime;
using SqlSpark.Core.Errors;

namespace SqlSpark.Parser;

/// <summary>The user errors that parsing raises.</summary>
internal static class ParseErrors
{
    /// <summary>The text does not fit the grammar, or a check of the grammar failed.</summary>
    public static SqlSparkException FromFailure(ParseFailure failure, string sql) => SqlSparkException.Create(
        failure.Condition,
        QueryContext.ForSyntax(sql, Math.Max(0, failure.StartIndex), failure.Line, failure.Column),
        failure.Parameters.AsSpan());

    /// <summary>Something that fits the grammar and means nothing.</summary>
    /// <param name="at">The token to point at.</param>
    /// <param name="sql">The whole text.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="parameters">The values of its parameters.</param>
    public static SqlSparkException At(IToken at, string sql, string condition, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        SqlSparkException.Create(condition, QueryContext.ForSyntax(sql, at.StartIndex, at.Line, at.Column), parameters);
}

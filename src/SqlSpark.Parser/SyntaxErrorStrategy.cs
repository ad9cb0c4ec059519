using Antlr4.Runtime;

namespace SqlSpark.Parser;

/// <summary>Stops at the first syntax error with a <see cref="ParseFailureException"/>; never repairs the input.</summary>
internal sealed class SyntaxErrorStrategy : DefaultErrorStrategy
{
    /// <summary>An error that prediction or a match found.</summary>
    public override void ReportError(Antlr4.Runtime.Parser recognizer, RecognitionException e) =>
        throw Failure(recognizer, e.OffendingToken, hint: "");

    /// <summary>Without this token the text would go on correctly.</summary>
    protected override void ReportUnwantedToken(Antlr4.Runtime.Parser recognizer) =>
        throw Failure(recognizer, recognizer.CurrentToken, $": extra input {SyntaxErrors.Near(recognizer.CurrentToken)}");

    /// <summary>One token before this one would mend the text.</summary>
    protected override void ReportMissingToken(Antlr4.Runtime.Parser recognizer) =>
        throw Failure(
            recognizer, recognizer.CurrentToken,
            $": missing {GetExpectedTokens(recognizer).ToString(recognizer.Vocabulary)}");

    private static ParseFailureException Failure(Antlr4.Runtime.Parser recognizer, IToken token, string hint) =>
        new(SyntaxErrors.At((SqlToken)token, (ITokenStream)recognizer.InputStream, hint));
}

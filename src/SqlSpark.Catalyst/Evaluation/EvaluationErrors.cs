using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>The user errors that evaluation raises when it binds kernels, and the row errors that only it reports.</summary>
internal static class EvaluationErrors
{
    private static readonly RowErrorKind EscapeAtEndKind = new("INVALID_FORMAT.ESC_AT_THE_END", "format");
    private static readonly RowErrorKind EscapeInMiddleKind = new("INVALID_FORMAT.ESC_IN_THE_MIDDLE", "format", "char");

    /// <summary><c>UNSUPPORTED_FEATURE.COLLATION_LIBRARY</c>, 0A000: strings of a collation that does not compare bytes.</summary>
    public static SqlSparkException CollationNotSupported(StringType type) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.COLLATION_LIBRARY", null, ("collationName", ErrorFormat.SqlId(type.Collation)));

    /// <summary><c>INVALID_FORMAT.ESC_AT_THE_END</c>, 42601: a LIKE pattern ends with the escape character.</summary>
    public static RowError EscapeAtEnd(string pattern) => new(EscapeAtEndKind, $"'{pattern}'");

    /// <summary><c>INVALID_FORMAT.ESC_IN_THE_MIDDLE</c>, 42601: the escape character stands before an ordinary one.</summary>
    public static RowError EscapeInMiddle(string pattern, string character) => new(EscapeInMiddleKind, $"'{pattern}'", $"'{character}'");
}

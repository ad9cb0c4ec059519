namespace SqlSpark.Parser;

/// <summary>The settings that change how SQL text is read.</summary>
internal sealed record ParserOptions
{
    /// <summary>Spark's defaults.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary><c>spark.sql.ansi.enabled</c> and <c>spark.sql.ansi.enforceReservedKeywords</c>: reserved words are no names.</summary>
    public bool EnforceReservedKeywords { get; init; }

    /// <summary><c>spark.sql.ansi.enabled</c> and <c>spark.sql.ansi.doubleQuotedIdentifiers</c>: "a" is a name, not a string.</summary>
    public bool DoubleQuotedIdentifiers { get; init; }

    /// <summary><c>sqlspark.sql.fileRelations</c>: a string in FROM is the path of files.</summary>
    public bool FileRelations { get; init; }

    /// <summary><c>spark.sql.legacy.bangEqualsNot</c>: ! is taken for NOT also in an infix place, as in <c>a ! IN (1)</c>.</summary>
    public bool BangEqualsNot { get; init; }
}

using System.Globalization;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Literals as SQL text and inside generated column names. Spark: <c>Literal.sql</c>, <c>Literal.toString</c>.</summary>
internal static class LiteralFormat
{
    /// <summary>SQL that reads back as the literal.</summary>
    public static string ToSql(Literal literal) => Convert.ToString(literal.Value, CultureInfo.InvariantCulture) ?? "NULL";

    /// <summary>The literal inside a generated column name: strings without quotes.</summary>
    public static string ToPretty(Literal literal) => ToSql(literal);
}

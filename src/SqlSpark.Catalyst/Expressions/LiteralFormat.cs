using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Literals as SQL text and inside generated column names. Timestamps are printed in <see cref="CurrentTimeZone"/>.</summary>
/// <remarks>Spark: <c>Literal.sql</c>, <c>Literal.toString</c>, <c>toPrettySQL</c>.</remarks>
internal static class LiteralFormat
{
    /// <summary>SQL that reads back as the literal.</summary>
    public static string ToSql(Literal literal) => SqlLiteralText.Of(literal.Value, literal.Type, CurrentTimeZone.Value);

    /// <summary>The literal inside a generated column name: strings without quotes, numbers without suffixes, NULL without its type.</summary>
    public static string ToPretty(Literal literal) => literal switch
    {
        { Value: null } => "NULL",
        { Type: StringType or NumericType } => ToPlain(literal),
        _ => ToSql(literal),
    };

    /// <summary>The literal as plans print it: without quotes, suffixes and keywords.</summary>
    public static string ToPlain(Literal literal) => SqlLiteralText.Plain(literal.Value, literal.Type, CurrentTimeZone.Value);
}

using System.Globalization;
using System.Text;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Errors;

/// <summary>
/// Writes names, values, types and keys as they stand in the parameters of error messages.
/// Spark: <c>DataTypeErrorsBase</c> and <c>QueryErrorsBase</c>.
/// </summary>
public static class ErrorFormat
{
    private const string GeneratedSubqueryName = "__auto_generated_subquery_name";

    /// <summary>A qualified name in backquotes: <c>`a`.`b`</c>; the generated name of an unnamed subquery is left out.</summary>
    public static string SqlId(params ReadOnlySpan<string> parts)
    {
        if (parts.Length > 1 && parts[0] == GeneratedSubqueryName)
            parts = parts[1..];
        var builder = new StringBuilder();
        foreach (var part in parts)
            builder.Append(builder.Length == 0 ? "" : ".").Append(QuoteIdentifier(part));
        return builder.ToString();
    }

    /// <inheritdoc cref="SqlId(ReadOnlySpan{string})"/>
    public static string SqlId(IReadOnlyList<string> parts) => SqlId([.. parts]);

    /// <summary>One name in backquotes, with those inside doubled.</summary>
    public static string QuoteIdentifier(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    /// <summary>A type in double quotes: <c>"DECIMAL(10,2)"</c>.</summary>
    /// <param name="typeSql">The type as SQL writes it, in any case.</param>
    public static string SqlType(string typeSql) => Quote(typeSql.ToUpperInvariant());

    /// <summary>A type in double quotes, as <see cref="DataType.Sql"/> writes it.</summary>
    public static string SqlType(DataType type) => Quote(type.Sql);

    /// <summary>An expression in double quotes.</summary>
    /// <param name="prettySql">The expression as Spark prints it in column names.</param>
    public static string SqlExpr(string prettySql) => Quote(prettySql);

    /// <summary>A schema in double quotes.</summary>
    public static string SqlSchema(string schema) => Quote(schema);

    /// <summary>A configuration key in double quotes.</summary>
    public static string SqlConf(string key) => Quote(key);

    /// <summary>The value of a configuration key in double quotes.</summary>
    public static string SqlConfValue(string value) => Quote(value);

    /// <summary>The name of a data source option in double quotes.</summary>
    public static string SourceOption(string option) => Quote(option);

    /// <summary>A statement or clause in capitals.</summary>
    public static string SqlStatement(string text) => text.ToUpperInvariant();

    /// <summary>A string in single quotes; <c>NULL</c> for null.</summary>
    public static string SqlValue(string? value) =>
        value is null
            ? "NULL"
            : "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string SqlValue(bool value) => value ? "true" : "false";

    /// <summary>A TINYINT with its suffix: <c>1Y</c>.</summary>
    public static string SqlValue(sbyte value) => string.Create(CultureInfo.InvariantCulture, $"{value}Y");

    /// <summary>A SMALLINT with its suffix: <c>1S</c>.</summary>
    public static string SqlValue(short value) => string.Create(CultureInfo.InvariantCulture, $"{value}S");

    /// <summary>An INT.</summary>
    public static string SqlValue(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A BIGINT with its suffix: <c>1L</c>.</summary>
    public static string SqlValue(long value) => string.Create(CultureInfo.InvariantCulture, $"{value}L");

    /// <summary>A FLOAT as Java writes it, without a suffix.</summary>
    public static string SqlValue(float value) =>
        float.IsFinite(value) ? FloatingPointText.Format(value) : NonFinite(value);

    /// <summary>A DOUBLE as Java writes it, with its suffix: <c>1.0E10D</c>.</summary>
    public static string SqlValue(double value) =>
        double.IsFinite(value) ? FloatingPointText.Format(value) + "D" : NonFinite(value);

    /// <summary>A DECIMAL with its suffix: <c>1.50BD</c>.</summary>
    /// <param name="decimalText">The digits as SQL writes them.</param>
    public static string SqlDecimal(string decimalText) => decimalText + "BD";

    /// <summary>A BINARY as a hexadecimal literal: <c>X'0AFF'</c>.</summary>
    public static string SqlValue(ReadOnlySpan<byte> value) => "X'" + Convert.ToHexString(value) + "'";

    /// <summary>A value with the type's keyword before it: <c>DATE '2024-01-01'</c>, <c>INTERVAL '1' DAY</c>.</summary>
    public static string SqlTypedValue(string keyword, string text) => keyword + " '" + text + "'";

    private static string Quote(string text) => "\"" + text + "\"";

    private static string NonFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
